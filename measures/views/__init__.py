"""Pages of indicators and duties beside those of every kind."""

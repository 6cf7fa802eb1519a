"""Pages of the portfolio beside those of every kind."""

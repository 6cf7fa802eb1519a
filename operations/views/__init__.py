"""Pages of the service management team's room beside those of every kind."""

"""Pages of the process owners' room beside those of every kind."""

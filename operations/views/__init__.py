"""Pages of the service management team that kinds have not."""

"""Pages of the leadership room."""

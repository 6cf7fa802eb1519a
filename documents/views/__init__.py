"""Pages of the documentation managers' room."""

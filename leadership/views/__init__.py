"""Pages of top management's room."""

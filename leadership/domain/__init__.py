"""What is done in top management's room."""

"""Who may do what in top management's room."""

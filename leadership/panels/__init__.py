"""What top management's room shows on pages of records."""

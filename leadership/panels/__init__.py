"""What the leadership room shows on pages of records."""

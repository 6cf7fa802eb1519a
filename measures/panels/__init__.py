"""What the measures room shows on pages of records."""

"""The pages of every kind of record."""

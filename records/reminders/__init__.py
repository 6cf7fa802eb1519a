"""Reminding people of what is due, derived from how things stand; and chasing what is late."""

"""Verbs of management reviews: the only writers."""

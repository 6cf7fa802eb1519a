"""Verbs of the leadership room."""

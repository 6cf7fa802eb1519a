"""Verbs of the process owners' room."""

"""Verbs of the improvement champions' room: the only writers."""

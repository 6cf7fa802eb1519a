"""Verbs of the communication coordinators' room: the only writers."""

"""Emptying a database whose tables refuse to be emptied; for tests alone."""

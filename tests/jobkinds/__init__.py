"""Kinds of job for the suite: they work, fail, hang and grow."""

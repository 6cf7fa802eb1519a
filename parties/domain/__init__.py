"""Keeping organisations and contacts: the only writers."""

"""Keeping the service portfolio: the only writers."""

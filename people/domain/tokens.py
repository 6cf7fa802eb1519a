"""Tokens of one-time links."""

import hashlib


def hash_of(token: str) -> str:
    """What is kept of a token (SHA-256, hex)."""
    return hashlib.sha256(token.encode()).hexdigest()

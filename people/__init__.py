"""Accounts, sign-in, invitations and preferences."""

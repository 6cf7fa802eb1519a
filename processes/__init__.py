"""The process owners' room: how each process is meant to work, and how its requirements are met here."""

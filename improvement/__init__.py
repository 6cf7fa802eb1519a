"""The improvement champions' room."""

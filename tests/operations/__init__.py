"""Tests of the service management team's room."""

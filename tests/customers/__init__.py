"""Tests of the customer liaison officers' room."""

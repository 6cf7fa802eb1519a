"""Tests of the service portfolio."""

"""Agreements on service levels, and the clock that says whether they were kept."""

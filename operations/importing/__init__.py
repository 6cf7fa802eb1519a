"""Bringing in tickets from the tools that organisations use: read, translated, and kept up to date."""

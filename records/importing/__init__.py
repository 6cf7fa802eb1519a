"""Bringing in what stands in tables elsewhere: reading the file, trying it out, carrying it out chunk by chunk."""

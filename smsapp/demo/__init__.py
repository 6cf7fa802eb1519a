"""A believable managed-service provider, made from a seed."""

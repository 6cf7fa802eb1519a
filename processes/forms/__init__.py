"""What the process owners' room asks for."""

"""What the leadership room asks for."""

"""What the leadership room brings to management reviews."""

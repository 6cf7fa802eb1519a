"""What the leadership room prints."""

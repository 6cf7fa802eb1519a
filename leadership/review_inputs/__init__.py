"""What the leadership room brings to management reviews."""

from leadership.review_inputs.course import objectives, resources
from leadership.review_inputs.earlier import decisions

__all__ = ["decisions", "objectives", "resources"]

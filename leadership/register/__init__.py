"""What the leadership room declares, a module a noun."""

from leadership.register import delegations, objectives, plan, resources, reviews, room

__all__ = ["delegations", "objectives", "plan", "resources", "reviews", "room"]

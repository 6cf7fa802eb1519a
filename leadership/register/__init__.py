"""What the leadership room declares, a module a noun."""

from leadership.register import delegations, objectives, packs, plan, resources, reviews, room

__all__ = ["delegations", "objectives", "packs", "plan", "resources", "reviews", "room"]

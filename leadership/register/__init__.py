"""What the leadership room declares, a module a noun."""

from leadership.register import deciding, delegations, objectives, packs, plan, resources, reviews, room

__all__ = ["deciding", "delegations", "objectives", "packs", "plan", "resources", "reviews", "room"]

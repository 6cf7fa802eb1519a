"""What the improvement champions keep."""

from improvement.models.action import Action, ActionMove
from improvement.models.opportunity import Opportunity

__all__ = ["Action", "ActionMove", "Opportunity"]

"""How what top management keeps looks."""

from leadership.kind.business_process import BusinessProcessKind
from leadership.kind.goal import GoalKind
from leadership.kind.objective import ObjectiveKind

__all__ = ["BusinessProcessKind", "GoalKind", "ObjectiveKind"]

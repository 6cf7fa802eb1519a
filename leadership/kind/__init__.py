"""How what top management keeps looks."""

from leadership.kind.business_process import BusinessProcessKind
from leadership.kind.delegation import DelegationKind
from leadership.kind.goal import GoalKind
from leadership.kind.objective import ObjectiveKind
from leadership.kind.plan import ManagementPlanKind
from leadership.kind.request import ResourceRequestKind
from leadership.kind.resource import ResourceKind
from leadership.kind.review import ReviewKind

__all__ = [
    "BusinessProcessKind",
    "DelegationKind",
    "GoalKind",
    "ManagementPlanKind",
    "ObjectiveKind",
    "ResourceKind",
    "ResourceRequestKind",
    "ReviewKind",
]

"""Models of the leadership room."""

from leadership.models.commitment import CommitmentEntry
from leadership.models.delegation import Delegation
from leadership.models.plan import ManagementPlan, PlanPart, PlanReference
from leadership.models.request import AllocationChange, ResourceRequest
from leadership.models.resource import Capability, Resource

__all__ = [
    "AllocationChange",
    "Capability",
    "CommitmentEntry",
    "Delegation",
    "ManagementPlan",
    "PlanPart",
    "PlanReference",
    "Resource",
    "ResourceRequest",
]

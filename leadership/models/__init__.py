"""What top management keeps."""

from leadership.models.business_process import BusinessProcess
from leadership.models.commitment import CommitmentEntry
from leadership.models.delegation import Delegation
from leadership.models.goal import CarriedGoal, Goal
from leadership.models.objective import Objective, ServedGoal
from leadership.models.plan import ManagementPlan, PlanPart, PlanReference
from leadership.models.plan_step import PlanStep
from leadership.models.request import AllocationChange, ResourceRequest
from leadership.models.resource import Capability, Resource
from leadership.models.review import Review, ReviewBlock, ReviewDecision, ReviewPack
from leadership.models.telling import Telling

__all__ = [
    "AllocationChange",
    "BusinessProcess",
    "Capability",
    "CarriedGoal",
    "CommitmentEntry",
    "Delegation",
    "Goal",
    "ManagementPlan",
    "Objective",
    "PlanPart",
    "PlanReference",
    "PlanStep",
    "Resource",
    "ResourceRequest",
    "Review",
    "ReviewBlock",
    "ReviewDecision",
    "ReviewPack",
    "ServedGoal",
    "Telling",
]

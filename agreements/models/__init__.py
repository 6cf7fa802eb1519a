"""What the room of agreements keeps."""

from agreements.models.sla import (
    HELD,
    PRIORITY_MAX,
    PRIORITY_MIN,
    WHOLE,
    AgreedService,
    Agreement,
    ExceptionClause,
    PriorityRule,
    Target,
    WorkloadLimit,
)

__all__ = [
    "HELD",
    "PRIORITY_MAX",
    "PRIORITY_MIN",
    "WHOLE",
    "AgreedService",
    "Agreement",
    "ExceptionClause",
    "PriorityRule",
    "Target",
    "WorkloadLimit",
]

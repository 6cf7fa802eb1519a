"""What is agreed with customers."""

from agreements.models.sla import (
    AgreedService,
    Agreement,
    ExceptionClause,
    PriorityRule,
    Target,
    WorkloadLimit,
)

__all__ = ["AgreedService", "Agreement", "ExceptionClause", "PriorityRule", "Target", "WorkloadLimit"]

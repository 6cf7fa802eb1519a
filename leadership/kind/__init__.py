"""The kinds of record of the leadership room."""

from leadership.kind.delegation import DelegationKind
from leadership.kind.plan import ManagementPlanKind
from leadership.kind.request import ResourceRequestKind
from leadership.kind.resource import ResourceKind

__all__ = ["DelegationKind", "ManagementPlanKind", "ResourceKind", "ResourceRequestKind"]

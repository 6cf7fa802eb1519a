"""How what the service management team keeps looks."""

from operations.kind.incident import IncidentKind
from operations.kind.report import ServiceReportKind
from operations.kind.request import ServiceRequestKind
from operations.kind.team import TeamKind

__all__ = ["IncidentKind", "ServiceReportKind", "ServiceRequestKind", "TeamKind"]

"""What the service management team keeps."""

from operations.models.clock import Clock, Exclusion, TicketPause
from operations.models.incident import Incident, MajorUpdate
from operations.models.report import MissDecision, ServiceReport
from operations.models.request import FulfilmentStep, ServiceRequest
from operations.models.team import Membership, Team
from operations.models.ticket import Ticket

__all__ = [
    "Clock",
    "Exclusion",
    "FulfilmentStep",
    "Incident",
    "MajorUpdate",
    "Membership",
    "MissDecision",
    "ServiceReport",
    "ServiceRequest",
    "Team",
    "Ticket",
    "TicketPause",
]

"""What the service management team keeps."""

from operations.models.clock import Clock, Exclusion, TicketPause
from operations.models.incident import Incident, MajorUpdate
from operations.models.report import MissDecision, ServiceReport
from operations.models.request import ServiceRequest
from operations.models.step import TicketStep
from operations.models.team import Membership, Team
from operations.models.ticket import OPEN_STATES, Ticket

__all__ = [
    "OPEN_STATES",
    "Clock",
    "Exclusion",
    "Incident",
    "MajorUpdate",
    "Membership",
    "MissDecision",
    "ServiceReport",
    "ServiceRequest",
    "Team",
    "Ticket",
    "TicketPause",
    "TicketStep",
]

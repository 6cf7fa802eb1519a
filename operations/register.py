"""What the service management team's room declares."""

from django.utils.translation import gettext_lazy as _

from operations.domain.priorities import found_table
from operations.kind import IncidentKind, ServiceReportKind, ServiceRequestKind, TeamKind
from shell.registry import Founding, Group, Room, registry
from standard.roles import CUSTOMER_LIAISON, PROCESS_OWNER, SERVICE_MANAGEMENT_TEAM, SMR, TECHNOLOGY_MANAGER

INCIDENT = IncidentKind()
REQUEST = ServiceRequestKind()
REPORT = ServiceReportKind()
TEAM = TeamKind()

registry.add(
    Founding(key="operations.priorities", run=found_table),
    Room(
        key="operations",
        label=_("Operations"),
        group=Group.DELIVER,
        icon="activity",
        roles=(SERVICE_MANAGEMENT_TEAM, SMR, PROCESS_OWNER, TECHNOLOGY_MANAGER, CUSTOMER_LIAISON),
    ),
    INCIDENT,
    REQUEST,
    REPORT,
    TEAM,
    INCIDENT.navigation(),
    REQUEST.navigation(),
    REPORT.navigation(),
    TEAM.navigation(),
)

"""What the service management team's room declares."""

from django.utils.translation import gettext_lazy as _

from operations.importing.opening import open_tickets
from operations.importing.profiles import PROFILES
from operations.importing.settings import TicketSettingsForm
from operations.kind import IncidentKind, ServiceReportKind, ServiceRequestKind, TeamKind
from operations.models import Incident
from records.access.permits import permits
from shell.registry import Group, Importer, Room, registry
from standard.roles import CUSTOMER_LIAISON, PROCESS_OWNER, SERVICE_MANAGEMENT_TEAM, SMR, TECHNOLOGY_MANAGER

INCIDENT = IncidentKind()
REQUEST = ServiceRequestKind()
REPORT = ServiceReportKind()
TEAM = TeamKind()

registry.add(
    Room(
        key="operations",
        label=_("Operations"),
        group=Group.DELIVER,
        icon="activity",
        roles=(SERVICE_MANAGEMENT_TEAM, SMR, PROCESS_OWNER, TECHNOLOGY_MANAGER, CUSTOMER_LIAISON),
    ),
    Importer(
        key="tickets",
        label=_("Tickets of another tool"),
        explain=_("From an export of ServiceNow, Jira, GLPI, iTop, Zammad, Znuny or another tool."),
        room="operations",
        form=TicketSettingsForm,
        open=open_tickets,
        may=lambda user: permits(user, "import", Incident),
        source=lambda settings: f"tickets:{PROFILES[settings['profile']].source}",
        profile=lambda settings: str(settings.get("profile", "")),
        records_url=lambda settings: f"{INCIDENT.url()}?source={PROFILES[settings['profile']].source}",
        kinds=("incident", "service-request"),
        weight=10,
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

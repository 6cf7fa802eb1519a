"""What the service management team's room declares."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from agreements.domain.recounting import RECOUNT
from jobs.kinds import JobKind, Schedule
from operations.domain.recounting import recount
from operations.domain.reporting import DRAFT_JOB, draft_reports
from operations.kind import IncidentKind, ServiceReportKind, ServiceRequestKind, TeamKind
from operations.paper import PRINT_JOB, print_report
from operations.report_panels import misses_panel, report_panel
from shell.registry import Group, KeptAs, NavigationEntry, Panel, Room, registry
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
    INCIDENT,
    REQUEST,
    REPORT,
    TEAM,
    INCIDENT.navigation(),
    REQUEST.navigation(),
    REPORT.navigation(),
    TEAM.navigation(),
    JobKind(key=RECOUNT, label=_("Count open tickets by what was agreed"), run=recount),
    NavigationEntry(
        key="operations.overview", room="operations", label=_("Overview"), url_name="operations:overview", weight=5
    ),
    KeptAs(key="9.4/service-reports", kind="service-report"),
    Panel(
        key="operations.report",
        kind="service-report",
        room="operations",
        title=_("Figures"),
        rows=report_panel,
        template="operations/panels/report.html",
        leads=True,
        weight=10,
    ),
    *(
        Panel(
            key=f"operations.misses.{kind}",
            kind=kind,
            room="operations",
            title=_("Missed targets"),
            rows=misses_panel,
            template="operations/panels/misses.html",
            weight=60,
        )
        for kind in ("incident", "service-request")
    ),
    JobKind(key=PRINT_JOB, label=_("Print a service report"), run=print_report),
    JobKind(key=DRAFT_JOB, label=_("Draft service reports that are due"), run=draft_reports),
    Schedule(key=DRAFT_JOB, job=DRAFT_JOB, every=timedelta(days=1)),
)

"""What the service management team's room declares."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agreements.domain.recounting import RECOUNT
from jobs.kinds import JobKind, Schedule
from operations import review_inputs
from operations.decisions import DECISIONS
from operations.domain.recounting import recount
from operations.domain.reporting import DRAFT_JOB, draft_reports
from operations.domain.scope_checks import tickets_out_of_scope
from operations.domain.warning import JOB as WARN_JOB
from operations.domain.warning import warn
from operations.importing.opening import open_tickets
from operations.importing.profiles import PROFILES
from operations.importing.settings import TicketSettingsForm
from operations.kind import IncidentKind, ServiceReportKind, ServiceRequestKind, TeamKind
from operations.measures import computed_measures
from operations.models import Incident
from operations.panels import clocks_panel, duplicates_panel, major_panel, source_panel, steps_panel
from operations.paper import PRINT_JOB, print_report
from operations.report_panels import misses_panel, report_panel
from records.access.permits import permits
from records.labels import job_about
from shell.registry import (
    AskFor,
    Group,
    Importer,
    KeptAs,
    NavigationEntry,
    Panel,
    ReviewInput,
    Room,
    ScopeCheck,
    registry,
)
from standard.roles import CUSTOMER_LIAISON, PROCESS_OWNER, SERVICE_MANAGEMENT_TEAM, SMR, TECHNOLOGY_MANAGER

INCIDENT = IncidentKind()
REQUEST = ServiceRequestKind()
REPORT = ServiceReportKind()
TEAM = TeamKind()
#: Panels of tickets: key, title, what draws it, template, whether it stands above, weight.
ON_TICKETS = (
    ("steps", _("Steps and procedures"), steps_panel, True, 20),
    ("clocks", _("Time"), clocks_panel, True, 30),
    ("source", _("Where it comes from"), source_panel, False, 40),
)

registry.add(
    *DECISIONS,
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
    NavigationEntry(key="operations.board", room="operations", label=_("Board"), url_name="operations:board", weight=5),
    NavigationEntry(
        key="operations.ask", room="operations", label=_("Ask for something"), url_name="operations:ask", weight=7
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
    JobKind(key=PRINT_JOB, label=_("Print a service report"), run=print_report, about=job_about("report")),
    JobKind(key=DRAFT_JOB, label=_("Draft service reports that are due"), run=draft_reports),
    Schedule(key=DRAFT_JOB, job=DRAFT_JOB, every=timedelta(days=1)),
    Panel(
        key="operations.major",
        kind=INCIDENT.key,
        room="operations",
        title=_("Major incident"),
        rows=major_panel,
        template="operations/panels/major.html",
        leads=True,
        weight=10,
    ),
    Panel(
        key="operations.duplicates",
        kind=INCIDENT.key,
        room="operations",
        title=_("The same as this one"),
        rows=duplicates_panel,
        template="operations/panels/duplicates.html",
        weight=30,
    ),
    *(
        Panel(
            key=f"operations.{kind.key}-{key}",
            kind=kind.key,
            room="operations",
            title=title,
            rows=rows,
            template=f"operations/panels/{key}.html",
            leads=leads,
            weight=weight,
        )
        for kind in (INCIDENT, REQUEST)
        for key, title, rows, leads, weight in ON_TICKETS
    ),
    AskFor(key="operations.ask", url=lambda reference: reverse("operations:ask-for", args=[reference])),
    ScopeCheck(
        key="operations.tickets",
        label=_("Tickets of the last 90 days about a service that is not in scope"),
        explain=_("Somebody uses it all the same: take the service in, or tell callers where to turn."),
        find=tickets_out_of_scope,
        weight=70,
    ),
    *computed_measures(),
    JobKind(key=WARN_JOB, label=_("Warn of targets about to be missed"), run=warn),
    Schedule(key=WARN_JOB, job=WARN_JOB, every=timedelta(minutes=2)),
    ReviewInput(
        key="operations.performance",
        code="h",
        title=_("Services and their targets"),
        collect=review_inputs.performance,
        weight=10,
    ),
    ReviewInput(
        key="operations.contentment",
        code="e",
        title=_("What tickets say of users"),
        collect=review_inputs.contentment,
        weight=10,
    ),
)

"""What the service portfolio declares."""

from django.utils.translation import gettext_lazy as _

from jobs.kinds import JobKind
from records.labels import job_about
from services import panels, review_inputs
from services.decisions import DECISIONS
from services.domain import scope_checks
from services.kind import CalendarKind, CatalogueItemKind, ServiceKind, ServiceRequirementKind, SmsScopeKind
from services.measures import computed_measures
from services.paper import CATALOGUE_JOB, SCOPE_JOB, print_catalogue, print_scope
from shell.registry import (
    Group,
    KeptAs,
    NavigationEntry,
    Panel,
    ReviewInput,
    Room,
    ScopeCheck,
    registry,
)
from standard.roles import CUSTOMER_LIAISON, PROCESS_OWNER, SERVICE_MANAGEMENT_TEAM, SMR, TECHNOLOGY_MANAGER

SERVICE = ServiceKind()
ITEM = CatalogueItemKind()
REQUIREMENT = ServiceRequirementKind()
SCOPE = SmsScopeKind()
CALENDAR = CalendarKind()

registry.add(
    *DECISIONS,
    Room(
        key="services",
        label=_("Services"),
        group=Group.PLAN,
        icon="server",
        roles=(SERVICE_MANAGEMENT_TEAM, SMR, CUSTOMER_LIAISON, PROCESS_OWNER, TECHNOLOGY_MANAGER),
    ),
    NavigationEntry(
        key="services.catalogue",
        room="services",
        label=_("Service catalogue"),
        url_name="services:catalogue",
        weight=10,
    ),
    SERVICE,
    ITEM,
    REQUIREMENT,
    SCOPE,
    CALENDAR,
    SERVICE.navigation(),
    ITEM.navigation(),
    REQUIREMENT.navigation(),
    SCOPE.navigation(),
    CALENDAR.navigation(),
    KeptAs(key="4.3/sms-scope-statement", kind="sms-scope", states=("in_force",)),
    KeptAs(key="8.2.2/service-requirements", kind="service-requirement", states=("approved", "met", "not_met")),
    KeptAs(key="8.2.4/service-catalogue", kind="service", states=("live", "being_removed")),
    Panel(
        key="services.hours",
        kind="calendar",
        room="services",
        title=_("Hours"),
        rows=panels.hours_panel,
        template="services/panels/hours.html",
        leads=True,
    ),
    Panel(
        key="services.timetabled",
        kind="calendar",
        room="services",
        title=_("Services that go by it"),
        rows=panels.timetabled,
    ),
    Panel(
        key="services.composition",
        kind="service",
        room="services",
        title=_("Parts and dependencies"),
        rows=panels.composition_panel,
        template="services/panels/composition.html",
        weight=10,
    ),
    Panel(
        key="services.operators",
        kind="service",
        room="services",
        title=_("Who else operates parts of it"),
        rows=panels.operators_panel,
        template="services/panels/operators.html",
        weight=20,
    ),
    Panel(
        key="services.items",
        kind="service",
        room="services",
        title=_("What one can ask for"),
        rows=panels.items_panel,
        weight=30,
    ),
    Panel(
        key="services.requirements",
        kind="service",
        room="services",
        title=_("Requirements"),
        rows=panels.requirements_panel,
        weight=40,
    ),
    Panel(
        key="services.steps",
        kind="catalogue-item",
        room="services",
        title=_("What is asked, and the steps to fulfil it"),
        rows=panels.steps_panel,
        template="services/panels/steps.html",
    ),
    Panel(
        key="services.placing",
        kind="sms-scope",
        room="services",
        title=_("Services in and out of scope"),
        rows=panels.placing_panel,
        template="services/panels/placing.html",
        leads=True,
    ),
    ScopeCheck(
        key="services.unnamed",
        label=_("Live services that it names neither as in nor as out"),
        explain=_("Begin a new edition that places each of them."),
        find=scope_checks.live_but_unnamed,
        weight=10,
    ),
    ScopeCheck(
        key="services.retired",
        label=_("Retired services that it names as in"),
        explain=_("Begin a new edition without them."),
        find=scope_checks.in_but_retired,
        weight=20,
    ),
    ScopeCheck(
        key="services.below",
        label=_("Services out of scope that one in scope rests on"),
        explain=_("What is in cannot be delivered without them: take them in, or say how they are controlled."),
        find=scope_checks.out_but_below,
        weight=30,
    ),
    ScopeCheck(
        key="services.requirements",
        label=_("Services in scope without an approved requirement"),
        explain=_("Record what is required of each, and have it approved."),
        find=scope_checks.in_without_requirements,
        weight=40,
    ),
    JobKind(key=CATALOGUE_JOB, label=_("Print the service catalogue"), run=print_catalogue),
    JobKind(key=SCOPE_JOB, label=_("Print the scope"), run=print_scope, about=job_about("scope")),
    *computed_measures(),
    ReviewInput(
        key="services.changes",
        code="l",
        title=_("Services and the scope"),
        collect=review_inputs.changes,
        weight=10,
    ),
)

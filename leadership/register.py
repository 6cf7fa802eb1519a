"""What the leadership room declares."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from jobs.kinds import JobKind, Schedule
from leadership.domain.delegations import both_of, ends_due
from leadership.domain.plan_upkeep import UPKEEP_JOB, keep_up
from leadership.kind import DelegationKind, ManagementPlanKind, ResourceKind, ResourceRequestKind
from leadership.measures.governance import computed_measures
from leadership.panels import delegation, plan, resource
from leadership.paper.plan import PRINT_JOB, print_plan
from shell.registry import AgendaInput, Group, KeptAs, NavigationEntry, Panel, Reminder, RoleSight, Room, registry
from standard.roles import SMR, TOP_MANAGEMENT

PLAN = ManagementPlanKind()
RESOURCE = ResourceKind()
REQUEST = ResourceRequestKind()
DELEGATION = DelegationKind()

registry.add(
    Room(
        key="leadership",
        label=_("Leadership"),
        group=Group.LEAD,
        icon="target-arrow",
        roles=(TOP_MANAGEMENT, SMR),
    ),
    PLAN,
    PLAN.navigation(),
    RESOURCE,
    RESOURCE.navigation(),
    REQUEST,
    REQUEST.navigation(),
    DELEGATION,
    DELEGATION.navigation(),
    NavigationEntry(
        key="leadership.allocation",
        room="leadership",
        label=_("Allocation"),
        url_name="leadership:allocation",
        weight=65,
    ),
    NavigationEntry(
        key="leadership.deciding",
        room="leadership",
        label=_("Who may decide"),
        url_name="leadership:deciding",
        weight=75,
    ),
    NavigationEntry(
        key="leadership.commitment",
        room="leadership",
        label=_("Commitment"),
        url_name="leadership:commitment",
        weight=90,
    ),
    KeptAs(key="6.3/service-management-plan", kind="management-plan", states=("approved",)),
    RoleSight(key="leadership.plans", role=TOP_MANAGEMENT, kind="management-plan"),
    RoleSight(key="leadership.resources", role=TOP_MANAGEMENT, kind="resource"),
    RoleSight(key="leadership.requests", role=TOP_MANAGEMENT, kind="resource-request"),
    RoleSight(key="leadership.delegations", role=TOP_MANAGEMENT, kind="delegation"),
    RoleSight(key="leadership.plans_smr", role=SMR, kind="management-plan"),
    AgendaInput(
        key="leadership.requests",
        title=_("Requests for resources to decide"),
        collect=resource.to_decide,
        weight=40,
    ),
    AgendaInput(
        key="leadership.gaps",
        title=_("Resources with less allocated than needed"),
        collect=resource.with_gap,
        weight=41,
    ),
    JobKind(key=PRINT_JOB, label=_("Print the service management plan"), run=print_plan),
    JobKind(key=UPKEEP_JOB, label=_("Let plans go from their first day"), run=keep_up),
    Schedule(key=UPKEEP_JOB, job=UPKEEP_JOB, every=timedelta(hours=1)),
    Panel(
        key="leadership.plan",
        kind="management-plan",
        room="leadership",
        title=_("Its eight parts"),
        rows=plan.shown,
        template="leadership/panels/plan.html",
        leads=True,
    ),
    Panel(
        key="leadership.resource",
        kind="resource",
        room="leadership",
        title=_("Needed and allocated"),
        rows=resource.shown,
        template="leadership/panels/resource.html",
        leads=True,
    ),
    Panel(
        key="leadership.requests",
        kind="resource",
        room="leadership",
        title=_("Requests"),
        rows=resource.requests_of,
    ),
    Panel(
        key="leadership.asked",
        kind="resource-request",
        room="leadership",
        title=_("What is asked for"),
        rows=resource.asked,
        template="leadership/panels/request.html",
        leads=True,
    ),
    Panel(
        key="leadership.delegation",
        kind="delegation",
        room="leadership",
        title=_("Authority"),
        rows=delegation.shown,
        template="leadership/panels/delegation.html",
        leads=True,
    ),
    Reminder(
        key="leadership.delegation",
        title=_("Delegated authority ends"),
        due=ends_due,
        told=both_of,
        days_before=(30, 7),
    ),
    *computed_measures(),
)

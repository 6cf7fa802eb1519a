"""The service management plan, and the commitment of top management."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from jobs.kinds import JobKind, Schedule
from leadership.domain.plan_upkeep import UPKEEP_JOB, keep_up
from leadership.kind import ManagementPlanKind
from leadership.measures import governance
from leadership.panels import plan
from leadership.paper.plan import PRINT_JOB, print_plan
from records.labels import job_about
from shell.registry import KeptAs, NavigationEntry, Panel, RoleSight, registry
from standard.roles import SMR, TOP_MANAGEMENT

PLAN = ManagementPlanKind()

registry.add(
    PLAN,
    PLAN.navigation(),
    NavigationEntry(
        key="leadership.commitment",
        room="leadership",
        label=_("Commitment"),
        url_name="leadership:commitment",
        weight=90,
    ),
    KeptAs(key="6.3/service-management-plan", kind="management-plan", states=("approved",)),
    RoleSight(key="leadership.plans", role=TOP_MANAGEMENT, kind="management-plan"),
    RoleSight(key="leadership.plans_smr", role=SMR, kind="management-plan"),
    JobKind(key=PRINT_JOB, label=_("Print the service management plan"), run=print_plan, about=job_about("plan")),
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
    *governance.computed_measures(),
)

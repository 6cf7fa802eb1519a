"""Goals, objectives and the business processes that carry them."""

from django.utils.translation import gettext_lazy as _

from leadership.kind import BusinessProcessKind, GoalKind, ObjectiveKind
from leadership.measures import objectives
from leadership.panels import goal, objective
from shell.registry import AgendaInput, KeptAs, NavigationEntry, Panel, RoleSight, registry
from standard.roles import SMR, TOP_MANAGEMENT

GOAL, OBJECTIVE, BUSINESS_PROCESS = GoalKind(), ObjectiveKind(), BusinessProcessKind()

registry.add(
    NavigationEntry(
        key="leadership.tree", room="leadership", label=_("Goals and objectives"), url_name="leadership:tree", weight=15
    ),
    GOAL,
    GOAL.navigation(),
    Panel(
        key="leadership.serves",
        kind="goal",
        room="leadership",
        title=_("What serves it"),
        rows=goal.serves,
        template="leadership/panels/goal.html",
        leads=True,
    ),
    *(RoleSight(key=f"leadership.{role}.goal", role=role, kind="goal") for role in (TOP_MANAGEMENT, SMR)),
    OBJECTIVE,
    OBJECTIVE.navigation(),
    KeptAs(
        key="6.2.1/service-management-objectives",
        kind="objective",
        states=("approved", "achieved", "missed"),
    ),
    *(RoleSight(key=f"leadership.{role}.objective", role=role, kind="objective") for role in (TOP_MANAGEMENT, SMR)),
    Panel(
        key="leadership.stands",
        kind="objective",
        room="leadership",
        title=_("Where it stands"),
        rows=objective.stands,
        template="leadership/panels/stands.html",
        leads=True,
        weight=10,
    ),
    Panel(
        key="leadership.plan_steps",
        kind="objective",
        room="leadership",
        title=_("Plan"),
        rows=objective.plan,
        template="leadership/panels/plan_steps.html",
        leads=True,
        weight=20,
    ),
    Panel(
        key="leadership.place",
        kind="objective",
        room="leadership",
        title=_("Goals it serves, and what is cascaded from it"),
        rows=objective.place,
        template="leadership/panels/place.html",
        weight=1,
    ),
    Panel(
        key="leadership.told",
        kind="objective",
        room="leadership",
        title=_("Whom it was told"),
        rows=objective.told,
        template="leadership/panels/told.html",
        weight=2,
    ),
    Panel(
        key="leadership.before",
        kind="objective",
        room="leadership",
        title=_("The period before"),
        rows=objective.before,
        template="leadership/panels/before.html",
        weight=3,
    ),
    Panel(
        key="leadership.of_indicator",
        kind="indicator",
        room="leadership",
        title=_("Objectives it measures"),
        rows=objective.of_indicator,
        weight=30,
    ),
    Panel(
        key="leadership.of_process",
        kind="process",
        room="leadership",
        title=_("Objectives it carries"),
        rows=objective.of_process,
        weight=90,
    ),
    BUSINESS_PROCESS,
    BUSINESS_PROCESS.navigation(),
    Panel(
        key="leadership.carried",
        kind="business-process",
        room="leadership",
        title=_("Goals it carries"),
        rows=goal.carried,
    ),
    AgendaInput(
        key="leadership.objectives",
        title=_("Objectives, and how far each is reached"),
        collect=objective.for_review,
        weight=30,
    ),
    *objectives.computed_measures(),
)

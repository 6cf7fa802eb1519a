"""What the improvement champions' room declares."""

from django.utils.translation import gettext_lazy as _

from improvement import panels, review_inputs
from improvement.domain.actions import raise_action
from improvement.domain.opportunities import raise_opportunity
from improvement.kind import ActionKind, OpportunityKind
from shell.registry import (
    EVERY_KIND,
    AgendaInput,
    FollowUp,
    Group,
    KeptAs,
    Panel,
    RecordOffer,
    ReviewInput,
    RoleSight,
    Room,
    registry,
)
from standard.roles import IMPROVEMENT_CHAMPION, PROCESS_OWNER, SERVICE_MANAGEMENT_TEAM, SMR, TOP_MANAGEMENT

OPPORTUNITY, ACTION = OpportunityKind(), ActionKind()

registry.add(
    Room(
        key="improvement",
        label=_("Improvement"),
        group=Group.IMPROVE,
        icon="refresh",
        roles=(IMPROVEMENT_CHAMPION, SMR, PROCESS_OWNER, SERVICE_MANAGEMENT_TEAM, TOP_MANAGEMENT),
    ),
    OPPORTUNITY,
    OPPORTUNITY.navigation(),
    ACTION,
    ACTION.navigation(),
    KeptAs(key="10.2/improvement-opportunities", kind="opportunity"),
    RoleSight(key="improvement.champion", role=IMPROVEMENT_CHAMPION, kind="opportunity"),
    RoleSight(key="improvement.actions", role=IMPROVEMENT_CHAMPION, kind="action"),
    Panel(
        key="improvement.actions",
        kind=EVERY_KIND,
        room="improvement",
        title=_("Actions"),
        rows=panels.actions_of,
        template="improvement/panels/actions.html",
        hung_by="improvement.Action.source",
        weight=5,
    ),
    Panel(
        key="improvement.past_days",
        kind="action",
        room="improvement",
        title=_("Days it had"),
        rows=panels.past_days,
        template="improvement/panels/past_days.html",
        weight=1,
    ),
    RecordOffer(key="improvement.raise", label=_("Raise an action"), url=panels.raise_url),
    AgendaInput(key="improvement.actions", title=_("Actions still open"), collect=panels.to_talk_about, weight=10),
    FollowUp(key="action", raise_one=raise_action),
    FollowUp(key="opportunity", raise_one=raise_opportunity),
    ReviewInput(
        key="improvement.corrective",
        code="c1",
        title=_("Corrective actions"),
        collect=review_inputs.corrective,
        weight=20,
    ),
    ReviewInput(
        key="improvement.opportunities",
        code="d",
        title=_("Opportunities for improvement"),
        collect=review_inputs.opportunities,
        weight=10,
    ),
)

"""What the improvement champions' room declares."""

from django.utils.translation import gettext_lazy as _

from improvement.kind import OpportunityKind
from shell.registry import Group, KeptAs, RoleSight, Room, registry
from standard.roles import IMPROVEMENT_CHAMPION, PROCESS_OWNER, SERVICE_MANAGEMENT_TEAM, SMR, TOP_MANAGEMENT

OPPORTUNITY = OpportunityKind()

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
    KeptAs(key="10.2/improvement-opportunities", kind="opportunity"),
    RoleSight(key="improvement.champion", role=IMPROVEMENT_CHAMPION, kind="opportunity"),
)

"""What the improvement champions' room declares."""

from django.utils.translation import gettext_lazy as _

from improvement.kind import OpportunityKind
from shell.registry import Group, Room, registry

OPPORTUNITY = OpportunityKind()

registry.add(
    Room(key="improvement", label=_("Improvement"), group=Group.IMPROVE, icon="refresh"),
    OPPORTUNITY,
    OPPORTUNITY.navigation(),
)

"""What the conformity room declares."""

from django.utils.translation import gettext_lazy as _

from shell.registry import Group, Room, registry
from standard.roles import SMR

registry.add(
    Room(
        key="conformity",
        label=_("Conformity"),
        group=Group.LEAD,
        icon="list-check",
        roles=(SMR,),
    ),
)

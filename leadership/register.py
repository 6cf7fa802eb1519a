"""What the leadership room declares."""

from django.utils.translation import gettext_lazy as _

from shell.registry import Group, Room, registry
from standard.roles import SMR, TOP_MANAGEMENT

registry.add(
    Room(
        key="leadership",
        label=_("Leadership"),
        group=Group.LEAD,
        icon="target-arrow",
        roles=(TOP_MANAGEMENT, SMR),
    ),
)

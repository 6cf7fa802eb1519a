"""The room itself, and its first page."""

from django.utils.translation import gettext_lazy as _

from shell.registry import Group, NavigationEntry, Room, registry
from standard.roles import SMR, TOP_MANAGEMENT

registry.add(
    Room(
        key="leadership",
        label=_("Leadership"),
        group=Group.LEAD,
        icon="target-arrow",
        roles=(TOP_MANAGEMENT, SMR),
    ),
    NavigationEntry(
        key="leadership.dashboard",
        room="leadership",
        label=_("Dashboard"),
        url_name="leadership:dashboard",
        weight=10,
    ),
)

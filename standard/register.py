"""What the catalogue declares."""

from django.utils.translation import gettext_lazy as _

from shell.registry import Group, NavigationEntry, Room, registry
from standard.roles import DOCUMENTATION_MANAGER, INTERNAL_AUDITOR, SMR

registry.add(
    Room(
        key="standard",
        label=_("The standard"),
        group=Group.PLAN,
        icon="book-2",
        roles=(SMR, INTERNAL_AUDITOR, DOCUMENTATION_MANAGER),
        weight=10,
    ),
    NavigationEntry(key="standard.catalogue", room="standard", label=_("Clauses"), url_name="standard:catalogue"),
)

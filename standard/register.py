"""What the catalogue declares."""

from django.utils.translation import gettext_lazy as _

from shell.registry import Group, NavigationEntry, Room, registry

registry.add(
    Room(key="standard", label=_("The standard"), group=Group.PLAN, icon="book-2", weight=10),
    NavigationEntry(key="standard.catalogue", room="standard", label=_("Clauses"), url_name="standard:catalogue"),
)

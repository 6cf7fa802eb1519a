"""What the room of accounts declares."""

from django.utils.translation import gettext_lazy as _

from people.rules import may_administer
from shell.registry import Group, NavigationEntry, Room, registry

registry.add(
    Room(key="people", label=_("People"), group=Group.SUPPORT, icon="users", weight=900),
    NavigationEntry(key="people.directory", room="people", label=_("People"), url_name="people:directory"),
    NavigationEntry(key="people.groups", room="people", label=_("Groups"), url_name="people:groups", weight=110),
    NavigationEntry(
        key="people.organisation",
        room="people",
        label=_("Organisation"),
        url_name="people:organisation",
        weight=120,
        shows=may_administer,
    ),
)

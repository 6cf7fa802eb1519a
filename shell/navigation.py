"""The navigation: groups of rooms, rooms of entries, as the registry has them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shell.registry import Group, NavigationEntry, RolesOf, Room, TopLink, registry

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from shell.registry import Text

#: Counts beside a link go no further: "99+".
COUNTED = 99


@dataclass(frozen=True)
class Entry:
    """A link; ``is_current`` where one is."""

    label: Text
    url: str
    is_current: bool


@dataclass(frozen=True)
class OpenRoom:
    """A room with its links."""

    room: Room
    entries: list[Entry]

    @property
    def url(self) -> str:
        """Where the room's name leads: to its first link."""
        return self.entries[0].url

    @property
    def is_current(self) -> bool:
        """Whether one is in this room."""
        return any(entry.is_current for entry in self.entries)


@dataclass(frozen=True)
class OpenGroup:
    """A group of rooms."""

    label: Text
    rooms: list[OpenRoom]


@dataclass(frozen=True)
class OpenTopLink:
    """A link above the rooms."""

    link: TopLink
    url: str
    is_current: bool
    user: Any

    @cached_property
    def count(self) -> str:
        """What stands beside it, counted when it is drawn; nothing for none."""
        count = self.link.count(self.user) if self.link.count else 0
        return (str(count) if count <= COUNTED else f"{COUNTED}+") if count else ""


@dataclass(frozen=True)
class Rooms:
    """Rooms in groups, as people with the same rooms and roles have them on pages of the same entry."""

    groups: list[OpenGroup]

    @cached_property
    def drawn(self) -> SafeString:
        """How they look: drawn once for all such pages, since no page could say anything else."""
        return render_to_string("shell/_rooms.html", {"groups": self.groups})


@dataclass(frozen=True)
class Navigation:
    """What a person is offered: links above the rooms, then rooms in groups, their own first."""

    top: list[OpenTopLink]
    rooms: Rooms

    @property
    def groups(self) -> list[OpenGroup]:
        """The rooms in their groups."""
        return self.rooms.groups


def navigation(user: Any, path: str) -> Navigation:
    """What ``user`` is offered; rooms without a link, and groups without a room, are left out."""
    shown = [entry for entry in registry.all(NavigationEntry) if entry.shows(user)]
    urls = [_address(entry.url_name) for entry in shown]
    here = max((url for url in urls if path.startswith(url)), key=len, default=None)
    roles = frozenset(role for found in registry.all(RolesOf) for role in found.of(user))
    top = [_open_link(link, user, path) for link in registry.all(TopLink) if link.shows(user)]
    return Navigation(top, _rooms(get_language(), tuple(entry.key for entry in shown), roles, here))


@lru_cache(maxsize=512)
def _rooms(_language: str, shown: tuple[str, ...], roles: frozenset[str], here: str | None) -> Rooms:
    """The rooms of the entries with these keys, those of ``roles`` first; ``here`` is the address of the entry one is at."""
    rooms = _open_rooms([registry.get(NavigationEntry, key) for key in shown], here)
    own = [found for found in rooms if not roles.isdisjoint(found.room.roles)]
    groups = [OpenGroup(_("My rooms"), own)]
    groups += [OpenGroup(group.value, [r for r in rooms if r.room.group is group and r not in own]) for group in Group]
    return Rooms([group for group in groups if group.rooms])


def _open_rooms(entries: list[NavigationEntry], here: str | None) -> list[OpenRoom]:
    urls = {entry.key: _address(entry.url_name) for entry in entries}
    rooms = [
        OpenRoom(room, [Entry(e.label, urls[e.key], urls[e.key] == here) for e in entries if e.room == room.key])
        for room in registry.all(Room)
    ]
    return [room for room in rooms if room.entries]


@cache
def _address(url_name: str) -> str:
    """Where an entry leads: the same for all pages of a process."""
    return reverse(url_name)


def _open_link(link: TopLink, user: Any, path: str) -> OpenTopLink:
    url = _address(link.url_name)
    return OpenTopLink(link, url, path == url, user)

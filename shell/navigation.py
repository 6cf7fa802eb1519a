"""The navigation: groups of rooms, rooms of entries, as the registry has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from shell.registry import Group, NavigationEntry, Room, registry

if TYPE_CHECKING:
    from shell.registry import Text


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


def navigation(user: Any, path: str) -> list[OpenGroup]:
    """What ``user`` is offered; rooms without a link, and groups without a room, are left out."""
    entries = [entry for entry in registry.all(NavigationEntry) if entry.shows(user)]
    urls = {entry.key: reverse(entry.url_name) for entry in entries}
    here = max((url for url in urls.values() if path.startswith(url)), key=len, default=None)
    rooms = [
        OpenRoom(room, [Entry(e.label, urls[e.key], urls[e.key] == here) for e in entries if e.room == room.key])
        for room in registry.all(Room)
    ]
    groups = [OpenGroup(group.value, [r for r in rooms if r.room.group is group and r.entries]) for group in Group]
    return [group for group in groups if group.rooms]

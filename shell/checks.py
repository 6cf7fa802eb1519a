"""What rooms declared holds together: the rooms and addresses they name exist."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error
from django.urls import NoReverseMatch, reverse

from shell.registry import AccountEntry, NavigationEntry, Room, registry


def check_rooms(**_kwargs: Any) -> list[CheckMessage]:
    """Every link of the navigation stands in a room that was declared."""
    return [
        Error(f"{entry.key}: there is no room {entry.room}", id="shell.E001")
        for entry in registry.all(NavigationEntry)
        if not is_room(entry.room)
    ]


def check_addresses(**_kwargs: Any) -> list[CheckMessage]:
    """Every link of the navigation and of the account menu leads somewhere."""
    links: list[NavigationEntry | AccountEntry] = [*registry.all(NavigationEntry), *registry.all(AccountEntry)]
    return [
        Error(f"{entry.key}: no address is named {entry.url_name}", id="shell.E002")
        for entry in links
        if not _resolves(entry.url_name)
    ]


def is_room(key: str) -> bool:
    """Whether a room of this key was declared."""
    return key in {room.key for room in registry.all(Room)}


def _resolves(name: str) -> bool:
    try:
        reverse(name)
    except NoReverseMatch:
        return False
    return True

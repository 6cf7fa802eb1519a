"""What rooms declared holds together: the rooms and addresses they name exist."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error
from django.urls import NoReverseMatch, reverse

from shell.registry import AccountEntry, FirstStep, NavigationEntry, Room, TopLink, registry


def check_rooms(**_kwargs: Any) -> list[CheckMessage]:
    """Every link of the navigation stands in a room that was declared."""
    return [
        Error(f"{entry.key}: there is no room {entry.room}", id="shell.E001")
        for entry in registry.all(NavigationEntry)
        if not is_room(entry.room)
    ]


def check_addresses(**_kwargs: Any) -> list[CheckMessage]:
    """Every link of the navigation and of the account menu, and every first step, leads somewhere."""
    links: list[tuple[NavigationEntry | TopLink | AccountEntry | FirstStep, tuple[str, ...]]] = [
        *((link, ()) for link in registry.all(NavigationEntry)),
        *((link, ()) for link in registry.all(TopLink)),
        *((link, ()) for link in registry.all(AccountEntry)),
        *((step, step.url_args) for step in registry.all(FirstStep)),
    ]
    return [
        Error(f"{link.key}: no address is named {link.url_name}", id="shell.E002")
        for link, args in links
        if not _resolves(link.url_name, args)
    ]


def is_room(key: str) -> bool:
    """Whether a room of this key was declared."""
    return key in {room.key for room in registry.all(Room)}


def _resolves(name: str, args: tuple[str, ...]) -> bool:
    try:
        reverse(name, args=args)
    except NoReverseMatch:
        return False
    return True

"""What concerns people: the roles they hold and what those bring, their first weeks, their coming and going."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from shell.registry.declaration import Text


@dataclass(frozen=True, kw_only=True)
class RolesOf:
    """Says which roles a person holds today, by their keys: ``of(user)``."""

    key: str
    of: Callable[[Any], Collection[str]]
    weight: int = 100


@dataclass(frozen=True, kw_only=True)
class RoleSight:
    """Those who hold a role see every record of a kind, restricted ones too: what its work asks for."""

    key: str
    role: str
    kind: str
    weight: int = 100


@dataclass(frozen=True, kw_only=True)
class FirstStep:
    """Something that who is new in a role does in the first weeks, with the page where it is done.

    It is done when the person has done one of ``deeds``: pairs of a kind of record, empty for any, and what
    was done to one, as ``records.deeds`` has them.
    """

    key: str
    role: str
    label: Text
    deeds: tuple[tuple[str, str], ...]
    url_name: str
    url_args: tuple[str, ...] = ()
    #: What follows the address: "?part=is_customer".
    query: str = ""
    weight: int = 100

    @property
    def url(self) -> str:
        """Where it is done."""
        return reverse(self.url_name, args=self.url_args) + self.query

    def is_done(self, done: Collection[tuple[str, str]]) -> bool:
        """Whether one of its deeds is among those that were ``done``."""
        return any(deed in done for deed in self.deeds)


@dataclass(frozen=True, kw_only=True)
class Founding:
    """What a room does when the installation is set up, in the same transaction: ``run(founder)``."""

    key: str
    run: Callable[[Any], None]
    weight: int = 100


@dataclass(frozen=True, kw_only=True)
class Departure:
    """What a room does when a person's account is closed, in the same transaction: ``run(person, actor)``.

    ``says`` tells whoever closes it what will happen.
    """

    key: str
    says: Text
    run: Callable[[Any, Any], None]
    weight: int = 100

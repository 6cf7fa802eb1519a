"""What rooms tell the rest of the house about themselves.

Each room's ``register.py`` adds frozen declarations while Django starts; the registry is then
sealed. Lower rooms read what higher rooms declared and so show it without importing it. Order is
the declared weight, never the order of import.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.utils.safestring import SafeString

#: Text that is shown to people: translated when it is rendered.
Text = str | Promise


class RegistryError(Exception):
    """A declaration came twice, too late, or was read too early."""


class Group(Enum):
    """The groups of the navigation, in their order."""

    LEAD = _("Lead")
    PLAN = _("Plan")
    DELIVER = _("Deliver")
    SUPPORT = _("Support")
    CHECK = _("Check")
    IMPROVE = _("Improve")


class Declaration(Protocol):
    """What every declaration has: a key unique among its type, and a place in the order."""

    @property
    def key(self) -> str: ...

    @property
    def weight(self) -> int: ...


@dataclass(frozen=True, kw_only=True)
class Room:
    """A folder people walk into: the heading its kinds and pages stand under.

    ``roles`` are the keys of the roles whose daily work it holds: it stands first in their navigation.
    """

    key: str
    label: Text
    group: Group
    icon: str
    roles: tuple[str, ...] = ()
    weight: int = 100


@dataclass(frozen=True, kw_only=True)
class NavigationEntry:
    """A link in the navigation, under its room; ``shows`` says to whom."""

    key: str
    room: str
    label: Text
    url_name: str
    weight: int = 100
    shows: Callable[[Any], bool] = field(default=lambda _user: True)


@dataclass(frozen=True, kw_only=True)
class TopLink:
    """A link above the rooms, for everybody; ``count(user)`` stands beside it, ``counted`` says of what it is."""

    key: str
    label: Text
    url_name: str
    icon: str
    count: Callable[[Any], int] | None = None
    counted: Text = ""
    weight: int = 100


@dataclass(frozen=True, kw_only=True)
class RolesOf:
    """Says which roles a person holds today, by their keys: ``of(user)``."""

    key: str
    of: Callable[[Any], Collection[str]]
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
        return any((kind or of, action) == (of, did) for kind, action in self.deeds for of, did in done)


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A panel that a room shows on the pages of a kind of record of a lower room.

    ``rows(record, user)`` returns what ``template`` renders as ``rows``; it starts from
    ``visible_to(user)``. ``kind`` is the key of the kind of record whose page shows it.
    """

    key: str
    kind: str
    room: str
    title: Text
    rows: Callable[[Any, Any], Any]
    template: str = "records/panels/records.html"
    weight: int = 100


@dataclass(frozen=True, kw_only=True)
class Condition:
    """A condition of a transition that a higher room decides, such as "audience trained".

    ``unmet(record)`` returns why it does not hold, or None when it does.
    """

    key: str
    kind: str
    action: str
    unmet: Callable[[Any], Text | None]
    weight: int = 100


@dataclass(frozen=True, kw_only=True)
class ReviewInput:
    """An input of the management review (clause 9.3), assembled by ``collect(period, user)``."""

    key: str
    letter: str
    title: Text
    collect: Callable[[Any, Any], Any]
    weight: int = 100


@dataclass(frozen=True, kw_only=True)
class AgendaInput:
    """What a room brings to a meeting's agenda: ``collect(meeting, user)`` returns records."""

    key: str
    title: Text
    collect: Callable[[Any, Any], Any]
    weight: int = 100


@dataclass(frozen=True, kw_only=True)
class ReadinessCheck:
    """A rule of the catalogue that records can answer; ``failing(user)`` returns those that fail it."""

    key: str
    clause: str
    title: Text
    failing: "Callable[[Any], QuerySet[Model]]"
    weight: int = 100


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """A day that people are reminded of and that is neither a task's nor a record's own, such as a notice period's end.

    ``due(until)`` returns pairs of a record's key and its day, up to a day, while something is awaited;
    a day that is answered is returned no more. ``told(keys)`` returns the keys of the people to tell, by
    record; without it they are the owners. ``days_before`` are the usual lead times.
    """

    key: str
    title: Text
    due: Callable[[Any], Iterable[tuple[int, Any]]]
    told: Callable[[Collection[int]], Mapping[int, Collection[int]]] | None = None
    days_before: tuple[int, ...] = (14, 3)
    weight: int = 100


@dataclass(frozen=True, kw_only=True)
class TopPiece:
    """A piece of every page's top bar, such as the bell: ``draw(user)`` returns HTML and may ask one indexed query.

    Those that ``is_leading`` stand first, in the room that is left beside the others.
    """

    key: str
    draw: "Callable[[Any], SafeString]"
    is_leading: bool = False
    weight: int = 100


@dataclass(frozen=True, kw_only=True)
class AccountEntry:
    """A link in everybody's account menu."""

    key: str
    label: Text
    url_name: str
    icon: str
    weight: int = 100


@dataclass(frozen=True, kw_only=True)
class RoleSight:
    """Those who hold a role see every record of a kind, restricted ones too: what its work asks for."""

    key: str
    role: str
    kind: str
    weight: int = 100


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


@dataclass(frozen=True, kw_only=True)
class Exporter:
    """A file made of records: ``write(records, columns, user)`` returns an HTTP response."""

    key: str
    label: Text
    write: Callable[[Any, Any, Any], Any]
    weight: int = 100


D = TypeVar("D", bound=Declaration)


class Registry:
    """Typed stores of declarations, open while Django starts and sealed afterwards."""

    def __init__(self) -> None:
        self._stores: dict[type, dict[str, Any]] = {}
        self._is_sealed = False

    def add(self, *declarations: Declaration) -> None:
        """File declarations under their store; a second one with the same key raises."""
        if self._is_sealed:
            message = f"{declarations[0].key} was declared after start-up"
            raise RegistryError(message)
        for declaration in declarations:
            self._file(declaration)

    def all(self, store: type[D]) -> list[D]:
        """Every declaration of a type, by weight, then key. Raises before start-up is over."""
        return sorted(self._read(store).values(), key=lambda found: (found.weight, found.key))

    def get(self, store: type[D], key: str) -> D:
        """The declaration of a type with this key; raises KeyError when there is none."""
        found: D = self._read(store)[key]
        return found

    def seal(self) -> None:
        """End registration: from now on declarations are read, not added."""
        self._is_sealed = True

    @contextmanager
    def temporarily(self, *declarations: Declaration) -> Iterator[None]:
        """Add declarations for the length of a test."""
        kept = {store: dict(found) for store, found in self._stores.items()}
        for declaration in declarations:
            self._file(declaration)
        try:
            yield
        finally:
            self._stores = kept

    def _file(self, declaration: Declaration) -> None:
        store = self._stores.setdefault(store_of(declaration), {})
        if declaration.key in store:
            message = f"{type(declaration).__name__} {declaration.key} is declared twice"
            raise RegistryError(message)
        store[declaration.key] = declaration

    def _read(self, store: type) -> dict[str, Any]:
        if not self._is_sealed:
            message = f"{store.__name__} was read before start-up was over"
            raise RegistryError(message)
        return self._stores.get(store, {})


def store_of(declaration: Declaration) -> type:
    """The type a declaration is filed under: its own, or the one its class names as ``store``."""
    store: type = getattr(declaration, "store", type(declaration))
    return store


registry = Registry()


def discover() -> None:
    """Import every room's ``register.py`` once, then seal."""
    autodiscover_modules("register")
    registry.seal()

"""What a room adds to the records of others: panels, conditions, reminders, files made of them."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from shell.registry.declaration import Text

#: What a ``Panel`` names in place of a kind to stand on the page of every record.
EVERY_KIND = "every kind"


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A panel that a room shows on the pages of a kind of record of a lower room.

    ``rows(record, user)`` returns what ``template`` renders as ``rows``; it starts from
    ``visible_to(user)``. ``kind`` is the key of the kind of record whose page shows it, or ``EVERY_KIND``. One that ``leads``
    stands above what is said of the record, the others below. Where ``rows`` is None there is no panel.
    ``hung_by`` names the foreign key by which its rows hang on a record, such as "improvement.Action.source": where
    none does, which the page asks for all such panels at once, ``rows`` is not called.
    """

    key: str
    kind: str
    room: str
    title: Text
    rows: Callable[[Any, Any], Any]
    template: str = "records/panels/records.html"
    leads: bool = False
    hung_by: str = ""
    weight: int = 100


@dataclass(frozen=True, kw_only=True)
class RecordOffer:
    """Something that a room offers to do about a record of any kind, in the menu of its page.

    ``url(record, user)`` is where it is done; None where this person is not offered it for this record.
    """

    key: str
    label: Text
    url: Callable[[Any, Any], str | None]
    weight: int = 100


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    """How rooms that do not know each other have something done about a record: ``raise_one`` makes the record of it.

    It is called as ``raise_one(source, actor=, title=, owner=, due=)``, inside the caller's transaction, and raises what verbs raise.
    """

    key: str
    raise_one: Callable[..., Any]
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
class KeptAs:
    """Records of a kind answer something that the standard asks to be kept.

    ``key`` is that of the required item, such as "10.2/improvement-opportunities"; ``kind`` the key of the kind.
    Those in one of ``states`` do, all where none is named. A document that answers the item stands before them.
    """

    key: str
    kind: str
    states: tuple[str, ...] = ()
    weight: int = 100


@dataclass(frozen=True, kw_only=True)
class Exporter:
    """A file made of records: ``write(records, columns, user)`` returns an HTTP response."""

    key: str
    label: Text
    write: Callable[[Any, Any, Any], Any]
    weight: int = 100

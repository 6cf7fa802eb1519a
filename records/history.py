"""Reading what happened to a record: its timeline, differences of versions, how it was on a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from records.access.standing import standing_of
from records.models import Blob, Event, Link, Record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from people.models import User

#: Fields that change with every write and say nothing by themselves.
SILENT = frozenset({"version", "updated", "record_ptr", "id", "kind"})
#: How many of the newest events are looked at for those one person may see.
LOOKED_AT = 1000
#: What a line that tells of an event names.
NAMED = (
    "at", "action", "detail", "record__kind", "record__reference", "record__title",
    "actor__display_name", "acted_for__display_name",
)  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One field's values before and after, as stored; ``field`` is the model field."""

    field: Any
    before: Any
    after: Any

    @property
    def is_of_content(self) -> bool:
        """Whether it is of a content, of which only the hash could be shown, or of what the product keeps for itself.

        The whole history shows these, a page need not.
        """
        if isinstance(self.field, models.JSONField):
            return not self.field.editable
        return self.field.is_relation and self.field.related_model is Blob


@dataclass(frozen=True)
class Entry:
    """One line of a timeline: an event and the fields it changed."""

    event: Event
    changes: Sequence[Change]

    def without_contents(self) -> Entry:
        """The same without changes of contents."""
        return Entry(self.event, [change for change in self.changes if not change.is_of_content])


def timeline(record: Record, *, before: int | None = None, count: int = 50) -> list[Entry]:
    """The newest events of a record with their changes, older than event ``before`` where given.

    Three queries, however many events: the events, their rows of history, and the row just before.
    """
    events = Event.objects.filter(record_id=record.pk).select_related("actor", "acted_for")
    if before:
        events = events.filter(pk__lt=before)
    page = list(events[:count])
    rows = _rows_of(record, page)
    return [Entry(event, _changes_of(event, rows)) for event in page]


def changed_by_others(user: User, after: int | None) -> QuerySet[Event]:
    """What others did after event ``after`` to current records that concern ``user``, newest first.

    Without ``after`` it is looked for among the newest events of all. Each event's record is asked for
    in turn: few events lead to a page.
    """
    older = Coalesce(Event.objects.order_by("-id").values("pk")[LOOKED_AT : LOOKED_AT + 1], Value(0))
    later = Event.objects.filter(record__in=_concerning(user), pk__gt=older if after is None else after)
    seen = Record.objects.visible_to(user).current().filter(pk=OuterRef("record_id"))
    return later.filter(Exists(seen)).exclude(actor=user).order_by("-id")


def with_names(events: QuerySet[Event]) -> QuerySet[Event]:
    """Events with what a line names of the records they are of and of who did it, and no more."""
    return events.select_related("record", "actor", "acted_for").only(*NAMED)


def _concerning(user: User) -> RawSQL:
    """Keys of records that the person owns, governs, commented on, or has or gave a task on, seen or not.

    Each reason is a query of its own, so that each is answered by an index. Written out, since My work asks it
    whenever it is opened.
    """
    standing = standing_of(user)
    people, roles, scopes = {user.pk, *standing.covers}, standing.role_records, standing.governs
    reasons: list[tuple[str, Collection[int]]] = [
        ("SELECT id FROM records_record WHERE owner_id IN ({})", people),
        ("SELECT record_id FROM records_task WHERE done IS NULL AND assignee_id IN ({})", people),
        ("SELECT record_id FROM records_task WHERE done IS NULL AND role_id IN ({})", roles),
        ("SELECT record_id FROM records_task WHERE created_by_id IN ({})", {user.pk}),
        ("SELECT record_id FROM records_comment WHERE author_id IN ({})", {user.pk}),
        ("SELECT id FROM records_record WHERE id IN ({})", scopes),
        ("SELECT id FROM records_record WHERE scope_id IN ({})", scopes),
    ]
    asked = [(sql.format(", ".join(["%s"] * len(keys))), sorted(keys)) for sql, keys in reasons if keys]
    keys = [key for _sql, keys in asked for key in keys]
    return RawSQL(" UNION ".join(sql for sql, _keys in asked), keys)  # noqa: S611 - the lines above, keys apart


def named_in(entries: Iterable[Entry]) -> list[tuple[Any, Any]]:
    """Pairs of field and value that a timeline names: what changed, and the records at the other end of links."""
    return [pair for entry in entries for pair in _named_in(entry)]


def last_change(record: Record) -> Event | None:
    """The event that made the version at hand: comments and other notes come after it without changing it."""
    row = version(record, record.version)
    return row.event if row else None


def version(record: Record, number: int) -> Any:
    """The row of history of a version of the record, or None."""
    return record.history.filter(event__version=number).select_related("event", "event__actor").first()  # type: ignore[attr-defined]


def as_it_was(record: Record, moment: datetime) -> Any:
    """The row of history that held here at ``moment``, or None when the record had not been written down yet."""
    rows = record.history.filter(event__recorded__lte=moment)  # type: ignore[attr-defined]
    return rows.select_related("event", "event__actor").order_by("-event_id").first()


def differences(before: Any, after: Any) -> list[Change]:
    """The fields in which two rows of history differ."""
    return [
        Change(field, getattr(before, field.attname), getattr(after, field.attname))
        for field in after.tracked_fields
        if field.name not in SILENT and getattr(before, field.attname) != getattr(after, field.attname)
    ]


def _named_in(entry: Entry) -> list[tuple[Any, Any]]:
    changed = [(change.field, value) for change in entry.changes for value in (change.before, change.after)]
    other = entry.event.detail.get("other")
    return [*changed, (Link._meta.get_field("target"), other)] if other else changed


def _rows_of(record: Record, page: list[Event]) -> dict[int, tuple[Any, Any]]:
    """Per event: its row of history and the one before it."""
    if not page:
        return {}
    history = record.history.order_by("event_id")  # type: ignore[attr-defined]
    first, last = page[-1].pk, page[0].pk
    older = history.filter(event_id__lt=first).order_by("-event_id").values("pk")[:1]
    rows = list(history.filter(Q(event_id__gte=first, event_id__lte=last) | Q(pk__in=older)))
    return {row.event_id: (rows[place - 1] if place else None, row) for place, row in enumerate(rows)}


def _changes_of(event: Event, rows: dict[int, tuple[Any, Any]]) -> list[Change]:
    before, after = rows.get(event.pk, (None, None))
    return differences(before, after) if before is not None else []

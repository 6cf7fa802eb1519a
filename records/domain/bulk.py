"""Creating and changing many records at once, with events and history: imports and the demo use it.

``bulk_create`` refuses multi-table inheritance. So the parents are created first, then the
children's own columns through an unmanaged mirror of their table, then events and history.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from django.apps.registry import Apps
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from records import guard
from records.access.permits import require
from records.domain.errors import InputError, StaleError
from records.domain.references import allot
from records.domain.write import put_in_scope
from records.models import Event, Record
from records.models.event import history_of
from records.origin import current_origin
from records.search.index import add_entries, change_entry
from records.transitions import states_of

if TYPE_CHECKING:
    from people.models import User

R = TypeVar("R", bound=Record)

#: Rows of one INSERT.
BATCH = 500


@dataclass(frozen=True)
class Step:
    """How a record stood at a moment of its past: the columns, by their attname, in which it differed from now."""

    at: datetime
    values: Mapping[str, Any]


#: The steps of each record, in its order: several where a source tells of more than the latest.
Pasts = Sequence[Sequence[Step]]


@transaction.atomic
def create_many(records: Sequence[R], *, actor: User | None, reason: str = "", pasts: Pasts | None = None) -> list[R]:
    """Create records of one kind, all or none, with a block of references.

    ``created_by``, ``created`` and ``state`` are kept where they were set, as an import needs. With ``pasts`` each
    record has a version for each of its steps, the last of which is the record as it is given.
    Raises Refused, InputError for a text that is too long or an unknown state, TypeError for several kinds.
    """
    made = list(records)
    if not made:
        return made
    kind = _kind_of(made)
    acts_for = require(actor, "create", kind)
    _prepare(made, kind, actor)
    _require_fitting(made, kind)
    steps = _steps(made, pasts)
    for record, own in zip(made, steps, strict=True):
        record.version = len(own)
    with guard.opened():
        _insert(made, kind)
    add_entries(made)
    _write_pasts(made, steps, actor=actor, acts_for=acts_for, reason=reason, actions=("create", "edit"), since=0)
    return made


@transaction.atomic
def change_many(
    records: Sequence[R], *, actor: User | None, action: str, reason: str = "", pasts: Pasts | None = None
) -> list[R]:
    """Change records of one kind, all or none, each from the version it was read at; ``action`` is no transition.

    A state that was set on the record is kept, as an import needs. ``pasts`` as in ``create_many``.
    Raises Refused, StaleError, InputError, TypeError.
    """
    changed = list(records)
    if not changed:
        return changed
    kind = _kind_of(changed)
    acts_for = require(actor, action, kind)
    _require_fitting(changed, kind)
    stored = _stored_as_read(changed, kind)
    steps = _steps(changed, pasts)
    since = [record.version for record in changed]
    now = timezone.now()
    for record, own in zip(changed, steps, strict=True):
        record.version, record.updated = record.version + len(own), now
        put_in_scope(record)
    with guard.opened():
        _update(changed, stored, kind)
    for record in changed:
        change_entry(record, stored[record.pk])
    _write_pasts(changed, steps, actor=actor, acts_for=acts_for, reason=reason, actions=(action, action), since=since)
    return changed


def _kind_of(records: Sequence[R]) -> type[R]:
    kind = type(records[0])
    if any(type(record) is not kind for record in records):
        message = "Records of one kind are written at once"
        raise TypeError(message)
    return kind


def _steps(records: Sequence[R], pasts: Pasts | None) -> list[Sequence[Step]]:
    """The steps of each record; where nothing is known of its past, the one that is written now."""
    if pasts is None:
        return [[Step(record.created if record._state.adding else timezone.now(), {})] for record in records]
    return [own or [Step(timezone.now(), {})] for own in pasts]


def _stored_as_read(records: Sequence[R], kind: type[R]) -> dict[int, R]:
    """The records as stored; raises StaleError where one is not as it was read."""
    rows = kind._default_manager.select_for_update(of=("self",), no_key=True)
    stored = {row.pk: row for row in rows.filter(pk__in=[record.pk for record in records])}
    for record in records:
        if record.pk not in stored or stored[record.pk].version != record.version:
            raise StaleError(_("%(record)s was changed by somebody else meanwhile") % {"record": record.reference})
    return stored


def _update(records: Sequence[R], stored: Mapping[int, R], kind: type[R]) -> None:
    """Write the columns in which any of them differs, those of the parent and those of the child."""
    shared = [field.attname for field in Record._meta.local_concrete_fields if not field.primary_key]
    if names := _differing(records, stored, shared):
        parents = [Record(pk=record.pk, **{name: getattr(record, name) for name in names}) for record in records]
        Record.objects.bulk_update(parents, [_name_of(Record, name) for name in names], batch_size=BATCH)
    own = [field.attname for field in kind._meta.local_concrete_fields if not field.primary_key]
    if names := _differing(records, stored, own):
        mirror = _mirror(kind)
        children = [
            mirror(record_ptr_id=record.pk, **{name: getattr(record, name) for name in names}) for record in records
        ]
        mirror.objects.bulk_update(children, names, batch_size=BATCH)


def _differing(records: Sequence[R], stored: Mapping[int, R], names: Sequence[str]) -> list[str]:
    return [name for name in names if any(getattr(one, name) != getattr(stored[one.pk], name) for one in records)]


def _name_of(model: type[Record], attname: str) -> str:
    return next(field.name for field in model._meta.local_concrete_fields if field.attname == attname)


def _prepare(made: Sequence[R], kind: type[R], actor: User | None) -> None:
    now = timezone.now()
    state: Any = kind._meta.get_field("state")
    references = allot(kind.reference_prefix, len(made))
    for record, reference in zip(made, references, strict=True):
        record.kind, record.reference, record.version = kind.kind_key, reference, 1
        if record.created_by_id is None and actor is not None:
            record.created_by = actor
        record.created = record.created or now
        record.updated = record.created
        if not record.state:
            state.set_state(record, kind.initial_state)
        put_in_scope(record)


def _require_fitting(made: Sequence[R], kind: type[R]) -> None:
    """Texts that fit and states there are: what a form would refuse, SQLite would take."""
    limits = {field.name: field.max_length for field in kind._meta.concrete_fields if field.max_length}
    states = states_of(kind)
    for place, record in enumerate(made, 1):
        if record.state not in states:
            raise InputError(_("Row %(n)d: there is no state “%(state)s”") % {"n": place, "state": record.state})
        for name, limit in limits.items():
            if len(str(getattr(record, name) or "")) > limit:
                about = {"n": place, "field": kind._meta.get_field(name).verbose_name, "limit": limit}  # type: ignore[union-attr]
                raise InputError(_("Row %(n)d: %(field)s takes at most %(limit)d characters") % about, name)


def _insert(made: Sequence[R], kind: type[R]) -> None:
    shared = [field.attname for field in Record._meta.local_concrete_fields if not field.primary_key]
    parents = [Record(**{name: getattr(record, name) for name in shared}) for record in made]
    Record.objects.bulk_create(parents, batch_size=BATCH)
    mirror = _mirror(kind)
    own = [field.attname for field in kind._meta.local_concrete_fields if not field.primary_key]
    children = []
    for record, parent in zip(made, parents, strict=True):
        record.pk = record.id = parent.pk
        record._state.adding = False
        children.append(mirror(record_ptr_id=parent.pk, **{name: getattr(record, name) for name in own}))
    mirror.objects.bulk_create(children, batch_size=BATCH)


@cache
def _mirror(kind: type[Record]) -> Any:
    """A model over the child's own columns alone, in a registry of its own."""
    fields: dict[str, Any] = {"record_ptr_id": models.BigIntegerField(primary_key=True)}
    for field in kind._meta.local_concrete_fields:
        if not field.primary_key:
            fields[field.attname] = _plain(field)
    meta = type("Meta", (), {"db_table": kind._meta.db_table, "managed": False, "apps": Apps(), "app_label": "mirror"})
    return type(kind.__name__, (models.Model,), {**fields, "Meta": meta, "__module__": __name__})


def _plain(field: Any) -> models.Field[Any, Any]:
    """The field without its relation: a foreign key is the key it stores."""
    if not field.is_relation:
        plain: models.Field[Any, Any] = field.clone()
        return plain
    target = field.target_field
    stored = (
        models.BigIntegerField
        if isinstance(target, models.AutoField | models.BigAutoField | models.OneToOneField)
        else type(target)
    )
    return stored(null=field.null, db_column=field.column)


def _write_pasts(
    records: Sequence[R],
    steps: Sequence[Sequence[Step]],
    *,
    actor: User | None,
    acts_for: int | None,
    reason: str,
    actions: tuple[str, str],
    since: Sequence[int] | int,
) -> None:
    """Write an event and a row of history for each step: the first by one action, those after it by another."""
    begins = [since] * len(records) if isinstance(since, int) else since
    told = [
        (record, step, first + place + 1, actions[bool(place)])
        for record, own, first in zip(records, steps, begins, strict=True)
        for place, step in enumerate(own)
    ]
    events = [
        Event(
            record_id=record.pk,
            kind=record.kind,
            actor_id=actor.pk if actor else record.created_by_id,
            acted_for_id=acts_for,
            at=step.at,
            action=action,
            origin=current_origin(),
            reason=reason,
            version=version,
        )
        for record, step, version, action in told
    ]
    Event.objects.bulk_create(events, batch_size=BATCH)
    _write_history(told, events)


def _write_history(told: Sequence[tuple[Any, Step, int, str]], events: Sequence[Event]) -> None:
    kind: Any = type(told[0][0])
    history = history_of(kind)
    names = [field.attname for field in history.tracked_fields]
    rows = []
    now: dict[str, Any] = {}
    last = None
    for (record, step, _version, action), event in zip(told, events, strict=True):
        if record is not last:
            now, last = {name: getattr(record, name) for name in names}, record
        about = {"event": event, "history_date": event.at, "history_user_id": event.actor_id}
        sign = "+" if action == "create" else "~"
        rows.append(history(**about, history_type=sign, **{**now, **step.values}))
    history.objects.bulk_create(rows, batch_size=BATCH)

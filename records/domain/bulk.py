"""Creating many records at once, with events and history: imports and the demo use it.

``bulk_create`` refuses multi-table inheritance. So the parents are created first, then the
children's own columns through an unmanaged mirror of their table, then events and history.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from django.apps.registry import Apps
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from records import guard
from records.access.permits import require
from records.domain.errors import InputError
from records.domain.references import allot
from records.domain.write import put_in_scope
from records.models import Event, Record
from records.origin import current_origin
from records.search.index import add_entries
from records.transitions import states_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from people.models import User

R = TypeVar("R", bound=Record)

#: Rows of one INSERT.
BATCH = 500


@transaction.atomic
def create_many(records: Sequence[R], *, actor: User | None, reason: str = "") -> list[R]:
    """Create records of one kind, all or none, with a block of references.

    ``created_by``, ``created`` and ``state`` are kept where they were set, as an import needs.
    Raises Refused, InputError for a text that is too long or an unknown state, TypeError for several kinds.
    """
    made = list(records)
    if not made:
        return made
    kind = type(made[0])
    if any(type(record) is not kind for record in made):
        message = "create_many takes records of one kind"
        raise TypeError(message)
    acts_for = require(actor, "create", kind)
    _prepare(made, kind, actor)
    _require_fitting(made, kind)
    with guard.opened():
        _insert(made, kind)
    add_entries(made)
    _write_history(made, kind, _write_events(made, actor, acts_for, reason))
    return made


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


def _write_events(made: Sequence[R], actor: User | None, acts_for: int | None, reason: str) -> list[Event]:
    events = [
        Event(
            record_id=record.pk,
            kind=record.kind,
            actor=actor or record.created_by,
            acted_for_id=acts_for,
            at=record.created,
            action="create",
            origin=current_origin(),
            reason=reason,
            version=1,
        )
        for record in made
    ]
    return Event.objects.bulk_create(events, batch_size=BATCH)


def _write_history(made: Sequence[R], kind: type[R], events: list[Event]) -> None:
    history: Any = kind.history.model  # type: ignore[attr-defined]
    rows = [
        history(
            event=event,
            history_date=event.at,
            history_type="+",
            history_user_id=event.actor_id,
            **{field.attname: getattr(record, field.attname) for field in history.tracked_fields},
        )
        for record, event in zip(made, events, strict=True)
    ]
    history.objects.bulk_create(rows, batch_size=BATCH)

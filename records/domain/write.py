"""The one road to write a record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_fsm import TransitionNotAllowed

from records import guard
from records.access.permits import ON_UNSEEN, Refused, require
from records.access.visibility import can_see
from records.domain.conditions import require_conditions
from records.domain.errors import NotNowError, StaleError
from records.domain.log import note
from records.domain.references import allot
from records.models.event import keep
from records.models.record import Record
from records.origin import moment_of_writing
from records.search.index import add_entry, change_entry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from people.models import User

R = TypeVar("R", bound=Record)


def write(
    record: R,
    *,
    actor: User | None,
    action: str,
    reason: str = "",
    token: str | None = None,
    detail: dict[str, Any] | None = None,
) -> R:
    """Save a child instance with its history and event, all or nothing.

    ``action`` is asked of the rules; where it names a transition of the kind, that is carried out.
    A new record is given the next reference, unless its verb gave it one.
    ``actor`` None is the system itself. ``record.version`` is the version the change started from.
    ``token`` marks the form it came from: a second write with it raises IntegrityError.
    Raises Refused, StaleError, NotNowError, and UnmetError for a condition another room registered;
    the instance is spent then: read the record anew. ValueError for an action that no rule names.
    """
    _require_kind(record, action)
    with transaction.atomic(), guard.opened():
        stored = None if record._state.adding else _as_stored(record)
        record.acted_for_id = require(actor, action, stored or type(record))
        if stored is None:
            _begin(record, actor)
        else:
            _take_version(record, stored)
        _carry_out(record, action)
        _save(record, stored)
        _index(record, stored)
        event = note(record, actor=actor, action=action, reason=reason, token=token, detail=detail)
        keep(record, event, is_new=stored is None)
        _require_sight(record, actor, action)
    return record


def _require_kind(record: Record, action: str) -> None:
    if not record.kind_key:
        message = "A bare Record cannot be written: read the child first"
        raise TypeError(message)
    if action not in record.rules:
        message = f"{record.kind_key} has no action {action}"
        raise ValueError(message)


def _as_stored(record: Record) -> Record:
    """What the rules judge: the record before this change, so that nobody makes themselves owner first."""
    stored: Record = type(record)._default_manager.get(pk=record.pk)
    return stored


def _begin(record: Record, actor: User | None) -> None:
    record.kind = record.kind_key
    record.created_by = actor or record.created_by
    record.created = record.updated = moment_of_writing(timezone.now())
    record.reference = record.reference or allot(record.reference_prefix)[0]
    record.version = 1
    state: Any = type(record)._meta.get_field("state")
    state.set_state(record, record.initial_state)


def _take_version(record: Record, stored: Record) -> None:
    """Move on from the version this change started from, if that is still the stored one."""
    if stored.version != record.version:
        raise StaleError(_("The record was changed by somebody else meanwhile"))
    record.version += 1
    record.updated = timezone.now()


def _carry_out(record: Record, action: str) -> None:
    transition: Any = getattr(record, action, None)
    if not hasattr(transition, "_django_fsm"):
        return
    require_conditions(record, action)
    try:
        transition()
    except TransitionNotAllowed as error:
        raise NotNowError(_("This cannot be done in the record's present state")) from error


def _save(record: Record, stored: Record | None) -> None:
    put_in_scope(record)
    if stored is None:
        record.save()
    else:
        _save_changes(record, stored)


def _index(record: Record, stored: Record | None) -> None:
    if stored is None:
        add_entry(record)
    else:
        change_entry(record, stored)


def _save_changes(record: Record, stored: Record) -> None:
    """Compare and set: the columns that differ are written if the version is the one this started from.

    No others are, since SQLite writes the indexes of every column that is named.
    """
    kind = type(record)
    shared = _changes(record, stored, Record._meta.local_concrete_fields)
    if not Record.objects.filter(pk=record.pk, version=stored.version).update(**shared):
        raise StaleError(_("The record was changed by somebody else meanwhile"))
    if own := _changes(record, stored, kind._meta.local_concrete_fields):
        kind._default_manager.filter(pk=record.pk).update(**own)


def _changes(record: Record, stored: Record, fields: Iterable[Any]) -> dict[str, Any]:
    names = [field.attname for field in fields]
    return {name: getattr(record, name) for name in names if getattr(record, name) != getattr(stored, name)}


def _require_sight(record: Record, actor: User | None, action: str) -> None:
    """Nobody edits a record out of their own sight."""
    if actor is not None and action not in ON_UNSEEN and not can_see(actor, record):
        raise Refused(_("After this change you would no longer see the record. Keep it shared with yourself."))


def put_in_scope(record: Record) -> None:
    """Let the record be governed by those who govern the one its ``scope_field`` names."""
    if record.scope_field:
        record.scope_id = getattr(record, f"{record.scope_field}_id")

"""The one road to write a record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_fsm import TransitionNotAllowed

from records import guard
from records.access.permits import Refused, require
from records.access.visibility import can_see
from records.domain.conditions import require_conditions
from records.domain.errors import NotNowError, StaleError
from records.domain.log import note
from records.domain.references import allot
from records.models.event import keep
from records.models.record import Record

if TYPE_CHECKING:
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
    ``actor`` None is the system itself. ``record.version`` is the version the change started from.
    ``token`` marks the form it came from: a second write with it raises IntegrityError.
    Raises Refused, StaleError, NotNowError, and UnmetError for a condition another room registered.
    """
    _require_kind(record)
    with transaction.atomic():
        require(actor, action, type(record) if record._state.adding else _as_stored(record))
        if record._state.adding:
            _begin(record, actor)
        else:
            _take_version(record)
        _carry_out(record, action)
        _save(record, actor=actor, action=action, reason=reason, token=token, detail=detail)
        _require_sight(record, actor)
    return record


def _require_kind(record: Record) -> None:
    if not record.kind_key:
        message = "A bare Record cannot be written: read the child first"
        raise TypeError(message)


def _as_stored(record: Record) -> Record:
    """What the rules judge: the record before this change, so that nobody makes themselves owner first."""
    stored: Record = type(record)._default_manager.get(pk=record.pk)
    return stored


def _begin(record: Record, actor: User | None) -> None:
    record.kind = record.kind_key
    record.created_by = actor or record.created_by
    record.created = record.updated = timezone.now()
    record.reference = allot(record.reference_prefix)[0]
    record.version = 1
    state: Any = type(record)._meta.get_field("state")
    state.set_state(record, record.initial_state)


def _take_version(record: Record) -> None:
    """Compare and set: the row's version moves on from the one this change started from, or nothing does."""
    now = timezone.now()
    taken = Record.objects.filter(pk=record.pk, version=record.version).update(version=record.version + 1, updated=now)
    if not taken:
        raise StaleError(_("The record was changed by somebody else meanwhile"))
    record.version += 1
    record.updated = now


def _carry_out(record: Record, action: str) -> None:
    transition: Any = getattr(record, action, None)
    if not hasattr(transition, "_django_fsm"):
        return
    require_conditions(record, action)
    try:
        transition()
    except TransitionNotAllowed as error:
        raise NotNowError(_("This cannot be done in the record's present state")) from error


def _save(record: Record, **about: Any) -> None:
    is_new = record._state.adding
    with guard.opened():
        record.save()
    keep(record, note(record, **about), is_new=is_new)


def _require_sight(record: Record, actor: User | None) -> None:
    """Nobody edits a record out of their own sight."""
    if actor is not None and not can_see(actor, record):
        raise Refused(_("After this change you would no longer see the record. Keep it shared with yourself."))

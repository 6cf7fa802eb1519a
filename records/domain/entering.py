"""The way into every verb on what hangs on a record."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from django.utils.translation import gettext as _

from records.access.permits import Refused, require, require_sight

if TYPE_CHECKING:
    from people.models import User
    from records.models import Record

R = TypeVar("R", bound="Record")


def enter(record: R, *, actor: User | None, action: str) -> R:
    """The record as stored, held until the transaction ends, after the rules were asked of it.

    What the caller holds may be old, or changed in memory; the rules must not judge that.
    Call it inside ``atomic``. Raises Refused.
    """
    stored = held(record)
    stored.acted_for_id = require(actor, action, stored)
    return stored


def enter_in_sight(record: R, *, actor: User | None) -> R:
    """The same, where the rules are those of something on the record: it must be seen, and not withdrawn."""
    stored = held(record)
    if actor is not None:
        require_sight(actor, stored)
    if stored.withdrawn:
        raise Refused(_("The record was withdrawn"))
    return stored


def held(record: R) -> R:
    """The record as stored, as its own kind; others who write to it wait until the transaction ends."""
    model = type(record.child())
    rows = model._default_manager.select_for_update(of=("record_ptr",), no_key=True)
    return cast("R", rows.get(pk=record.pk))

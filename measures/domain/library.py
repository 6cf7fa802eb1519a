"""Adopting indicators from the library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from measures.catalogue import Starter, process_names, starters
from measures.domain.keeping import create_indicator, start
from measures.enums import Direction, Source
from measures.figures import period_ended, series
from measures.models import Indicator
from people.calendar import today
from records.domain.errors import InputError
from shell.registry import ComputedMeasure, registry

if TYPE_CHECKING:
    from people.models import User
    from records.models import Record

#: Periods of the past that a computed indicator begins with, so that it has a trend at once.
PAST = 13


def measure_for(key: str) -> ComputedMeasure | None:
    """The figure that a room computes for an indicator of the library, where one does."""
    return next((found for found in registry.all(ComputedMeasure) if found.serves == key), None)


@transaction.atomic
def adopt(
    key: str,
    *,
    actor: User | None,
    scope: Record | None = None,
    owner: User | None = None,
    token: str | None = None,
    **otherwise: Any,
) -> Indicator:
    """Take an indicator of the library into use, with its usual target; ``otherwise`` are fields that differ.

    ``scope`` is the record it belongs to, such as a process. What a room computes is wired to that figure, and
    begins with its past. Raises InputError for a key that is none or is in use already; Refused.
    """
    starter = starters().get(key)
    if starter is None:
        raise InputError(_("The library has no indicator %(key)s") % {"key": key})
    if Indicator.objects.filter(catalogue_key=key, about=scope, withdrawn=False).exclude(state="retired").exists():
        raise InputError(_("“%(name)s” was adopted already") % {"name": starter.name})
    made = Indicator(owner=owner or actor, about=scope, **{**_fields(starter), **otherwise})
    if actor is None and owner is not None:
        made.created_by = owner
    create_indicator(made, actor=actor, token=token)
    return start(made, actor=actor)


def _fields(starter: Starter) -> dict[str, Any]:
    measure, about = measure_for(starter.key), _about(starter)
    if measure is None:
        return {**about, "source": Source.TYPED, "valid_from": _since(starter.frequency, 1)}
    return {**about, "source": Source.COMPUTED, "measure": measure.key, "valid_from": _since(starter.frequency, PAST)}


def _about(starter: Starter) -> dict[str, Any]:
    return {
        "title": starter.name,
        "formula": starter.formula,
        "unit": starter.unit,
        "direction": starter.direction,
        "frequency": starter.frequency,
        "target": starter.target,
        "target_upper": starter.upper if starter.direction == Direction.BAND else None,
        "process_key": starter.process if starter.process in process_names() else "",
        "catalogue_key": starter.key,
        "decimals": 0 if starter.unit == "count" else 1,
    }


def _since(frequency: str, back: int) -> Any:
    """The first day of the period so many periods back."""
    return series(frequency, period_ended(frequency, today()), back)[0].first

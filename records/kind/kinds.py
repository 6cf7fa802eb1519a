"""Finding the kind of a record among those the rooms registered."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q

from people.calendar import Period
from records.kind.kind import Kind
from shell.registry import registry

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from records.models import Record


def all_kinds() -> list[Kind]:
    """Every kind of record, by weight."""
    return registry.all(Kind)


def find_kind(key: str) -> Kind:
    """The kind with this key; raises KeyError when there is none."""
    return registry.get(Kind, key)


def kind_of(record: Record) -> Kind:
    """The kind of a record, also of one read as a bare Record."""
    return find_kind(record.kind)


def is_over() -> Q:
    """Records of which nothing is awaited any more, by their state: their due date is no longer late."""
    over = {kind.key: [state.key for state in kind.states if state.is_over] for kind in all_kinds()}
    return reduce(Q.__or__, (Q(kind=key, state__in=states) for key, states in over.items() if states), Q(pk__in=[]))


def ended_after(model: Any, states: Collection[str], day: date) -> Q:
    """Records of a kind that came into one of these states, in which they end, only after a day, as their history tells."""
    ended = model.history.filter(record_ptr=OuterRef("pk"), state__in=states, history_date__lt=Period(day, day).end)
    return Q(~Exists(ended))

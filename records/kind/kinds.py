"""Finding the kind of a record among those the rooms registered."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from django.db.models import Q

from records.kind.kind import Kind
from shell.registry import registry

if TYPE_CHECKING:
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

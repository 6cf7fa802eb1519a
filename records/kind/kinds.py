"""Finding the kind of a record among those the rooms registered."""

from __future__ import annotations

from typing import TYPE_CHECKING

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

"""Conditions that higher rooms put on a transition of a lower room's kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from records.domain.errors import UnmetError
from shell.registry import Condition, registry

if TYPE_CHECKING:
    from records.models import Record
    from shell.registry import Text


def unmet_conditions(record: Record, action: str) -> list[Text]:
    """Why the registered conditions keep this transition back; empty when none does."""
    asked = [
        condition.unmet(record)
        for condition in registry.all(Condition)
        if condition.kind == record.kind_key and condition.action == action
    ]
    return [reason for reason in asked if reason is not None]


def require_conditions(record: Record, action: str) -> None:
    """Raise UnmetError when a registered condition does not hold."""
    if reasons := unmet_conditions(record, action):
        raise UnmetError(reasons)

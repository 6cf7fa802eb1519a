"""What django-fsm knows of a kind: its transitions and the states they lead to."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from records.models import Record


@cache
def transitions_of(model: type[Record]) -> frozenset[str]:
    """The names of the transitions of a kind."""
    return frozenset(name for name in dir(model) if hasattr(getattr(model, name, None), "_django_fsm"))


@cache
def states_of(model: type[Record]) -> frozenset[str]:
    """The states a record of a kind can be in: where it begins, and where transitions come from and lead to."""
    found = {model.initial_state}
    for name in transitions_of(model):
        method: Any = getattr(model, name)
        for transition in method._django_fsm.transitions.values():
            found |= {transition.source, transition.target}
    return frozenset(found)


def fits(record: Record, action: str) -> bool:
    """Whether the record's state knows the action: a transition from here, or the way out and back."""
    if action in {"withdraw", "restore"}:
        return bool(record.withdrawn) is (action == "restore")
    transition: Any = getattr(record, action, None)
    if not hasattr(transition, "_django_fsm"):
        return True
    return bool(transition._django_fsm.has_transition(record.state))

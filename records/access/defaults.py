"""The rules every kind of record begins with; a room's ``rules.py`` says what differs."""

from __future__ import annotations

from records.access.predicates import (
    Predicate,
    Rules,
    anyone,
    holds,
    holds_scope,
    is_administrator,
    is_owner,
    recorded_it,
)
from standard.roles import SMR

answers_for_it = is_owner | holds_scope | is_administrator
takes_part = answers_for_it | recorded_it


def hung_on_by(who: Predicate) -> Rules:
    """The actions that hang something on a record, all by one rule."""
    return dict.fromkeys(("attach", "link", "task", "evidence"), who)


def rules(**own: Predicate) -> Rules:
    """The common actions with their usual rules, and the kind's own; what no rule names is refused."""
    return {
        "create": anyone,
        "edit": answers_for_it,
        "withdraw": answers_for_it,
        "restore": answers_for_it,
        "share": answers_for_it,
        "hand_over": is_owner | is_administrator | holds(SMR),
        **hung_on_by(takes_part),
        "comment": anyone,
        "acknowledge": anyone,
        **own,
    }

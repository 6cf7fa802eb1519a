"""Delegations in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leadership.models import Delegation
from people.calendar import today
from records.kind import all_kinds, find_kind
from records.words import ACTIONS
from shell.html import money

if TYPE_CHECKING:
    from people.models import User
    from records.kind import Kind

#: What stands between the kind of record and the action in the column.
BETWEEN = ":"


def matrix_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every action of the authority matrix, by the kind of record."""
    return [
        (str(kind.plural), [(f"{kind.key}{BETWEEN}{action}", _label(kind, action)) for action in kind.model.rules])
        for kind in all_kinds()
    ]


def matrix_words(value: str) -> str:
    """An action of the matrix in words, such as "Scope: Approve"; what is no longer there by its key."""
    key, _sign, action = value.partition(BETWEEN)
    try:
        kind = find_kind(key)
    except KeyError:
        return value
    return f"{kind.label}: {_label(kind, action)}"


def limit_text(delegation: Any) -> str:
    """Up to how much; empty where money is not the limit."""
    return money(delegation.limit, delegation.currency) if delegation.limit is not None else ""


def holds_today(delegation: Any) -> bool:
    """Whether it may be used today."""
    return (
        delegation.state == "accepted" and delegation.starts <= today() <= delegation.ends and not delegation.withdrawn
    )


def shown(delegation: Any, user: User) -> dict[str, Any]:
    """What it lets somebody decide, and what was passed on from it."""
    passed = Delegation.objects.visible_to(user).current().filter(passed_from=delegation.pk).order_by("starts")
    return {
        "record": delegation,
        "holds": holds_today(delegation),
        "decides": matrix_words(delegation.decides) if delegation.decides else "",
        "limit": limit_text(delegation),
        "passed": list(passed),
    }


def _label(kind: Kind, action: str) -> str:
    if action in kind.all_actions:
        return str(kind.all_actions[action].label)
    return str(kind.wordings[action].label if action in kind.wordings else ACTIONS.get(action, action))

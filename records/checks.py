"""What an installation is checked for: triggers in place, rules for every action."""

from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error
from django.core.checks import Warning as CheckWarning
from django.db import connections

from records.transitions import transitions_of
from records.triggers import missing

#: Actions every kind of record has a rule for.
COMMON_ACTIONS = frozenset(
    {"create", "edit", "withdraw", "restore", "comment", "attach", "link", "task", "evidence", "share", "acknowledge"}
)


def check_triggers(databases: list[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """Every table of events and history refuses changes; a warning, since migrate itself must run."""
    return [
        CheckWarning(f"{table} can be changed: run migrate to put its triggers back", id="records.W001")
        for alias in databases or ()
        for table in missing(connections[alias])
    ]


def check_rules(**_kwargs: Any) -> list[CheckMessage]:
    """Every kind of record says who may do each common action and each transition."""
    kinds: list[Any] = [model for model in apps.get_models() if getattr(model, "kind_key", "")]
    return [
        Error(f"{model.__name__}.rules says nothing about {action}", id="records.E002")
        for model in kinds
        for action in sorted(actions_of(model) - set(model.rules))
    ]


def actions_of(model: Any) -> set[str]:
    """The common actions and the transitions of a kind."""
    return set(COMMON_ACTIONS) | transitions_of(model)

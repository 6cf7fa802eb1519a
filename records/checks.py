"""What an installation is checked for: triggers in place, rules for every action, and that what is named exists."""

from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error
from django.core.checks import Warning as CheckWarning
from django.db import connections
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from people.models import ACCOUNT_PAGE
from records.deeds import EVIDENCE, is_of_a_column
from records.kind import all_kinds
from records.transitions import transitions_of
from records.triggers import missing
from records.words import WORDS
from shell.checks import is_room
from shell.registry import EVERY_KIND, Condition, FirstStep, Panel, registry
from standard import catalogue
from standard.queries import CLAUSE_PAGE
from standard.roles import ROLES

#: Actions every kind of record has a rule for.
COMMON_ACTIONS = frozenset(
    {
        "create",
        "edit",
        "withdraw",
        "restore",
        "share",
        "hand_over",
        "attach",
        "link",
        "task",
        "evidence",
        "comment",
        "acknowledge",
    }
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


def check_kinds(**_kwargs: Any) -> list[CheckMessage]:
    """Every kind stands in a room that was declared, and its rules name each of its buttons."""
    homeless = [
        Error(f"{kind.key}: there is no room {kind.room}", id="records.E003")
        for kind in all_kinds()
        if not is_room(kind.room)
    ]
    unruled = [
        Error(f"{kind.key}: no rule is named {action}, as its button is", id="records.E004")
        for kind in all_kinds()
        for action in kind.all_actions
        if action not in kind.model.rules
    ]
    return [*homeless, *unruled]


def check_panels(**_kwargs: Any) -> list[CheckMessage]:
    """Every panel is for pages there are, and has its template."""
    pages = {EVERY_KIND, CLAUSE_PAGE, ACCOUNT_PAGE, *(kind.key for kind in all_kinds())}
    panels = registry.all(Panel)
    unshown = [
        Error(f"{panel.key}: no kind of record is called {panel.kind}", id="records.E005")
        for panel in panels
        if panel.kind not in pages
    ]
    bare = [
        Error(f"{panel.key}: there is no template {panel.template}", id="records.E006")
        for panel in panels
        if not _is_template(panel.template)
    ]
    return [*unshown, *bare]


def check_conditions(**_kwargs: Any) -> list[CheckMessage]:
    """Every condition is of a transition there is: it is asked at no other moment."""
    transitions = {kind.key: transitions_of(kind.model) for kind in all_kinds()}
    return [
        Error(f"{found.key}: {found.kind} has no transition {found.action}", id="records.E007")
        for found in registry.all(Condition)
        if found.action not in transitions.get(found.kind, ())
    ]


def check_first_steps(**_kwargs: Any) -> list[CheckMessage]:
    """Every first step is of a role there is, and of deeds that somebody can do."""
    strange = [
        Error(f"{step.key}: there is no role {step.role}", id="records.E009")
        for step in registry.all(FirstStep)
        if step.role not in ROLES
    ]
    undoable = [
        Error(f"{step.key}: nobody can {action} {kind or 'a record'}", id="records.E010")
        for step in registry.all(FirstStep)
        for kind, action in step.deeds
        if not _can_be_done(kind, action)
    ]
    return [*strange, *undoable]


def _can_be_done(kind: str, action: str) -> bool:
    if action.startswith(EVIDENCE):
        return action.removeprefix(EVIDENCE) in catalogue.clauses()
    kinds = [found for found in all_kinds() if kind in {"", found.key}]
    return is_of_a_column((kind, action)) or any(action in WORDS or action in found.model.rules for found in kinds)


def _is_template(name: str) -> bool:
    try:
        get_template(name)
    except TemplateDoesNotExist:
        return False
    return True


def check_transitions(**_kwargs: Any) -> list[CheckMessage]:
    """No transition has the name of a common action: one rule would decide on two things."""
    return [
        Error(f"{kind.model.__name__}.{name}: a common action has this name, choose another", id="records.E008")
        for kind in all_kinds()
        for name in sorted(transitions_of(kind.model) & COMMON_ACTIONS)
    ]


def actions_of(model: Any) -> set[str]:
    """The common actions and the transitions of a kind."""
    return set(COMMON_ACTIONS) | transitions_of(model)

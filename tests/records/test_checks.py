"""``manage.py check`` says what rooms declared and does not exist, before anybody walks into it."""

import pytest
from django.core.checks import run_checks

from improvement.kind import OpportunityKind
from records.domain.withdrawal import withdraw
from records.kind import Action
from records.transitions import transitions_of
from shell.registry import Condition, NavigationEntry, Panel, registry

ENTRY = {"key": "wrong", "room": "people", "label": "Wrong", "url_name": "people:directory"}
PANEL = {"key": "wrong", "kind": "opportunity", "room": "parties", "title": "Wrong", "rows": lambda _record, _user: []}
CONDITION = {"key": "wrong", "kind": "opportunity", "action": "accept", "unmet": lambda _record: None}


class Homeless(OpportunityKind):
    """A kind in a room there is not."""

    key, room = "homeless", "nowhere"


class Unruled(OpportunityKind):
    """A kind with a button that no rule names."""

    key = "unruled"
    actions = (Action(key="burn", label="Burn", run=withdraw),)


WRONG = {
    "shell.E001": NavigationEntry(**{**ENTRY, "room": "nowhere"}),
    "shell.E002": NavigationEntry(**{**ENTRY, "url_name": "people:nowhere"}),
    "records.E003": Homeless(),
    "records.E004": Unruled(),
    "records.E005": Panel(**{**PANEL, "kind": "unicorn"}),
    "records.E006": Panel(**{**PANEL, "template": "records/panels/unicorn.html"}),
    "records.E007": Condition(**{**CONDITION, "action": "burn"}),
}
RIGHT = (
    NavigationEntry(**ENTRY),
    Panel(**PANEL),
    Condition(**CONDITION),
    Panel(**{**PANEL, "key": "of a clause", "kind": "clause"}),
)


def said():
    return [message.id for message in run_checks() if not message.is_silenced()]


def test_what_is_declared_now_is_right():
    assert said() == []


@pytest.mark.parametrize("id_", WRONG)
def test_what_is_declared_and_does_not_exist_is_an_error(id_):
    with registry.temporarily(WRONG[id_]):
        assert said() == [id_]


def test_a_condition_of_a_kind_there_is_not_is_an_error_too():
    with registry.temporarily(Condition(**{**CONDITION, "kind": "unicorn"})):
        assert said() == ["records.E007"]


def test_what_is_declared_rightly_is_none():
    with registry.temporarily(*RIGHT):
        assert said() == []


def test_an_action_or_transition_without_a_rule_is_an_error(monkeypatch):
    rules = dict(OpportunityKind.model.rules)
    del rules["comment"]
    monkeypatch.setattr(OpportunityKind.model, "rules", rules)
    assert said() == ["records.E002"]


def test_a_transition_called_as_a_common_action_is_an_error(monkeypatch):
    monkeypatch.setattr(OpportunityKind.model, "share", OpportunityKind.model.accept, raising=False)
    transitions_of.cache_clear()
    try:
        assert "records.E008" in said()
    finally:
        transitions_of.cache_clear()

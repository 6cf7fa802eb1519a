"""Every kind of record is complete: what it declares exists, and what exists is declared."""

import json
from pathlib import Path

import pytest

from records.forms.record import form_class_of
from records.kind import all_kinds
from records.models import Record, record_models
from records.transitions import states_of, transitions_of
from standard import catalogue
from tests.access.test_rules import OWN
from tests.factories import FACTORIES

pytestmark = pytest.mark.django_db
ICONS = set(json.loads(Path("static/icons.json").read_text()))
KINDS = all_kinds()
#: Columns of every record that no form asks for.
KEPT_BY_THE_TRUNK = {field.name for field in Record._meta.local_fields} - {"title", "owner", "due", "restricted"}


def ids(kind):
    return kind.key


def test_every_model_of_a_record_has_one_kind_a_factory_and_its_expected_rights():
    models = sorted(model.kind_key for model in record_models())
    assert sorted(kind.key for kind in KINDS) == models
    assert sorted(FACTORIES) == models
    assert sorted(OWN) == models


def test_prefixes_of_references_are_each_kinds_own():
    prefixes = [kind.model.reference_prefix for kind in KINDS]
    assert sorted(set(prefixes)) == sorted(prefixes)


@pytest.mark.parametrize("kind", KINDS, ids=ids)
def test_a_kind_says_what_it_is(kind):
    said = {name: str(getattr(kind, name)) for name in ("label", "plural", "new_label", "lead", "empty")}
    assert [name for name, words in said.items() if not words] == []
    assert {kind.icon, *(state.icon for state in kind.states if state.icon)} <= ICONS


@pytest.mark.parametrize("kind", KINDS, ids=ids)
def test_its_states_are_those_its_transitions_lead_to(kind):
    assert {state.key for state in kind.states} == states_of(kind.model)


@pytest.mark.parametrize("kind", KINDS, ids=ids)
def test_every_transition_has_a_button_and_every_button_a_rule(kind):
    assert transitions_of(kind.model) <= set(kind.all_actions) <= set(kind.model.rules)


@pytest.mark.parametrize("kind", KINDS, ids=ids)
def test_every_field_can_be_read_on_its_page(kind):
    shown = {*kind.facts, *kind.in_own_panels, *(name for panel in kind.panels for name in panel.fields)}
    own = {field.name for field in kind.model._meta.local_fields} - {"record_ptr"}
    assert own - shown == set()


@pytest.mark.parametrize("kind", KINDS, ids=ids)
def test_its_form_asks_for_fields_it_has_and_for_none_the_trunk_keeps(kind):
    names = {field.name for field in kind.model._meta.get_fields()} | set(form_class_of(kind).declared_fields)
    assert set(kind.form_fields) - names == set()
    assert set(kind.form_fields) & KEPT_BY_THE_TRUNK == set()
    assert len(set(kind.form_fields)) == len(kind.form_fields)


@pytest.mark.parametrize("kind", KINDS, ids=ids)
def test_the_clauses_and_items_it_names_are_in_the_catalogue(kind):
    items = {item["id"] for clause in catalogue.clauses().values() for item in clause["requirements"]}
    assert set(kind.clauses) <= set(catalogue.clauses())
    assert kind.clauses
    assert {shows.item for shows in kind.evidence_for} <= items


@pytest.mark.parametrize("kind", KINDS, ids=ids)
def test_its_facts_panels_filters_and_tabs_name_what_there_is(kind, alice):
    names = {field.name for field in kind.model._meta.get_fields()}
    assert {*kind.facts, *(name for panel in kind.panels for name in panel.fields)} - names == set()
    offered = {key: [value for value, _words in found.options(alice)] for key, found in kind.all_filters.items()}
    for key, values in offered.items():
        for value in values:
            kind.model.objects.visible_to(alice).filter(kind.all_filters[key].condition(value, alice)).exists()
    chosen = [(key, value) for tab in kind.tabs for key, value in tab.values.items()]
    assert [(key, value) for key, value in chosen if value not in offered.get(key, [])] == []

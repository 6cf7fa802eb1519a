"""Values of fields in words."""

from decimal import Decimal

import pytest
from django.db import models

from improvement.models import Opportunity
from people.models import User
from records.display import EMPTY, names_for, show, show_field
from records.kind import find_kind
from records.models import Evidence
from standard.models import RequirementItem
from tests.factories import OrganisationFactory


def shown(field, value):
    return show(field, value, names_for([], User()))


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        (models.DecimalField(max_digits=12, decimal_places=2), Decimal("1234567.50"), "1,234,567.50"),
        (models.DecimalField(max_digits=12, decimal_places=2), Decimal("0.00"), "0.00"),
        (models.IntegerField(), 0, "0"),
        (models.IntegerField(), 2026, "2026"),
        (models.IntegerField(), 1234567, "1,234,567"),
        (models.BooleanField(), False, "No"),
        (models.CharField(), "<b>", "&lt;b&gt;"),
        (models.CharField(), "", EMPTY),
        (models.JSONField(), ["One", "<b>"], "<ul><li>One</li><li>&lt;b&gt;</li></ul>"),
        (models.JSONField(), {"Hours": 12345, "Done": True}, "<ul><li>Hours: 12,345</li><li>Done: Yes</li></ul>"),
        (models.JSONField(), [["A", None], "B"], f"<ul><li><ul><li>A</li><li>{EMPTY}</li></ul></li><li>B</li></ul>"),
        (models.JSONField(), [], EMPTY),
        (models.JSONField(), {}, EMPTY),
        (models.JSONField(), "Text", "Text"),
    ],
)
def test_a_value_is_shown_by_what_it_is(field, value, words):
    assert shown(field, value) == words


@pytest.mark.django_db
def test_a_row_that_is_no_record_is_named_and_never_taken_for_a_record(alice):
    record = OrganisationFactory(actor=alice, title="Never this")
    item = RequirementItem.objects.first()
    item_field = next(f for f in Evidence._meta.fields if f.related_model is RequirementItem)
    owner, organisation = (Opportunity._meta.get_field(name) for name in ("owner", "organisation"))
    pairs = [(item_field, item.pk), (owner, alice.pk), (organisation, record.pk)]
    names = names_for(pairs, alice)
    words = [show(field, value, names) for field, value in pairs]
    assert words[0] == item.identifier
    assert ("Alice Berg" in words[1], "Never this" in words[2]) == (True, True)
    assert "Never this" not in show(item_field, record.pk, names_for([(item_field, record.pk)], alice))


@pytest.mark.django_db
def test_names_are_read_once_a_table(alice, django_assert_num_queries):
    items = list(RequirementItem.objects.all()[:3])
    item_field = next(f for f in Evidence._meta.fields if f.related_model is RequirementItem)
    owner = Opportunity._meta.get_field("owner")
    with django_assert_num_queries(2):
        names_for([*((item_field, item.pk) for item in items), (owner, alice.pk), (owner, None)], alice)


def test_a_field_is_shown_under_the_name_its_kind_gives_it():
    kind, names = find_kind("organisation"), names_for([], User())
    title, state = (kind.model._meta.get_field(name) for name in ("title", "state"))
    assert show_field(kind, title, "Bank", names) == ("Name", "Bank")
    assert show_field(kind, state, "former", names) == ("State", "Former")

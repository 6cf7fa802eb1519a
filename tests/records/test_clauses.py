"""Records and clauses find each other: chosen clauses, evidence item by item, the clause's page."""

import pytest
from django.urls import reverse

from records.domain.evidence import add_evidence, set_clauses, withdraw_evidence
from records.models import Event
from standard.models import Clause, RequirementItem
from tests.factories import OpportunityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def idea(alice):
    return OpportunityFactory(actor=alice, title="Label every cable")


def clause_page(client, number):
    return client.get(reverse("standard:clause", args=[number])).content.decode()


def numbers(record):
    return sorted(record.clause_links.values_list("clause__number", flat=True))


def test_chosen_clauses_stand_on_the_record_and_the_record_on_their_pages(client_of, alice, idea):
    client = client_of(alice)
    client.post(f"{idea.page_url}clauses/", {"token": "c", "clauses": "8.6.1, 8.2.1"})
    assert numbers(idea) == ["8.2.1", "8.6.1"]
    assert "Label every cable" in clause_page(client, "8.6.1")
    assert "8.2.1, 8.6.1" in client.get(f"{idea.page_url}clauses/").content.decode()


def test_choosing_anew_replaces_and_choosing_the_same_writes_nothing(alice, idea):
    change, incident = (Clause.objects.get(number=number) for number in ("8.5.1", "8.6.1"))
    set_clauses(idea, [change, incident], actor=alice)
    set_clauses(idea, [incident], actor=alice)
    set_clauses(idea, [incident], actor=alice)
    told = Event.objects.filter(record=idea, action="clauses").order_by("id").values_list("detail", flat=True)
    assert (numbers(idea), list(told)) == (["8.6.1"], [{"clauses": ["8.5.1", "8.6.1"]}, {"clauses": ["8.6.1"]}])


@pytest.mark.parametrize("typed", ["8.6.1, 99.9", "8", "incident", "8.6.1;10.2"])
def test_numbers_the_catalogue_does_not_have_are_named_and_nothing_is_written(client_of, alice, idea, typed):
    answer = client_of(alice).post(f"{idea.page_url}clauses/", {"token": "c", "clauses": typed})
    page = answer.content.decode()
    assert (answer.status_code, numbers(idea)) == (422, [])
    assert "The catalogue has no clause" in page
    assert f'value="{typed}"' in page


def test_a_clause_names_the_kinds_whose_every_record_answers_it(client_of, alice):
    assert (
        reverse("improvement:opportunity-list")
        in clause_page(client_of(alice), "10.2").split("Records that answer it")[-1]
    )


def test_evidence_stands_at_its_item_until_it_is_taken_back(client_of, alice, idea):
    found = add_evidence(
        idea, RequirementItem.objects.get(identifier="8.6.1-01"), actor=alice, shows="Every call is logged"
    )
    before = "Every call is logged" in clause_page(client_of(alice), "8.6.1")
    withdraw_evidence(found, actor=alice, reason="The wrong item")
    assert (before, "Every call is logged" in clause_page(client_of(alice), "8.6.1")) == (True, False)


def test_a_restricted_record_is_not_named_on_the_clause_to_those_who_do_not_see_it(client_of, alice, charlie):
    hidden = OpportunityFactory(actor=alice, restricted=True, title="Kanarienvogel")
    add_evidence(hidden, RequirementItem.objects.get(identifier="8.6.1-01"), actor=alice, shows="Kanarienvogel too")
    shown = [("Kanarienvogel" in clause_page(client_of(person), "8.6.1")) for person in (alice, charlie)]
    assert shown == [True, False]

"""The catalogue: complete, loaded once, readable."""

import pytest
from django.urls import reverse

from standard import catalogue
from standard.domain import load_catalogue
from standard.models import Clause, Edition, RequirementItem
from standard.queries import expectations

pytestmark = pytest.mark.django_db


def test_it_holds_what_it_says_it_holds():
    told = catalogue.read("edition")["meta"]["counts"]
    clauses = catalogue.clauses().values()
    assert Clause.objects.filter(is_heading=True).count() == told["headings"] == 25
    assert Clause.objects.filter(is_heading=False).count() == told["clauses"] == 63
    assert RequirementItem.objects.filter(kind="shall").count() == told["requirements_shall"] == 381
    assert sum(len(clause["machine_rules"]) for clause in clauses) == told["machine_rules"] == 231
    assert sum(len(clause["audit_questions"]) for clause in clauses) == told["audit_questions"] == 165
    assert len(catalogue.read("processes")["processes"]) == told["processes"] == 29
    assert len(catalogue.read("processes")["kpis"]) == told["kpis"] == 78


def test_loading_again_keeps_every_key():
    before = list(RequirementItem.objects.values_list("pk", "identifier"))
    Edition.objects.update(fingerprint="old")
    load_catalogue()
    assert list(RequirementItem.objects.values_list("pk", "identifier")) == before


def test_an_item_that_vanished_is_kept_as_no_longer_current():
    clause = Clause.objects.get(number="10.2")
    RequirementItem.objects.create(clause=clause, identifier="10.2-77", kind="shall", text="Old", place=77)
    load_catalogue()
    assert RequirementItem.objects.get(identifier="10.2-77").is_current is False


def test_numbers_stand_in_their_order():
    numbers = list(Clause.objects.order_by("sort_key").values_list("number", flat=True))
    assert numbers.index("9.4") < numbers.index("10") < numbers.index("10.1") < numbers.index("10.2")


def test_a_clause_shows_its_items_and_who_answers(client_of, alice):
    page = client_of(alice).get(reverse("standard:clause", args=["4.1"])).content.decode()
    assert ("4.1-02" in page, "climate change" in page, "accountable" in page) == (True, True, True)


def test_an_unknown_clause_is_not_there(client_of, alice):
    assert client_of(alice).get(reverse("standard:clause", args=["99.9"])).status_code == 404


@pytest.mark.parametrize("number", ["%00", "8.%00", "x", "8..6", "٨", "9" * 400, "8.6.1%0a"])
def test_what_is_no_number_of_a_clause_is_not_there(client_of, alice, number):
    assert client_of(alice).get(f"/standard/{number}/").status_code == 404


def test_clauses_are_found_by_words_of_their_items(client_of, alice):
    answer = client_of(alice).get(reverse("standard:catalogue"), {"q": "climate"})
    assert "4.1" in [row["clause"].number for row in answer.context["rows"]]
    assert "8.6.1" not in [row["clause"].number for row in answer.context["rows"]]


def test_expectations_are_short_and_ask_the_database_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        (found,) = expectations(("10.2",))
    assert (len(found.items) <= 4, len(found.questions) <= 2, found.number) == (True, True, "10.2")


def test_clauses_stand_in_their_order(client_of, alice):
    rows = client_of(alice).get("/standard/").context["rows"]
    keys = [row["clause"].sort_key for row in rows]
    assert (len(keys), keys) == (88, sorted(keys))

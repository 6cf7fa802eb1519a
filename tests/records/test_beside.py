"""Two records of a kind side by side."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from records.beside import word_by_word
from tests.factories import OpportunityFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
LIST = reverse("improvement:opportunity-list")
COMPARE = f"{LIST}compare/"


def lines(answer):
    return {str(line.label): (line.left, line.right, line.differs) for line in answer.context["lines"]}


def test_fields_stand_side_by_side_and_differences_are_marked_in_words(client_of, alice, bob):
    one = OpportunityFactory(actor=alice, title="One", effort="small")
    two = OpportunityFactory(actor=alice, owner=bob, title="Two", effort="small")
    answer = client_of(alice).get(COMPARE, {"a": one.reference, "b": two.reference})
    shown = lines(answer)
    assert shown["Title"] == ("One", "Two", True)
    assert shown["Effort"][2] is False
    assert ("Alice Berg" in shown["Owner"][0], "Bob Costa" in shown["Owner"][1]) == (True, True)
    assert (
        answer.content.decode().count('class="differs"')
        == answer.context["differing"]
        == sum(line[2] for line in shown.values())
    )


def test_only_the_differences_are_shown_where_asked(client_of, alice):
    one, two = (OpportunityFactory(actor=alice, title=title) for title in ("One", "Two"))
    answer = client_of(alice).get(COMPARE, {"a": one.reference, "b": two.reference, "only": "yes"})
    assert {line[2] for line in lines(answer).values()} == {True}


def test_long_texts_are_compared_word_by_word_and_escaped():
    left, right = word_by_word("Label <b>every</b> cable\nat once", "Label <b>each</b> cable\nat once")
    assert left == "<p>Label <del>&lt;b&gt;every&lt;/b&gt;</del> cable<br>at once</p>"
    assert right == "<p>Label <ins>&lt;b&gt;each&lt;/b&gt;</ins> cable<br>at once</p>"


def test_texts_that_share_nothing_are_marked_whole():
    assert word_by_word("a", "b") == ("<p><del>a</del></p>", "<p><ins>b</ins></p>")


@pytest.mark.parametrize("sides", [("hidden", "seen"), ("seen", "hidden")])
def test_both_must_be_seen(client_of, alice, charlie, sides):
    records = {
        "hidden": OpportunityFactory(actor=alice, title="Geheim", restricted=True),
        "seen": OpportunityFactory(actor=alice),
    }
    a, b = (records[side] for side in sides)
    answer = client_of(charlie).get(COMPARE, {"a": a.reference, "b": b.reference})
    assert (answer.status_code, "Geheim" in answer.content.decode()) == (404, False)
    answer = client_of(charlie).get(COMPARE, {"chosen": [a.pk, b.pk]})
    assert answer.status_code == 404


def test_a_related_record_one_does_not_see_is_named_by_its_reference(client_of, alice, bob):
    unseen = OrganisationFactory(actor=bob, title="Geheim", restricted=True)
    one = OpportunityFactory(actor=bob, source="customer", organisation=unseen)
    answer = client_of(alice).get(COMPARE, {"a": one.reference, "b": OpportunityFactory(actor=bob).reference})
    page = answer.content.decode()
    assert (unseen.reference in page, "Geheim" in page) == (True, False)


def test_two_chosen_in_a_list_are_compared_and_no_other_number(client_of, alice):
    made = [OpportunityFactory(actor=alice) for _ in range(3)]
    client = client_of(alice)
    answer = client.get(COMPARE, {"chosen": [made[1].pk, made[0].pk]}, follow=True)
    assert (answer.context["left"], answer.context["right"]) == (made[1], made[0])
    for keys in ([made[0].pk], [record.pk for record in made], [made[0].pk, "x"]):
        assert client.get(COMPARE, {"chosen": keys}).status_code == 404


def test_from_a_record_the_other_is_asked_for_with_offers(client_of, alice):
    one = OpportunityFactory(actor=alice, title="One")
    client = client_of(alice)
    assert f"{COMPARE}?a={one.reference}" in client.get(one.page_url).content.decode()
    page = client.get(COMPARE, {"a": one.reference}).content.decode()
    assert (f'value="{one.reference} One"' in page, "/records/offers/opportunity/" in page) == (True, True)
    unknown = client.get(COMPARE, {"a": one.reference, "b": "OPP-1999-0001"})
    assert (unknown.status_code, "There is no such record" in unknown.content.decode()) == (404, True)


def test_queries_do_not_grow_with_differences(client_of, alice, bob):
    same = [OpportunityFactory(actor=alice, title="Same") for _ in range(2)]
    others = [OpportunityFactory(actor=alice), OpportunityFactory(actor=bob, source="audit", effort="large", idea="o")]
    client, counts = client_of(alice), []
    client.get(COMPARE)
    for a, b in (same, others):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(COMPARE, {"a": a.reference, "b": b.reference}).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]

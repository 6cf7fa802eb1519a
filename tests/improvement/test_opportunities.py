"""Opportunities for improvement: from anyone's idea to a result, and who decides."""

from datetime import timedelta

import pytest
from django.utils import timezone

from improvement.domain import opportunities as domain
from improvement.forms.opportunity import AcceptForm
from records.access.permits import Refused
from records.domain.errors import InputError, NotNowError
from tests.factories import OpportunityFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def idea(alice, bob):
    """Bob's idea, which Alice owns."""
    return OpportunityFactory(actor=bob, owner=alice)


def test_an_accepted_idea_has_an_owner_a_day_and_the_reason(idea, alice, charlie):
    domain.accept(idea, actor=alice, owner=charlie, due=TODAY, reason="Worth it")
    idea.refresh_from_db()
    assert (idea.state, idea.owner, idea.due, idea.decision) == ("accepted", charlie, TODAY, "Worth it")
    assert idea.events.first().reason == "Worth it"


def test_a_decision_begins_with_the_owner_and_day_the_idea_has(idea, alice):
    idea.due = TODAY
    form = AcceptForm(user=alice, record=idea)
    assert (form["owner"].value(), form["due"].value()) == (alice.pk, TODAY)
    assert AcceptForm(user=alice)["owner"].value() is None


def test_the_result_is_kept_beside_the_benefit_that_was_expected(idea, alice):
    domain.accept(idea, actor=alice, owner=alice, due=TODAY, reason="Worth it")
    domain.realise(idea, actor=alice, result="Eight hours a month")
    idea.refresh_from_db()
    assert (idea.state, idea.expected_benefit, idea.result) == ("realised", "Ten hours a month.", "Eight hours a month")


def test_a_postponed_or_declined_idea_can_be_decided_anew(idea, alice):
    domain.postpone(idea, actor=alice, due=TODAY + timedelta(days=90), reason="No hands free")
    domain.decline(idea, actor=alice, reason="Too dear")
    domain.reopen(idea, actor=alice, reason="Cheaper now")
    idea.refresh_from_db()
    assert (idea.state, idea.decision) == ("proposed", "Too dear")


def test_whoever_brought_an_idea_in_does_not_decide_on_it(alice):
    own = OpportunityFactory(actor=alice)
    with pytest.raises(Refused, match="not whoever recorded it"):
        domain.accept(own, actor=alice, owner=alice, due=TODAY, reason="Mine")
    own.refresh_from_db()
    assert own.state == "proposed"


@pytest.mark.parametrize("verb", [domain.accept, domain.postpone])
def test_a_day_gone_by_is_refused_at_its_field(idea, alice, verb):
    more = {"owner": alice} if verb is domain.accept else {}
    with pytest.raises(InputError) as refused:
        verb(idea, actor=alice, due=TODAY - timedelta(days=1), reason="r", **more)
    assert refused.value.field == "due"


def test_a_result_before_the_decision_is_not_taken(idea, alice):
    with pytest.raises(NotNowError):
        domain.realise(idea, actor=alice, result="Done already")
    idea.refresh_from_db()
    assert (idea.state, idea.result) == ("proposed", "")


def test_the_organisation_is_dropped_when_the_idea_came_from_elsewhere(client_of, alice):
    bank = OrganisationFactory(actor=alice)
    idea = OpportunityFactory(actor=alice, source="customer", organisation=bank)
    answers = {"token": "t", "version": "1", "title": "T", "idea": "i", "expected_benefit": "e", "benefit": "time",
               "effort": "small", "source": "staff", "organisation": bank.reference, "owner": alice.pk}  # fmt: skip
    client_of(alice).post(f"{idea.page_url}edit/", answers)
    idea.refresh_from_db()
    assert (idea.source, idea.organisation) == ("staff", None)


def test_what_is_over_is_not_late(client_of, alice, bob):
    gone = TODAY - timedelta(days=10)
    waiting, over = (
        OpportunityFactory(actor=bob, owner=alice, due=gone),
        OpportunityFactory(actor=bob, owner=alice, due=gone),
    )
    domain.decline(over, actor=alice, reason="Too dear")
    shown = ["days late" in client_of(alice).get(record.page_url).content.decode() for record in (waiting, over)]
    listed = client_of(alice).get("/improvement/opportunities/").content.decode()
    assert (shown, listed.count("days late")) == ([True, False], 1)

"""Assessments: begun once for every item, proven by somebody else with evidence in sight, written by two people at once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conformity.domain import assessing
from conformity.domain.beginning import begin, items_to_assess
from conformity.models import Assessment
from conformity.queries.clause import items_shown
from improvement.models import Opportunity
from measures.domain.duty import approve
from measures.domain.interval import Freshness
from measures.models import Duty
from people.calendar import today
from records.access.permits import Refused
from records.domain.errors import InputError, NotNowError, StaleError
from records.domain.evidence import withdraw_evidence
from records.domain.sharing import give_sight
from records.domain.withdrawal import withdraw
from records.models import Evidence
from roles.domain.assigning import assign
from roles.domain.catalogue import record_missing_roles, roles_by_key
from roles.models import Assignment
from standard.models import RequirementItem
from standard.roles import SMR
from tests.factories import AssessmentFactory, DutyFactory, OpportunityFactory, PersonFactory
from tests.threads import at_once

pytestmark = pytest.mark.django_db
ITEM = "8.6.1-01"


@pytest.fixture
def smr(installation):
    """Holds the role of the service management representative."""
    person = PersonFactory(display_name="Sam Roe")
    record_missing_roles(person)
    assign(Assignment(role=roles_by_key()[SMR], person=person, starts=today(), created_by=person), actor=None)
    return person


@pytest.fixture
def assessed(alice, smr):
    """Alice answers for 8.6.1-01 and said how it is met."""
    item = RequirementItem.objects.get(identifier=ITEM)
    return AssessmentFactory(item=item, owner=alice, how="By the procedure.", actor=smr)


def now(assessment):
    return Assessment.objects.get(pk=assessment.pk)


def test_one_act_makes_every_assessment_once_and_only_what_lacks_the_next_time(smr, alice):
    made = begin(actor=smr)
    assert (len(made), items_to_assess().count()) == (381, 381)
    assert begin(actor=smr) == []
    assert Assessment.objects.count() == 381
    assert {each.state for each in made} == {"not_started"}
    with pytest.raises(Refused):
        begin(actor=alice)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_begin_at_once_one_makes_them_all(smr):
    made = []
    assert at_once(*[lambda: made.append(len(begin(actor=smr)))] * 2) == []
    assert (sorted(made), Assessment.objects.count()) == ([0, 381], 381)


def test_it_is_proven_by_somebody_else_with_evidence_and_with_words(assessed, alice, smr):
    with pytest.raises(Refused):
        assessing.prove(now(assessed), actor=alice)
    with pytest.raises(NotNowError, match="Nothing that you see shows"):
        assessing.prove(now(assessed), actor=smr)
    idea = OpportunityFactory(actor=alice)
    assessing.name_evidence(now(assessed), actor=smr, record=idea, shows="It was recorded")
    with pytest.raises(Refused):
        assessing.prove(now(assessed), actor=None)
    found = assessing.prove(now(assessed), actor=smr)
    assert (found.state, found.assessed_by, found.is_reworded) == ("proven", smr, False)
    found = assessing.assess(now(assessed), actor=alice, typed={"how": "Otherwise."})
    assert (found.state, found.is_reworded) == ("proven", True)


def test_nobody_proves_what_nobody_owns(assessed, smr, alice):
    assessing.name_evidence(now(assessed), actor=smr, record=OpportunityFactory(actor=alice), shows="It")
    assessing.assess(now(assessed), actor=smr, typed={"owner_id": None})
    with pytest.raises(NotNowError, match="Nobody owns it"):
        assessing.prove(now(assessed), actor=smr)


@pytest.mark.parametrize("how", ["taken back", "withdrawn", "unseen", "of an assessment"])
def test_evidence_that_is_gone_or_out_of_sight_does_not_count(how, assessed, alice, smr):
    idea = OpportunityFactory(actor=alice, restricted=how == "unseen")
    if how == "of an assessment":
        with pytest.raises(InputError, match="An assessment shows nothing"):
            assessing.name_evidence(now(assessed), actor=smr, record=assessed, shows="It")
    else:
        found = assessing.name_evidence(now(assessed), actor=alice, record=idea, shows="It")
        if how == "taken back":
            withdraw_evidence(found, actor=alice, reason="r")
        if how == "withdrawn":
            withdraw(Opportunity.objects.get(pk=idea.pk), actor=alice, reason="r")
    with pytest.raises(NotNowError, match="Nothing that you see shows"):
        assessing.prove(now(assessed), actor=smr)


def test_restricted_evidence_is_named_by_its_reference_alone(assessed, alice, smr, client_of):
    idea = OpportunityFactory(actor=alice, restricted=True, title="Kanarienvogel")
    assessing.name_evidence(now(assessed), actor=alice, record=idea, shows="Kanarienvogel sings")
    page = client_of(smr).get("/conformity/clauses/8.6.1/").content.decode()
    assert idea.reference in page
    assert "Kanarienvogel" not in page
    assert "does not count for you" in page


def test_evidence_ages_by_the_duty_of_its_item_and_else_within_a_year(assessed, alice, smr):
    idea = OpportunityFactory(actor=alice)
    until = today() - timedelta(days=100)
    assessing.name_evidence(now(assessed), actor=smr, record=idea, shows="It", period_until=until)

    def piece():
        (shown,) = items_shown([assessed.item], smr)
        return shown.pieces[0].aged.days, shown.pieces[0].aged.freshness

    assert piece() == (100, Freshness.FRESH)
    duty = DutyFactory(actor=smr, proposed_every=3)
    duty.duty_items.create(item=assessed.item)
    approve(Duty.objects.get(pk=duty.pk), actor=None)
    assert piece() == (100, Freshness.STALE)


def test_two_people_who_write_about_one_item_lose_nothing(assessed, alice, smr, client_of):
    url = f"{assessed.page_url}assess/"
    first, second = client_of(alice), client_of(smr)
    version = now(assessed).version
    assert first.post(url, {"how": "Alice's words", "version": version}, HTTP_HX_REQUEST="true").status_code == 200
    answer = second.post(url, {"how": "Sam's words", "version": version}, HTTP_HX_REQUEST="true")
    assert answer.status_code == 422
    assert b"Alice&#x27;s words" in answer.content
    assert b"Sam&#x27;s words" in answer.content
    assert now(assessed).how == "Alice's words"
    both_kept = {"how": "Sam's words", "version": version, "both": now(assessed).version}
    assert second.post(url, both_kept).status_code == 302
    assert now(assessed).how == "Alice's words\n\nSam's words"
    stale = now(assessed)
    stale.version = version
    with pytest.raises(StaleError):
        assessing.assess(stale, actor=alice, typed={"how": "Late"})


def test_a_text_of_fifty_thousand_letters_is_kept_and_a_longer_one_stays_in_the_field(assessed, alice, client_of):
    url, client = f"{assessed.page_url}assess/", client_of(alice)
    sent = {"how": "a" * 50_000, "version": now(assessed).version}
    assert client.post(url, sent).status_code == 302
    assert len(now(assessed).how) == 50_000
    answer = client.post(url, {"how": "b" * 50_001, "version": now(assessed).version})
    assert answer.status_code == 422
    assert b"b" * 50_001 in answer.content
    assert "longer than 50000" in answer.content.decode()


def test_evidence_is_named_from_the_page_of_the_clause(assessed, alice, smr, client_of):
    idea, url = OpportunityFactory(actor=alice), f"{assessed.page_url}name-evidence/"
    client = client_of(smr)
    wrong = client.post(url, {"token": "t", "evidence": "Nothing", "shows": "It"}, HTTP_HX_REQUEST="true")
    assert wrong.status_code == 422
    assert b"There is no such record" in wrong.content
    sent = {"token": "t", "evidence": idea.reference, "shows": "What we do"}
    assert idea.reference in client.post(url, sent, HTTP_HX_REQUEST="true").content.decode()
    assert Evidence.objects.get().added_by == smr
    again = client.post(url, sent, HTTP_HX_REQUEST="true")
    assert again.status_code == 200
    assert Evidence.objects.count() == 1


def test_the_pages_ask_as_much_for_one_item_as_for_many(smr, alice, client_of):
    client = client_of(smr)
    AssessmentFactory(item=RequirementItem.objects.get(identifier=ITEM), actor=smr)
    give_sight(smr, "assessment", actor=None)
    counts = []
    for _round in range(2):
        for url in ("/conformity/", "/conformity/clauses/8.6.1/"):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url).status_code == 200
            counts.append(len(queries))
        begin(actor=smr)
        for each in Assessment.objects.filter(item__clause__number="8.6.1"):
            for _piece in range(2):
                assessing.name_evidence(each, actor=smr, record=OpportunityFactory(actor=alice), shows="It")
    assert counts[2:] <= [count + 3 for count in counts[:2]]

"""Top management's duties: evidence that the reader may see, offers of what exists, corrections by a new entry."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from improvement.domain import actions
from leadership.domain.candidates import offers_of
from leadership.domain.commitments import items, kept_in, record_entry
from leadership.measures.governance import plan_actions_on_time, roles_filled
from leadership.models import CommitmentEntry
from people.calendar import Period, today
from records.access.permits import Refused
from records.domain.errors import InputError, NotNowError
from roles.domain.assigning import accept
from services.domain import scopes
from services.domain.scopes import Placed
from services.models import SmsScope
from tests.factories import DocumentFactory, ManagementPlanFactory
from tests.leadership.conftest import again

pytestmark = pytest.mark.django_db


def wrote(director, actor=None, **about):
    about = {"item": items()[0], "on": today(), "what": "Approved the policy", **about}
    return record_entry(actor=actor or director, person=director, **about)


def test_what_rests_on_unseen_evidence_is_not_shown(director, smr, alice, client_of):
    secret = DocumentFactory(actor=smr, title="Merger", restricted=True)
    wrote(director, actor=smr, what="Planned the merger", evidence=secret)
    page = f"/leadership/commitment/?person={director.pk}"
    seen, unseen = (client_of(reader).get(page).content.decode() for reader in (smr, alice))
    assert ("Planned the merger" in seen, secret.reference in seen) == (True, True)
    assert ("Planned the merger" in unseen, secret.reference in unseen, "you do not see" in unseen) == (
        False,
        False,
        True,
    )
    entry = CommitmentEntry.objects.get()
    assert client_of(alice).get(f"/leadership/commitment/entries/{entry.pk}/correct/").status_code == 404
    kept = kept_in(today().year, alice)[director.pk, entry.item_id]
    assert (kept.entries, kept.unseen, kept.count) == ([], 1, 1)


def test_an_entry_is_corrected_by_another_one_and_stays(director, second, smr):
    first = wrote(director)
    with pytest.raises(InputError):
        wrote(director, what="Approved the plan", corrects=first)
    wrote(director, what="Approved the plan", corrects=first, reason="Mixed up")
    with pytest.raises(NotNowError):
        wrote(director, what="Else", corrects=first, reason="Again")
    with pytest.raises(Refused):
        wrote(director, actor=second)
    with pytest.raises(InputError):
        wrote(director, on=today() + timedelta(days=1))
    with pytest.raises(IntegrityError):
        CommitmentEntry.objects.update(what="Nothing")


def test_a_form_sent_twice_writes_once_and_keeps_what_was_typed_when_wrong(director, client_of):
    page = f"/leadership/commitment/{director.pk}/5.1-03/"
    sent = {"on": today(), "what": "Gave two roles", "evidence": "", "token": "t"}
    assert [client_of(director).post(page, sent).status_code for _time in range(2)] == [302, 302]
    assert CommitmentEntry.objects.count() == 1
    wrong = client_of(director).post(page, {**sent, "on": "", "what": "Typed long"})
    assert (wrong.status_code, "Typed long" in wrong.content.decode()) == (422, True)


def test_only_what_the_person_did_and_the_reader_sees_is_offered(director, second, smr, live, client_of):
    scope = scopes.create_scope(SmsScope(title="S", organisation="N", statement="s", owner=smr), actor=smr)
    scopes.set_services(again(scope), actor=smr, placed=[Placed(live("Mail").pk, is_in=True)])
    scopes.approve(again(scope), actor=director)
    offered = offers_of(director, today().year, smr)
    assert [(item, [offer.record.pk for offer in offers]) for item, offers in offered.items()] == [
        ("5.1-02", [scope.pk])
    ]
    assert offers_of(second, today().year, smr) == offers_of(director, today().year - 1, smr) == {}
    page = client_of(smr).get(f"/leadership/commitment/?person={second.pk}").content.decode()
    assert ("missing, 1 offered" in page, "Take as evidence" in page) == (True, False)


def test_a_role_counts_as_filled_once_it_was_accepted(director, smr):
    period = Period(date(today().year, 1, 1), today())
    assert roles_filled(period, None).numerator == 0
    accept(director.assignments.get(), actor=director)
    found = roles_filled(period, smr)
    assert (found.numerator, found.denominator) == (1, 12)


def test_actions_of_the_plan_count_by_the_day_they_were_moved_to(smr, director):
    plan, day = ManagementPlanFactory(actor=smr), today()
    about = {"actor": smr, "owner": smr}
    done = actions.raise_action(plan, title="Done", due=day, **about)
    actions.complete(again(done), actor=smr, proof="It is", judge=director, judge_on=day + timedelta(days=90))
    actions.raise_action(plan, title="Open", due=day, **about)
    moved = actions.raise_action(plan, title="Moved", due=day, **about)
    actions.replan(again(moved), actor=smr, due=day + timedelta(days=60), reason="Later")
    found = plan_actions_on_time(Period(day, day), None)
    assert (found.numerator, found.denominator) == (1, 2)

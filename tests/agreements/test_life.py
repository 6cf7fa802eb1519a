"""An agreement from its draft to the next edition."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agreements.choosing import agreement_for, priority_for, target_for
from agreements.domain.drafting import create_agreement, edit_agreement, set_priorities, set_terms
from agreements.domain.life import agree, end, renew, renewals_due
from agreements.models import Agreement
from jobs.models import Job
from records.domain.errors import InputError, NotNowError
from records.domain.files import attach
from records.domain.write import write
from tests.agreements.conftest import exception, limit, read_anew, resolution

pytestmark = pytest.mark.django_db
YEAR_END = date(2016, 12, 31)


def service_of(agreement):
    return agreement.agreed_services.get().service_id


def test_a_draft_without_terms_is_not_agreed_to(draft, alice):
    with pytest.raises(NotNowError, match="a service level target, a workload limit and an exception"):
        agree(draft, actor=alice, agreed_how="signature", evidence_note="Paper")


def test_an_agreement_that_nobody_can_show_is_none(written, alice):
    with pytest.raises(InputError, match="Say who agreed") as refused:
        agree(written, actor=alice, agreed_how="minutes", evidence_note=" ")
    assert refused.value.field == "evidence_note"
    attach(written, SimpleUploadedFile("signed.txt", b"We agree"), actor=alice)
    found = agree(read_anew(written), actor=alice, agreed_how="minutes")
    assert (found.state, found.agreed_how) == ("agreed", "minutes")


def test_two_targets_for_the_same_case_are_named(draft, alice):
    twice = [resolution(), resolution(priority=1), resolution(8)]
    with pytest.raises(InputError, match="Targets 1 and 3 are for the same case"):
        set_terms(draft, actor=alice, targets=twice, limits=[], exceptions=[])


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ({"unit": "percent"}, "minutes or hours"),
        ({"comparator": "at_least"}, "at most"),
        ({"metric": "availability", "unit": "percent", "priority": 1}, "differ by priority"),
    ],
)
def test_a_target_that_cannot_be_measured_is_refused(draft, alice, about, words):
    with pytest.raises(InputError, match=words):
        set_terms(draft, actor=alice, targets=[resolution(**about)], limits=[], exceptions=[])


def test_what_was_agreed_stays_and_who_looks_after_it_may_change(agreed, alice, bob):
    changed = read_anew(agreed)
    changed.owner, changed.due = bob, date(2016, 6, 1)
    edit_agreement(changed, actor=alice)
    changed = read_anew(agreed)
    changed.valid_from = date(2015, 1, 1)
    with pytest.raises(InputError, match="was agreed"):
        edit_agreement(changed, actor=None)
    with pytest.raises(NotNowError, match="renew it"):
        set_terms(read_anew(agreed), actor=None, targets=[], limits=[], exceptions=[])
    assert read_anew(agreed).owner == bob


def test_the_next_edition_begins_as_this_one_and_takes_its_place_without_a_gap(agreed, alice):
    next_day = date(2016, 7, 1)
    following = renew(read_anew(agreed), actor=alice, valid_from=next_day, edition="2.0", reason="A year later")
    assert [row.wanted for row in following.targets.all()] == ["at most 4 hours in 95\N{NO-BREAK SPACE}% of cases"]
    assert (following.exceptions.count(), following.workload_limits.count(), service_of(following)) == (
        1,
        1,
        service_of(agreed),
    )
    assert read_anew(agreed).state == "agreed"
    agree(following, actor=alice, agreed_how="terms", evidence_note="Accepted in the portal")
    before = read_anew(agreed)
    assert (before.state, before.valid_until) == ("renewed", date(2016, 6, 30))
    days = (date(2016, 6, 30), next_day)
    chosen = [agreement_for(customer=agreed.customer_id, service=service_of(agreed), day=day) for day in days]
    assert chosen == [before, following]


def test_a_second_draft_of_the_next_edition_is_refused(agreed, alice):
    renew(read_anew(agreed), actor=alice, valid_from=date(2016, 7, 1), edition="2.0")
    with pytest.raises(NotNowError, match="begun already"):
        renew(read_anew(agreed), actor=alice, valid_from=date(2016, 8, 1), edition="2.1")


def test_the_next_edition_leaves_no_day_without(agreed, alice):
    running = read_anew(agreed)
    running.valid_until = YEAR_END
    write(running, actor=None, action="edit")
    late = renew(read_anew(agreed), actor=alice, valid_from=date(2017, 2, 1), edition="2.0")
    with pytest.raises(NotNowError, match="no day is without"):
        agree(late, actor=alice, agreed_how="terms", evidence_note="Portal")
    assert read_anew(agreed).state == "agreed"


def test_a_service_is_not_agreed_on_twice_for_the_same_days(agreed, alice):
    rival = Agreement(
        title="Mail again", customer_id=agreed.customer_id, owner=alice, created_by=alice, valid_from=date(2016, 5, 1),
        service_hours_id=agreed.service_hours_id, support_hours_id=agreed.support_hours_id,
    )  # fmt: skip
    create_agreement(rival, actor=None, covers=[agreed.agreed_services.get().service])
    set_terms(rival, actor=alice, targets=[resolution()], limits=[limit()], exceptions=[exception()])
    with pytest.raises(NotNowError, match=agreed.reference):
        agree(rival, actor=alice, agreed_how="terms", evidence_note="Portal")


def test_days_out_of_order_are_refused_at_their_field(draft, alice):
    draft.valid_until = draft.valid_from - timedelta(days=1)
    with pytest.raises(InputError) as refused:
        edit_agreement(draft, actor=alice)
    assert refused.value.field == "valid_until"


def test_agreeing_and_ending_ask_for_open_tickets_to_be_counted_anew(agreed, alice):
    end(read_anew(agreed), actor=alice, reason="Given notice")
    jobs = Job.objects.filter(kind="agreements.recount")
    assert [job.arguments for job in jobs] == [{"customer": agreed.customer_id}] * 2


def test_an_agreement_that_runs_out_is_named_until_its_next_edition_is_begun(agreed, alice):
    assert list(renewals_due(YEAR_END)) == []
    running = read_anew(agreed)
    running.valid_until = YEAR_END
    write(running, actor=None, action="edit")
    assert list(renewals_due(YEAR_END)) == [(agreed.pk, YEAR_END)]
    renew(read_anew(agreed), actor=alice, valid_from=date(2017, 1, 1), edition="2.0")
    assert list(renewals_due(YEAR_END)) == []


def test_the_most_particular_target_holds():
    general, first, mail, whole = (
        resolution(40),
        resolution(4, priority=1),
        resolution(2, service_id=7),
        resolution(60, ticket_type=""),
    )
    asked = [
        {"ticket_type": "incident", "priority": 1, "service": 7},
        {"ticket_type": "incident", "priority": 1, "service": 8},
        {"ticket_type": "incident", "priority": 3, "service": None},
        {"ticket_type": "request", "priority": 3, "service": None},
    ]
    targets = [whole, general, first, mail]
    assert [target_for(targets, metric="resolution", **about) for about in asked] == [mail, first, general, whole]
    assert target_for(targets, metric="response", **asked[0]) is None


def test_priorities_begin_as_most_tools_have_them_and_an_agreement_may_differ(draft, alice):
    grid = [[priority_for(None, impact=impact, urgency=urgency) for urgency in (1, 2, 3)] for impact in (1, 2, 3)]
    assert grid == [[1, 2, 3], [2, 3, 4], [3, 4, 4]]
    set_priorities(draft, actor=alice, priorities={(3, 3): 5})
    assert [priority_for(draft.pk, impact=impact, urgency=3) for impact in (2, 3)] == [4, 5]

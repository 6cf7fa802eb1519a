"""The gates of a management review: who must be there, what must be said, and a signature that names its content."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.utils import timezone

from communication.domain import meetings
from communication.models import Meeting
from jobs.models import Mail
from leadership.domain.reviews import holding, planning, presenting
from leadership.domain.reviews.content import approved_content, content_sha256
from leadership.models import Review, ReviewBlock
from leadership.panels.review import shown
from measures.domain import duty
from people.calendar import today
from records.access.permits import Refused
from records.domain.errors import InputError, NotNowError, SeveralInputsError, StaleError, UnmetError
from records.domain.files import attach
from records.domain.write import write
from tests.factories import PersonFactory, ReviewFactory
from tests.leadership.reviews.conftest import (
    CONCLUSION,
    approved,
    attended,
    block,
    concluded,
    decided,
    frozen,
    held,
    looked_at,
    sign,
    submitted,
)
from tests.services.conftest import again

pytestmark = pytest.mark.django_db


def test_without_top_management_there_it_is_not_held(review, smr, director):
    frozen(review, smr)
    attended(review, smr, smr)
    with pytest.raises(InputError, match="Nobody of top management is there"):
        holding.hold(again(review), actor=smr)
    attended(review, smr, smr, director)
    assert holding.hold(again(review), actor=smr).state == "held"


def test_the_meeting_is_not_held_past_the_gates_of_its_review(review, smr, director):
    frozen(review, smr)
    with pytest.raises(UnmetError, match="management review"):
        meetings.hold(Meeting.objects.get(pk=review.meeting_id), actor=smr)
    submitted_meeting = submitted(review, smr, director).meeting
    with pytest.raises(UnmetError, match="management review"):
        write(Meeting.objects.get(pk=submitted_meeting.pk), actor=director, action="approve")


def test_an_input_that_nobody_looked_at_keeps_it_from_being_approved(review, smr, director):
    held(review, smr, director)
    looked_at(review, smr, but=["c3", "k"])
    concluded(review, smr)
    with pytest.raises(NotNowError, match="c3, k"):
        holding.submit(again(review), actor=smr)
    for code, why in (("c3", "No audit was due"), ("k", "Put off to May")):
        presenting.excuse(block(review, code), actor=smr, reason=why)
    assert holding.submit(again(review), actor=smr).state == "submitted"


def test_an_input_that_is_open_again_keeps_the_signature_back(review, smr, director):
    submitted(review, smr, director)
    ReviewBlock.objects.filter(review=review, code="e").update(considered=None)
    with pytest.raises(NotNowError, match="e"):
        sign(review, director)


@pytest.mark.parametrize("left_out", ["suitable", "adequate", "effective"])
def test_without_a_whole_conclusion_it_is_not_approved(review, smr, director, left_out):
    held(review, smr, director)
    looked_at(review, smr)
    said = {name: value for name, value in CONCLUSION.items() if not name.startswith(left_out)}
    holding.conclude(again(review), actor=smr, **said)
    with pytest.raises(NotNowError, match=left_out):
        holding.submit(again(review), actor=smr)


def test_a_verdict_needs_its_reason(review, smr, director):
    held(review, smr, director)
    with pytest.raises(InputError, match="Say why") as raised:
        holding.conclude(again(review), actor=smr, **{**CONCLUSION, "effective_why": "  "})
    assert raised.value.field == "effective_why"


def test_all_reasons_that_are_missing_are_named_at_once(review, smr, director):
    held(review, smr, director)
    with pytest.raises(SeveralInputsError) as raised:
        holding.conclude(again(review), actor=smr, suitable="yes", adequate="no", effective="yes")
    assert list(raised.value.by_field) == ["suitable_why", "adequate_why", "effective_why"]
    assert again(review).suitable == ""


def test_a_signature_asks_for_the_password(review, smr, director):
    submitted(review, smr, director)
    with pytest.raises(InputError, match="not your password"):
        sign(review, director, password="guessed")
    assert again(review).state == "submitted"


def test_a_signature_is_of_what_was_on_the_page(review, smr, director):
    submitted(review, smr, director)
    read = content_sha256(again(review))
    review.meeting.items.filter(title__startswith="h.").update(minutes="Slipped in")
    with pytest.raises(StaleError):
        sign(review, director, sha256=read)


def test_whoever_takes_the_minutes_does_not_sign_them(review, smr, director, give):
    give(smr, "top_management")
    submitted(review, smr, director)
    with pytest.raises(Refused):
        sign(review, smr)


def test_somebody_who_is_not_of_top_management_does_not_sign(review, smr, director):
    submitted(review, smr, director)
    stranger = PersonFactory()
    with pytest.raises(Refused):
        sign(review, stranger)


def test_what_was_signed_is_kept_and_nothing_of_it_changes(review, smr, director):
    held(review, smr, director)
    made = decided(review, smr, director, owner=smr, due=today() + timedelta(days=30))
    looked_at(review, smr)
    concluded(review, smr)
    holding.submit(again(review), actor=smr)
    done = sign(review, director)
    kept = approved_content(again(done))
    assert kept["conclusion"]["adequate"] == {
        "verdict": "changes",
        "words": "With changes",
        "why": "Two people are missing",
    }
    assert [each["led_to"] for each in kept["decisions"]] == [made.decision.led_to]
    assert kept["inputs_sha256"] == done.inputs_id
    for change in (
        lambda: ReviewBlock.objects.filter(review=review, code="h").update(comment="Later"),
        lambda: type(made).objects.filter(pk=made.pk).update(outcome="rejected"),
    ):
        with pytest.raises(DatabaseError, match="neither changed nor deleted"), transaction.atomic():
            change()


def test_it_is_not_held_on_a_day_to_come(smr, director):
    review = ReviewFactory(actor=smr, owner=smr, chair=director, starts=timezone.now() + timedelta(days=9))
    frozen(review, smr)
    attended(review, smr, smr, director)
    with pytest.raises(InputError, match="day to come"):
        holding.hold(again(review), actor=smr)
    assert again(review).state == "frozen"


def test_a_review_of_before_is_kept_as_history_once_its_minutes_are_attached(review, smr):
    with pytest.raises(InputError, match="Attach its minutes"):
        planning.keep_past(again(review), actor=smr)
    attach(review, SimpleUploadedFile("minutes.txt", b"We met."), actor=smr)
    assert planning.keep_past(again(review), actor=smr).state == "past"
    assert again(review).meeting.state == "approved"
    assert planning.before(Review(period_until=today() + timedelta(days=30))) == review


def test_a_review_that_was_approved_is_the_duty_done(review, smr, director):
    made = duty.adopt("management-review", actor=smr, owner=smr, first_due=today())
    duty.approve(again(made), actor=None)
    approved(review, smr, director)
    found = again(made)
    assert (found.last_done, found.last_evidence_id) == (timezone.localdate(review.meeting.starts), review.pk)


def coming(review):
    return set(review.meeting.participants.values_list("person", flat=True))


def test_whoever_presents_an_input_of_a_review_to_come_takes_part_in_its_meeting(smr, director, give):
    owner = PersonFactory()
    give(owner, "risk_compliance_manager")
    later = ReviewFactory(actor=smr, owner=smr, chair=director, starts=timezone.now() + timedelta(days=30))
    before = ReviewFactory(actor=smr, owner=smr, chair=director)
    assert (owner.pk in coming(later), owner.pk in coming(before)) == (True, False)


def test_a_presenter_who_is_named_is_to_come_and_is_invited_where_invitations_are_out(review, smr):
    named = PersonFactory()
    meetings.invite(review.meeting, actor=smr)
    Mail.objects.all().delete()
    planning.assign(again(review), actor=smr, presenters={"h": (named, None)})
    assert named.pk in coming(review)
    assert [mail.to for mail in Mail.objects.filter(subject__startswith="Invitation")] == [named.email]


def test_a_presenter_who_was_taken_out_stays_out_until_somebody_is_named_anew(review, smr):
    named, other = PersonFactory(), PersonFactory()
    planning.assign(again(review), actor=smr, presenters={"h": (named, None)})
    planning.change(again(review), actor=smr, people=[])
    assert named.pk not in coming(review)
    planning.assign(again(review), actor=smr, presenters={"g": (other, None), "h": (named, today())})
    assert (named.pk in coming(review), other.pk in coming(review)) == (False, True)
    assert shown(again(review), smr).staying_away == [(named.display_name, "h")]


def test_somebody_who_came_along_was_there_and_may_decide(review, smr, director):
    held(review, smr, director)
    guest = PersonFactory()
    holding.bring_along(again(review), actor=smr, person=guest)
    assert review.meeting.participants.get(person=guest).attendance == "attended"
    assert decided(review, smr, guest, outcome="deferred").decision.decided_by == guest
    with pytest.raises(Refused):
        holding.bring_along(again(review), actor=guest, person=PersonFactory())


def test_after_it_was_submitted_nobody_came_along(review, smr, director):
    submitted(review, smr, director)
    with pytest.raises(NotNowError):
        holding.bring_along(again(review), actor=smr, person=PersonFactory())

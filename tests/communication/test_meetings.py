"""Meetings: invited by mail, minutes taken by several at once, decisions that lead to actions, approval by the chair."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.core import mail

from communication.domain import agenda, meetings
from communication.domain.invitations import calendar_of
from communication.domain.minutes_text import minutes_sha256
from communication.models import AgendaItem, Decision, Meeting, Participant
from improvement.domain import actions
from improvement.models import Action
from jobs.domain.carrying import carry_out
from jobs.domain.queue import claim
from jobs.models import Mail
from measures.domain.measuring import Entry, measure
from people.calendar import today
from records.access.permits import Refused
from records.domain.errors import InputError, NotNowError, StaleError
from records.domain.write import write
from records.models import Record, Task
from tests.factories import ContactFactory, MeetingFactory, OrganisationFactory
from tests.measures.conftest import indicator_with

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.fixture
def meeting(alice, bob, charlie):
    """Alice chairs, Bob writes the minutes, Charlie comes too."""
    return MeetingFactory(actor=alice, chair=alice, minute_taker=bob, people=[charlie])


def fresh(meeting):
    return Meeting.objects.get(pk=meeting.pk)


def held(meeting, actor):
    meetings.hold(fresh(meeting), actor=actor)
    said = dict.fromkeys(meeting.participants.values_list("pk", flat=True), "attended")
    agenda.say_attendance(meeting, actor=actor, said=said)
    return fresh(meeting)


def drafted(meeting, bob):
    held(meeting, bob)
    meetings.submit(fresh(meeting), actor=bob)
    return fresh(meeting)


def test_an_invitation_goes_to_everybody_with_the_meeting_for_their_calendar(meeting, alice):
    guest = ContactFactory(actor=alice, title="Gus Guest", email="gus@bank.example")
    meetings.change(fresh(meeting), actor=alice, people=[], contacts=[guest], agenda=None)
    meetings.invite(fresh(meeting), actor=alice)
    sent = {each.to: each for each in Mail.objects.all()}
    assert set(sent) == {"gus@bank.example", *(p.email for p in (meeting.chair, meeting.minute_taker))}
    file = sent["gus@bank.example"].enclosed_text.replace("\r\n ", "")
    assert "METHOD:REQUEST" in file
    assert f"DTSTART:{meeting.starts:%Y%m%dT%H%M%SZ}" in file
    assert (
        'ATTENDEE;CN="Gus Guest";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:gus@bank.example' in file
    )
    assert "/communication/" not in sent["gus@bank.example"].text


def test_a_meeting_that_was_moved_is_sent_again_as_the_newer_one(meeting, alice):
    meetings.invite(fresh(meeting), actor=alice)
    moved = fresh(meeting)
    moved.place = "Room 4"
    meetings.change(moved, actor=alice)
    assert "SEQUENCE:1" in Mail.objects.order_by("-pk")[0].enclosed_text
    meetings.call_off(fresh(meeting), actor=alice, reason="Ill")
    last = Mail.objects.order_by("-pk")[0]
    assert ("METHOD:CANCEL" in last.enclosed_text, "SEQUENCE:2" in last.enclosed_text) == (True, True)


def test_the_mail_carries_the_file_and_forgets_it_once_sent(meeting, alice):
    meetings.invite(fresh(meeting), actor=alice)
    while job := claim("test"):
        carry_out(job)
    assert len(mail.outbox) == 3
    name, content, media_type = mail.outbox[0].attachments[0]
    assert (name, media_type.split(";")[0]) == ("invitation.ics", "text/calendar")
    assert "BEGIN:VEVENT" in content
    assert set(Mail.objects.values_list("enclosed_text", flat=True)) == {""}


def test_two_scribes_at_one_point_lose_nothing(meeting, alice, bob):
    item = meeting.items.first()
    agenda.write_minutes(item, actor=bob, minutes="Two complaints", version=0)
    with pytest.raises(agenda.ChangedMeanwhileError) as refused:
        agenda.write_minutes(item, actor=alice, minutes="One was settled", version=0)
    assert (refused.value.item.minutes, refused.value.item.version) == ("Two complaints", 1)
    agenda.write_both(item, actor=alice, minutes="One was settled")
    item.refresh_from_db()
    assert item.minutes == "Two complaints\n\nOne was settled"
    agenda.write_both(item, actor=bob, minutes="Two complaints of one customer")
    item.refresh_from_db()
    assert item.minutes == "Two complaints\n\nOne was settled\n\nof one customer"


@pytest.mark.parametrize(
    ("theirs", "mine", "both"),
    [
        ("", "Mine", "Mine"),
        ("Theirs", "", "Theirs"),
        ("The desk", "The desk is thin", "The desk is thin"),
        ("The desk is thin", "The desk", "The desk is thin"),
        ("The desk is thin", "The door", "The desk is thin\n\ndoor"),
        ("Thin.\n\nSay why", "Thin.\r\nAnd dear", "Thin.\n\nSay why\n\nAnd dear"),
    ],
)
def test_what_two_began_with_stands_once(theirs, mine, both):
    assert agenda.theirs_then_mine(theirs, mine) == both


def test_the_page_shows_both_texts_and_keeps_what_was_typed(meeting, alice, bob, client_of):
    item, page = meeting.items.first(), f"{meeting.page_url}minutes/{meeting.items.first().pk}/"
    agenda.write_minutes(item, actor=bob, minutes="Two complaints", version=0)
    answer = client_of(alice).post(page, {"minutes": "Mine, typed", "version": "0"})
    assert answer.status_code == 409
    assert all(text in answer.content.decode() for text in ("Two complaints", "Mine, typed"))
    piece = client_of(alice).post(page, {"minutes": "Mine", "version": "0"}, headers={"HX-Request": "true"})
    assert (piece.status_code, "Two complaints" in piece.content.decode()) == (422, True)
    saved = client_of(alice).post(page, {"minutes": "Mine", "version": "1"}, headers={"HX-Request": "true"})
    assert (saved.status_code, 'name="version" value="2"' in saved.content.decode()) == (200, True)


def test_a_decision_leads_to_an_action_in_the_same_step(meeting, alice, bob, charlie):
    about = {"what": "Call the bank", "decided_by": alice, "item": meeting.items.first()}
    with pytest.raises(InputError) as refused:
        agenda.decide(meeting, actor=bob, owner=charlie, **about)
    assert (refused.value.field, Decision.objects.count()) == ("due", 0)
    made = agenda.decide(meeting, actor=bob, owner=charlie, due=today(), **about)
    action = Action.objects.get(pk=made.action_id)
    assert (action.source_id, action.origin, action.owner, action.title) == (
        meeting.pk,
        "meeting",
        charlie,
        "Call the bank",
    )
    with pytest.raises(InputError):
        agenda.decide(meeting, actor=bob, owner=charlie, due=today() - timedelta(days=1), **about)
    assert Decision.objects.count() == 1


def test_the_chair_approves_exactly_what_was_read_and_it_is_kept(meeting, alice, bob):
    draft = drafted(meeting, bob)
    assert Task.objects.get(record=meeting.pk, kind="approve", done=None).assignee == alice
    read = minutes_sha256(draft)
    agenda.write_minutes(draft.items.first(), actor=bob, minutes="One thing more", version=0)
    with pytest.raises(StaleError):
        meetings.approve(fresh(meeting), actor=alice, sha256=read)
    meetings.approve(fresh(meeting), actor=alice, sha256=minutes_sha256(fresh(meeting)))
    done = fresh(meeting)
    assert (done.state, done.minutes_id, done.approved_by) == ("approved", minutes_sha256(done), alice)
    with pytest.raises(NotNowError):
        agenda.write_minutes(done.items.first(), actor=bob, minutes="Afterwards", version=1)


def test_whoever_took_the_minutes_does_not_approve_them(alice, bob):
    own = MeetingFactory(actor=alice, chair=alice, minute_taker=alice, people=[bob])
    drafted(own, alice)
    with pytest.raises(Refused, match="not who takes the minutes"):
        meetings.approve(fresh(own), actor=alice, sha256=minutes_sha256(own))


def test_minutes_are_given_for_approval_once_somebody_was_there(meeting, bob):
    meetings.hold(fresh(meeting), actor=bob)
    with pytest.raises(InputError):
        meetings.submit(fresh(meeting), actor=bob)


def test_a_point_with_minutes_stays_on_the_agenda(meeting, alice, bob):
    agenda.write_minutes(meeting.items.first(), actor=bob, minutes="Said", version=0)
    with pytest.raises(InputError) as refused:
        meetings.change(fresh(meeting), actor=alice, agenda="Figures")
    assert refused.value.field == "agenda"
    meetings.change(fresh(meeting), actor=alice, agenda="Plans\nComplaints | Bob")
    points = [
        (item.place, item.title, item.presenter, item.minutes) for item in AgendaItem.objects.filter(meeting=meeting)
    ]
    assert points == [(1, "Plans", "", ""), (2, "Complaints", "Bob", "Said")]


def test_times_are_by_the_clock_of_the_place(alice, client_of):
    answers = {"token": "t", "version": "0", "title": "Review", "type": "other", "time_zone": "Europe/Berlin",
               "starts": "2026-10-25T03:30", "ends": "2026-10-25T04:30", "chair": alice.pk, "minute_taker": alice.pk}  # fmt: skip
    assert client_of(alice).post("/communication/meetings/new/", answers).status_code == 302
    made = Meeting.objects.get()
    assert (made.starts, made.ends) == (NIGHT + timedelta(hours=2), NIGHT + timedelta(hours=3))
    assert b"DTSTART:20261025T023000Z" in calendar_of(made)
    skipped = {**answers, "token": "u", "starts": "2026-03-29T02:30", "ends": "2026-03-29T04:00"}
    page = client_of(alice).post("/communication/meetings/new/", skipped)
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["starts"])


def test_those_who_come_to_a_restricted_meeting_see_it(alice, bob, charlie):
    closed = MeetingFactory(actor=alice, restricted=True, people=[bob])
    seen = [Record.objects.visible_to(person).filter(pk=closed.pk).exists() for person in (bob, charlie)]
    assert seen == [True, False]


def test_a_record_shows_the_meetings_about_it(alice, client_of):
    bank = OrganisationFactory(actor=alice)
    MeetingFactory(actor=alice, about=bank, title="Yearly talk")
    assert "Yearly talk" in client_of(alice).get(bank.page_url).content.decode()


def test_attendance_is_said_by_those_who_run_it_alone(meeting, charlie, client_of):
    who = meeting.participants.get(person=charlie)
    assert (
        client_of(charlie).post(f"{meeting.page_url}minutes/", {f"attendance-{who.pk}": "attended"}).status_code == 403
    )
    assert Participant.objects.get(pk=who.pk).attendance == "invited"


def test_what_is_still_open_and_what_misses_its_target_is_brought_to_the_agenda(alice, bob, charlie, client_of):
    bank = OrganisationFactory(actor=bob, title="Bank")
    actions.raise_action(bank, actor=bob, title="Call them", owner=alice, due=today())
    hidden = actions.raise_action(bank, actor=bob, title="Not for everybody", owner=alice, due=today())
    hidden.restricted = True
    write(hidden, actor=None, action="edit")
    indicator = indicator_with(actor=alice, owner=alice, title="Kept promises", about=bank)
    first = (today().replace(day=1) - timedelta(days=1)).replace(day=1)
    measure(indicator, Entry(value=Decimal(3)), actor=alice, first=first)
    meeting = MeetingFactory(actor=alice, owner=alice, about=bank, type="service_review")
    page = client_of(charlie).get(meeting.page_url).content.decode()
    assert ("Call them" in page, "Kept promises" in page, "Not for everybody" in page) == (True, True, False)
    other = MeetingFactory(actor=alice, owner=alice, type="workshop")
    assert "Call them" not in client_of(charlie).get(other.page_url).content.decode()


def test_nobody_is_called_invited_before_invitations_went_out(meeting, alice, client_of):
    def said_where(word):
        pages = [client_of(alice).get(f"{meeting.page_url}{page}").content.decode() for page in ("", "minutes/")]
        return [f'quiet">{word}</span>' in pages[0], f"selected>{word}</option>" in pages[1]]

    assert (said_where("Not invited yet"), said_where("Invited")) == ([True, True], [False, False])
    meetings.invite(fresh(meeting), actor=alice)
    assert (said_where("Not invited yet"), said_where("Invited")) == ([False, False], [True, True])


def test_who_strikes_a_decision_reads_what_it_raised(meeting, alice, bob, client_of):
    held(meeting, bob)
    made = agenda.decide(fresh(meeting), actor=bob, what="Call them", decided_by=alice, owner=bob, due=today())
    page = f"{meeting.page_url}decisions/{made.pk}/strike/"
    said = client_of(alice).get(page).content.decode()
    assert ("stays as it is" in said, f'href="{made.action.page_url}"' in said) == (True, True)
    bare = agenda.decide(fresh(meeting), actor=bob, what="Noted", decided_by=alice)
    assert "stays as it is" not in client_of(alice).get(page.replace(str(made.pk), str(bare.pk))).content.decode()

"""From opening to closing: who works on a ticket, what its clocks say meanwhile, and what cannot be."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from agreements.models import PriorityRule
from operations.domain import working
from operations.domain.merging import merge
from operations.domain.steps import add_steps, finish_step, leave_out_step, numbered_steps, take_steps
from operations.models import Incident, Team, TicketPause
from records.access.permits import Refused
from records.domain.comments import add_comment
from records.domain.errors import InputError, NotNowError
from records.models import Comment, Event, Notice
from tests.factories import IncidentFactory, ServiceRequestFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident(alice, mail, agreement, desk):
    return IncidentFactory(actor=alice, title="No mail", service=mail, impact=1, urgency=2)


def refused_at(verb, *args, **kwargs):
    with pytest.raises(InputError) as found:
        verb(*args, **kwargs)
    return found.value.field


def test_the_service_alone_says_whose_it_is_and_by_which_agreement_it_is_counted(incident, agreement):
    assert (incident.customer, incident.agreement, incident.priority) == (agreement.customer, agreement, 2)
    assert incident.due_at == incident.opened_at.replace(microsecond=0) + timedelta(hours=1)


def test_impact_and_urgency_make_the_priority_until_a_reason_is_given_for_another(alice, mail, agreement):
    incident = working.create_incident(
        Incident(title="Down", owner=alice, service=mail, impact=1, urgency=1, priority=None), actor=alice
    )
    assert (incident.priority, incident.computed_priority) == (1, 1)
    incident.priority = 4
    assert refused_at(working.edit_incident, incident, actor=alice) == "priority_reason"
    incident.priority_reason = "Nobody works at night"
    working.edit_incident(incident, actor=alice)
    assert (incident.priority, incident.computed_priority) == (4, 1)
    incident.priority = None
    working.edit_incident(incident, actor=alice)
    assert (incident.priority, incident.priority_reason) == (1, "")


def test_without_a_table_the_priority_is_the_one_chosen(alice, installation):
    PriorityRule.objects.all().delete()
    made = working.create_incident(Incident(title="Down", impact=1, urgency=1, priority=2), actor=alice)
    assert (made.priority, made.computed_priority) == (2, None)
    assert (
        working.create_incident(Incident(title="Down", impact=1, urgency=1, priority=None), actor=alice).priority == 3
    )


def test_an_incident_may_have_happened_before_it_is_written_down_but_not_later(alice, mail, agreement):
    earlier = timezone.now() - timedelta(hours=3)
    incident = IncidentFactory(actor=alice, service=mail, opened_at=earlier)
    assert incident.opened_at == earlier < incident.created
    assert incident.due_at < timezone.now()
    incident.opened_at = timezone.now() + timedelta(minutes=2)
    assert refused_at(working.edit_ticket, incident, actor=alice) == "opened_at"


def test_it_was_not_resolved_before_it_was_opened_nor_opened_after_somebody_answered(alice, incident):
    yesterday = timezone.now() - timedelta(days=1)
    field = refused_at(working.resolve, incident, actor=alice, resolution="Done", at=yesterday)
    incident = Incident.objects.get()
    assert (field, incident.state) == ("at", "new")
    tomorrow = timezone.now() + timedelta(days=1)
    assert refused_at(working.resolve, incident, actor=alice, resolution="Done", at=tomorrow) == "at"
    incident = working.take(Incident.objects.get(), actor=alice)
    incident.opened_at = incident.responded_at + timedelta(microseconds=1)
    assert refused_at(working.edit_ticket, incident, actor=alice) == "opened_at"


def test_who_takes_it_answers_it_and_has_it(incident, bob):
    working.assign(incident, actor=None, owner=bob)
    assert incident.reassigned == 1
    taken = working.take(incident, actor=bob)
    assert (taken.state, taken.owner, taken.responded_at is not None) == ("in_progress", bob, True)
    assert taken.reassigned == 1


def test_giving_it_to_others_is_counted_and_tells_them(incident, desk, alice, bob):
    assert incident.reassigned == 0
    working.assign(incident, actor=alice, team=desk, owner=bob)
    assert (incident.team, incident.owner, incident.reassigned) == (desk, bob, 1)
    assert Notice.objects.get(person=bob).kind == "ticket"
    assert refused_at(working.assign, incident, actor=alice, team=desk, owner=bob) == "owner"
    dissolved = Team(state="dissolved")
    assert refused_at(working.assign, incident, actor=alice, team=dissolved) == "team"


def test_waiting_stops_the_clock_and_its_end_moves_what_is_due(incident, alice):
    working.hold(incident, actor=alice, waits_for="caller", reason="Asked for the error")
    assert incident.state == "on_hold"
    working.resume(incident, actor=alice)
    pause = TicketPause.objects.get()
    assert (pause.waits_for, pause.end is not None, incident.waits_for) == ("caller", True, "")


def test_a_resolution_in_the_past_ends_the_pause_no_earlier_than_it_began(alice, mail, agreement):
    incident = IncidentFactory(actor=alice, service=mail, opened_at=timezone.now() - timedelta(hours=2))
    working.hold(incident, actor=alice, waits_for="caller", reason="Asked")
    working.resolve(incident, actor=alice, resolution="It was there", at=timezone.now() - timedelta(hours=1))
    pause = TicketPause.objects.get()
    assert pause.end == pause.start
    assert incident.elapsed in {3600, 3601}


def test_a_closed_ticket_opens_again_and_says_how_often(incident, alice):
    working.resolve(incident, actor=alice, resolution="Restarted")
    working.close(incident, actor=alice)
    working.reopen(incident, actor=alice, reason="It is back")
    assert (incident.state, incident.reopened, incident.resolved_at, incident.closed_at) == (
        "in_progress",
        1,
        None,
        None,
    )
    assert incident.due_at is not None


def test_duplicates_end_their_comments_go_along_and_both_timelines_tell(incident, alice, bob, mail):
    other = IncidentFactory(actor=bob, title="Mail is gone", service=mail, caller="Ines")
    add_comment(other, actor=bob, text="On the third floor")
    merge(other, actor=bob, into=incident)
    assert (other.state, other.duplicate_of, other.due_at) == ("cancelled", incident, None)
    said = Comment.objects.get(record=incident.pk)
    assert (said.text, said.author, said.at) == (f"{other.reference}: On the third floor", bob, other.comments.get().at)
    told = {
        (event.record_id, event.action, event.detail["other"])
        for event in Event.objects.filter(action__in=("merge", "merged"))
    }
    assert told == {(other.pk, "merge", incident.pk), (incident.pk, "merged", other.pk)}


def test_nothing_is_the_same_as_itself_nor_as_what_is_over(incident, alice, bob):
    other, third = IncidentFactory(actor=alice), IncidentFactory(actor=alice)
    assert refused_at(merge, incident, actor=alice, into=incident) == "into"
    merge(other, actor=alice, into=incident)
    assert refused_at(merge, third, actor=alice, into=other) == "into"
    assert (
        refused_at(merge, Incident.objects.get(pk=incident.pk), actor=alice, into=Incident.objects.get(pk=third.pk))
        == "into"
    )


def test_who_has_no_part_in_it_does_not_work_on_it(incident, charlie):
    for verb, more in ((working.take, {}), (working.hold, {"waits_for": "caller", "reason": "r"})):
        with pytest.raises(Refused):
            verb(Incident.objects.get(), actor=charlie, **more)
    assert TicketPause.objects.count() == 0


def test_a_member_of_its_team_works_on_it(incident, desk, bob):
    working.assign(incident, actor=None, team=desk)
    assert working.take(Incident.objects.get(), actor=bob).owner == bob


def test_steps_are_those_that_the_text_numbers():
    text = "# How\n\n1. First\n   1. inner\n2) Second\n- no step\n\n3. Third"
    assert numbered_steps(text) == ["First", "Second", "Third"]


@pytest.mark.parametrize("factory", [IncidentFactory, ServiceRequestFactory])
def test_it_is_resolved_once_every_step_is_done_or_left_out_with_a_reason(factory, alice, installation):
    ticket = factory(actor=alice)
    take_steps(ticket, ["Look", "Mend"], source="PRO-001 1.0", actor=alice)
    with pytest.raises(NotNowError):
        take_steps(ticket, ["Look", "Mend"], source="PRO-001 1.0", actor=alice)
    with pytest.raises(NotNowError, match="2 steps are open"):
        working.resolve(ticket, actor=alice, resolution="Done")
    finish_step(ticket, 1, actor=alice)
    assert refused_at(leave_out_step, ticket, 2, actor=alice, deviation=" ") == "deviation"
    leave_out_step(ticket, 2, actor=alice, deviation="It mended itself")
    ticket = type(ticket).objects.get(pk=ticket.pk)
    assert working.resolve(ticket, actor=alice, resolution="Done").state == "resolved"
    with pytest.raises(NotNowError):
        finish_step(ticket, 1, actor=alice)


def test_steps_of_another_are_nobody_elses_to_tick(alice, charlie, installation):
    ticket = IncidentFactory(actor=alice)
    add_steps(ticket, ["Look"], source="here")
    with pytest.raises(Refused):
        finish_step(ticket, 1, actor=charlie)

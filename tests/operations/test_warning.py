"""Whoever works on a ticket is told that its target is about to be missed, and that it was: each once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from operations.domain import working
from operations.domain.warning import warn
from records.models import Notice
from tests.factories import IncidentFactory
from tests.operations.test_major import Progress, told

pytestmark = pytest.mark.django_db


def ago(**span):
    return timezone.now() - timedelta(**span)


def answered(incident, actor):
    working.take(incident, actor=actor)
    Notice.objects.all().delete()
    return incident


def test_it_is_told_once_that_it_is_due_soon_and_once_that_it_was_missed(alice, mail, agreement):
    incident = answered(IncidentFactory(actor=alice, title="Slow", service=mail, opened_at=ago(hours=7)), alice)
    warn(Progress())
    warn(Progress())
    at = timezone.localtime(incident.due_at).strftime("%H:%M")
    assert told(alice) == [f"Resolution of {incident.reference} Slow is due at {at}"]
    incident.opened_at = ago(hours=9)
    working.edit_ticket(incident, actor=alice)
    warn(Progress())
    warn(Progress())
    assert [words.split(" ")[-3] for words in told(alice)] == ["due", "due"]
    assert "was due at" in told(alice)[1]


def test_one_that_nobody_has_is_told_to_its_team_and_each_clock_apart(alice, bob, mail, agreement, desk):
    incident = IncidentFactory(actor=alice, service=mail, opened_at=ago(hours=9), team=desk)
    incident.owner = None
    working.edit_ticket(incident, actor=None)
    Notice.objects.all().delete()
    warn(Progress())
    for person in (alice, bob):
        assert sorted(words.split(" ")[0] for words in told(person)) == ["Resolution", "Response"]


def test_what_stands_still_is_over_or_has_time_is_told_to_nobody(alice, mail, agreement):
    held = IncidentFactory(actor=alice, service=mail, opened_at=ago(hours=7.5))
    working.hold(held, actor=alice, waits_for="caller", reason="r")
    done = IncidentFactory(actor=alice, service=mail, opened_at=ago(hours=7.5))
    working.resolve(done, actor=alice, resolution="r")
    IncidentFactory(actor=alice, service=mail)
    answered(IncidentFactory(actor=alice, service=mail), alice)
    warn(Progress())
    assert [words for words in told(alice) if "Resolution" in words] == []


def test_after_another_target_holds_it_is_told_of_that_one(alice, mail, agreement, table):
    incident = answered(IncidentFactory(actor=alice, service=mail, impact=3, urgency=3, opened_at=ago(hours=7)), alice)
    warn(Progress())
    incident.impact = incident.urgency = 1
    working.edit_ticket(incident, actor=alice)
    warn(Progress())
    assert ["was due" in words for words in told(alice)] == [False, True]

"""What the clock asks for, it asks for once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jobs.domain import schedule
from jobs.domain.carrying import carry_out
from jobs.domain.queue import claim, enqueue
from jobs.domain.schedule import tick
from jobs.kinds import Schedule
from jobs.models import Job
from shell.registry import registry

pytestmark = pytest.mark.django_db
HOURLY = Schedule(key="test.hourly", job="test.refuse", every=timedelta(hours=1))


def asked_for():
    return Job.objects.filter(kind="test.refuse").count()


def test_an_interval_is_asked_for_once_by_however_many_schedulers():
    with registry.temporarily(HOURLY):
        tick()
        tick()
    assert asked_for() == 1


def test_the_next_interval_is_asked_for_and_a_clock_set_back_asks_for_none_twice(monkeypatch):
    now = timezone.now()
    with registry.temporarily(HOURLY):
        for moved in (0, 1, 0, 1, 2):
            monkeypatch.setattr(schedule.timezone, "now", lambda moved=moved: now + timedelta(hours=moved))
            tick()
    assert asked_for() == 3


def test_what_was_done_long_ago_and_for_nobody_is_forgotten(alice):
    for actor in (alice, None):
        enqueue("test.count", actor=actor, upto=1)
        carry_out(claim("w"))
    Job.objects.update(ended=timezone.now() - timedelta(days=31))
    enqueue("jobs.forget")
    carry_out(claim("w"))
    assert list(Job.objects.filter(kind="test.count").values_list("requested_by", flat=True)) == [alice.pk]

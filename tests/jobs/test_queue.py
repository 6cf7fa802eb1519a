"""Asking for jobs, taking them, losing workers: nothing is lost and nothing is done twice."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from jobs.domain.carrying import carry_out
from jobs.domain.queue import LEASE, cancel, claim, claim_this, enqueue, retry, sweep
from jobs.models import Job
from tests.threads import at_once

pytestmark = pytest.mark.django_db


def put_back_leases(by):
    Job.objects.filter(state="running").update(lease_until=timezone.now() + by)


def test_a_job_is_asked_for_with_the_transaction_or_not_at_all(alice):
    with transaction.atomic():
        enqueue("test.count", actor=alice, upto=3)
        transaction.set_rollback(True)
    assert Job.objects.count() == 0


def test_asking_twice_by_one_key_is_one_job_also_when_it_is_over():
    first = enqueue("test.count", key="march", upto=1)
    carry_out(claim("w"))
    second = enqueue("test.count", key="march", upto=1)
    assert (first.pk, Job.objects.count(), claim("w")) == (second.pk, 1, None)


def test_a_kind_that_no_room_declares_cannot_be_asked_for():
    with pytest.raises(KeyError):
        enqueue("test.nothing")


def test_jobs_are_taken_in_their_order_each_once_and_not_before_their_time():
    later = enqueue("test.count", not_before=timezone.now() + timedelta(minutes=5), upto=1)
    first, second = enqueue("test.count", upto=1), enqueue("test.count", upto=1)
    assert [claim("a").pk, claim("b").pk, claim("c")] == [first.pk, second.pk, None]
    Job.objects.filter(pk=later.pk).update(not_before=timezone.now())
    assert claim("c").pk == later.pk
    assert claim_this(later.pk, "d") is None


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_at_once_each_gets_another_job():
    for _ in range(6):
        enqueue("test.count", upto=1)
    taken = []
    raised = at_once(*[lambda name=name: taken.append(claim(f"w{name}").pk) for name in range(6)])
    assert (raised, len(set(taken))) == ([], 6)


def test_a_job_whose_worker_is_gone_is_given_back_when_its_lease_ends():
    job = enqueue("test.count", upto=1)
    claim("gone")
    assert (sweep(), claim("other")) == (0, None)
    put_back_leases(-timedelta(seconds=1))
    assert sweep() == 1
    Job.objects.update(not_before=None)
    assert claim("other").pk == job.pk


def test_a_clock_set_back_an_hour_holds_no_job_back():
    job = enqueue("test.count", upto=1)
    claim("gone")
    put_back_leases(timedelta(hours=1))
    assert sweep() == 1
    Job.objects.filter(pk=job.pk).update(not_before=timezone.now() + timedelta(hours=3))
    assert claim("other").pk == job.pk


def test_a_job_that_loses_every_worker_fails_and_says_so():
    enqueue("test.count", upto=1)
    for _ in range(3):
        Job.objects.update(not_before=None)
        claim("gone")
        put_back_leases(-timedelta(seconds=1))
        sweep()
    job = Job.objects.get()
    assert (job.state, job.error) == ("failed", "The process that worked on it ended")


def test_a_worker_that_lost_its_lease_ends_nothing(alice):
    enqueue("test.count", upto=2)
    slow = claim("slow")
    put_back_leases(-2 * LEASE)
    sweep()
    Job.objects.update(not_before=None)
    fast = claim("fast")
    carry_out(slow)
    assert Job.objects.get().worker == "fast"
    carry_out(fast)
    assert (Job.objects.get().state, Job.objects.get().attempts) == ("done", 2)


def test_a_job_of_a_kind_that_is_gone_holds_the_sweep_up_for_nobody():
    gone, sound = Job.objects.create(kind="test.forgotten"), enqueue("test.count", upto=1)
    claim("gone")
    claim("gone too")
    put_back_leases(-timedelta(seconds=1))
    assert sweep() == 2
    gone.refresh_from_db()
    sound.refresh_from_db()
    assert (gone.state, sound.state) == ("failed", "queued")


class TestCancelling:
    def test_what_waits_is_cancelled_at_once(self, alice):
        job = enqueue("test.count", actor=alice, upto=1)
        cancel(job, actor=alice)
        assert (Job.objects.get().state, claim("w")) == ("cancelled", None)

    def test_what_runs_stops_at_its_next_sign_of_life(self, alice):
        enqueue("test.count", actor=alice, upto=5)
        running = claim("w")
        cancel(running, actor=alice)
        carry_out(running)
        assert (Job.objects.get().state, Job.objects.get().result_words) == ("cancelled", "")

    def test_what_is_over_stays_so(self, alice):
        job = enqueue("test.count", actor=alice, upto=1)
        carry_out(claim("w"))
        cancel(job, actor=alice)
        assert Job.objects.get().state == "done"

    def test_others_may_not_and_administrators_may(self, alice, bob, admin):
        job = enqueue("test.count", actor=alice, upto=1)
        for verb in (cancel, retry):
            with pytest.raises(PermissionDenied):
                verb(job, actor=bob)
        cancel(job, actor=admin)
        cancelled = Job.objects.get().state
        retry(job, actor=admin)
        assert (cancelled, claim("w").pk) == ("cancelled", job.pk)

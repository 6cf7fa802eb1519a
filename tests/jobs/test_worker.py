"""Real worker processes: they work, are killed, meet jobs that hang or grow, and stop when told to."""

import os
import signal
from datetime import timedelta

import pytest
from django.utils import timezone

from jobs.domain.queue import enqueue
from jobs.models import Job
from tests.live_processes import WORK, running, until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def worker(transactional_db):
    """``manage.py work`` on the database of the test."""
    with running(*WORK) as process:
        yield process


def wait_for(job, state):
    until(Job.objects.filter(pk=job.pk, state=state).exists)
    job.refresh_from_db()
    return job


def test_a_job_that_hangs_or_grows_is_ended_in_words_and_the_worker_lives_on(worker):
    hanging, growing, sound = (
        enqueue(kind, **more) for kind, more in (("test.hang", {}), ("test.grow", {}), ("test.count", {"upto": 3}))
    )
    assert "took longer than" in wait_for(hanging, "failed").error
    assert "more memory than 400 MB" in wait_for(growing, "failed").error
    assert wait_for(sound, "done").result_words == "Counted to 3"


def test_a_job_whose_process_is_killed_is_done_by_another(worker):
    job = enqueue("test.count", upto=20, pause=0.1)
    pid = int(wait_for(job, "running").worker.rpartition(":")[2])
    os.kill(pid, signal.SIGKILL)
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert wait_for(job, "done").attempts == 2


def test_a_worker_that_is_told_to_stop_ends_its_job_first(worker):
    job = enqueue("test.count", upto=10, pause=0.1)
    wait_for(job, "running")
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=25) == 0
    job.refresh_from_db()
    assert job.state == "done"

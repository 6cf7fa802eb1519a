"""The thread beside a job bears a database that refuses, and ends the process before another could take the job."""

from contextlib import contextmanager
from threading import Thread

import pytest
from django.db import connection

from jobs import watch
from jobs.domain.carrying import carry_out
from jobs.domain.queue import claim, enqueue
from jobs.models import Job
from tests.live_processes import start, until

pytestmark = pytest.mark.django_db(transaction=True)

MOVED = "OLD.lease_until IS NOT NULL AND NEW.lease_until IS NOT NULL"
REFUSING = {
    "sqlite": [
        f"CREATE TRIGGER refusing BEFORE UPDATE OF lease_until ON jobs_job WHEN {MOVED} BEGIN SELECT RAISE(ABORT, 'the disk is full'); END",
    ],
    "postgresql": [
        "CREATE FUNCTION refuse() RETURNS trigger AS $$ BEGIN RAISE 'the disk is full'; END $$ LANGUAGE plpgsql",
        f"CREATE TRIGGER refusing BEFORE UPDATE OF lease_until ON jobs_job FOR EACH ROW WHEN ({MOVED}) EXECUTE FUNCTION refuse()",
    ],
}
TAKING_AGAIN = {
    "sqlite": ["DROP TRIGGER refusing"],
    "postgresql": ["DROP TRIGGER refusing ON jobs_job", "DROP FUNCTION refuse()"],
}


def run(statements):
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)


@contextmanager
def leases_refused():
    """A database in which no lease is moved on."""
    run(REFUSING)
    try:
        yield
    finally:
        run(TAKING_AGAIN)


@contextmanager
def carried_out(job):
    """A job that runs in a thread of its own until it is cancelled."""

    def carry():
        carry_out(job)
        connection.close()

    thread = Thread(target=carry)
    thread.start()
    try:
        yield
    finally:
        Job.objects.update(cancel_asked=True)
        thread.join(timeout=20)


@pytest.fixture
def job():
    enqueue("test.count", upto=1000, pause=0.1)
    return claim("w")


def lease():
    return Job.objects.get().lease_until


def test_a_lease_that_could_not_be_moved_on_is_moved_on_as_soon_as_the_database_takes_it(job, monkeypatch, caplog):
    monkeypatch.setattr(watch, "EVERY", 0.05)
    monkeypatch.setattr(watch, "BEAT", 0.1)
    with carried_out(job):
        until(lambda: lease() > job.lease_until)
        with leases_refused():
            until(lambda: "could not be moved on" in caplog.text)
            refused_at = lease()
        until(lambda: lease() > refused_at)
    assert "the disk is full" in caplog.text
    assert Job.objects.get().state == "cancelled"


IMPATIENT = """
import django; django.setup()
from datetime import timedelta
from jobs import watch
from jobs.domain.carrying import carry_out
from jobs.domain.queue import claim
watch.EVERY, watch.BEAT, watch.MARGIN, watch.LEASE = 0.05, 0.1, 0.1, timedelta(seconds=1)
carry_out(claim("w"))
"""


@contextmanager
def begun_elsewhere():
    """A process whose leases last a second, and which has begun the next job."""
    process = start("-c", IMPATIENT)
    until(lambda: Job.objects.get().note)
    yield process
    process.communicate(timeout=30)


def test_a_process_that_cannot_keep_its_job_ends_itself_before_another_takes_it():
    enqueue("test.count", upto=1, pause=40)
    with leases_refused(), begun_elsewhere() as process:
        pass
    job = Job.objects.get()
    assert (process.returncode, job.state) == (watch.EXIT_CODE, "queued")
    assert job.error == "It could not be kept by its worker and was ended"


def test_a_process_whose_job_was_given_to_another_ends_itself_though_the_job_says_nothing():
    enqueue("test.count", upto=1, pause=40)
    with begun_elsewhere() as process:
        Job.objects.update(worker="another")
    assert (process.returncode, Job.objects.get().worker) == (watch.EXIT_CODE, "another")

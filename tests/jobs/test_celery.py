"""Real Celery processes and a real Redis: killed, and made to forget everything, they lose no job and double none."""

from datetime import timedelta

import pytest
import redis
from django.conf import settings
from django.utils import timezone

from jobs.domain.queue import RESEND_AFTER, enqueue
from jobs.models import Job, Mail
from tests.live_processes import CELERY_BEAT, CELERY_WORKER, kill, running, until
from tests.threads import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not settings.REDIS_URL, reason="without Redis, manage.py work does what Celery does"),
]


@pytest.fixture
def beat(tmp_path, transactional_db):
    """The scheduler."""
    with running(*CELERY_BEAT, str(tmp_path / "beat")) as process:
        yield process


def forget_everything():
    """What a Redis without a disk does when its machine ends."""
    redis.Redis.from_url(settings.REDIS_URL).flushdb()


def let_time_pass():
    """The leases of workers that are gone end, and what the broker was told is told again."""
    Job.objects.filter(state="running").update(lease_until=timezone.now() - timedelta(seconds=1))
    Job.objects.filter(state="queued").update(sent=timezone.now() - RESEND_AFTER - timedelta(seconds=1))


def is_all_done():
    return not Job.objects.exclude(kind__startswith="jobs.").exclude(state="done").exists()


def test_every_thread_hands_jobs_over_to_the_broker_of_the_installation():
    at_once(lambda: enqueue("test.count", upto=1))
    assert redis.Redis.from_url(settings.REDIS_URL).llen("celery") == 1


def test_a_job_goes_to_a_worker_and_comes_back_done():
    with running(*CELERY_WORKER):
        job = enqueue("test.count", upto=3)
        until(is_all_done)
    job.refresh_from_db()
    assert (job.result_words, job.attempts) == ("Counted to 3", 1)


def test_a_job_whose_worker_is_killed_is_done_by_another(beat):
    job = enqueue("test.count", upto=20, pause=0.1)
    with running(*CELERY_WORKER) as worker:
        until(Job.objects.filter(state="running").exists)
        kill(worker)
    let_time_pass()
    with running(*CELERY_WORKER):
        until(is_all_done)
    job.refresh_from_db()
    assert job.attempts == 2


def test_what_the_broker_forgot_is_handed_over_again(beat):
    job = enqueue("test.count", upto=1)
    forget_everything()
    let_time_pass()
    with running(*CELERY_WORKER):
        until(is_all_done)
    job.refresh_from_db()
    assert job.attempts == 1


def test_killed_workers_and_a_forgetful_broker_lose_no_effect_and_double_none(beat):
    wanted = {f"{number}@example.org" for number in range(30)}
    with running(*CELERY_WORKER) as worker:
        for to in sorted(wanted):
            enqueue("test.write", to=to)
        until(Mail.objects.exists)
        kill(worker)
    forget_everything()
    let_time_pass()
    with running(*CELERY_WORKER):
        until(is_all_done)
    assert sorted(Mail.objects.values_list("to", flat=True)) == sorted(wanted)


def test_what_the_clock_asks_for_is_done(beat):
    with running(*CELERY_WORKER):
        until(Job.objects.filter(kind="jobs.forget", state="done").exists)

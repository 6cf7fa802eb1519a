"""What comes of a job: a result, words one can act on, another attempt."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jobs.domain.carrying import carry_out
from jobs.domain.queue import claim, enqueue
from jobs.models import Job, Mail

pytestmark = pytest.mark.django_db


def done(kind, **arguments):
    enqueue(kind, **arguments)
    carry_out(claim("w"))
    return Job.objects.get()


def test_a_job_that_is_done_has_its_result_and_the_way_to_it():
    job = done("test.count", upto=3)
    assert (job.state, job.result_words, job.result_url, job.error) == ("done", "Counted to 3", "/", "")


def test_a_job_that_cannot_be_done_fails_at_once_with_its_own_words():
    job = done("test.refuse")
    assert (job.state, job.error) == ("failed", "There is nothing to report on: choose another month")
    assert (job.attempts, job.trace) == (1, "")


def test_what_does_not_answer_is_tried_again_after_pauses_that_grow_and_then_fails():
    job = done("test.not_yet")
    first = job.not_before - timezone.now()
    Job.objects.update(not_before=None)
    carry_out(claim("w"))
    second = Job.objects.get().not_before - timezone.now()
    Job.objects.update(not_before=None)
    carry_out(claim("w"))
    job = Job.objects.get()
    assert first < timedelta(seconds=11) < second < timedelta(seconds=21)
    assert (job.state, job.error, job.attempts) == ("failed", "The other side does not answer", 3)


def test_a_fault_is_told_in_words_and_its_trace_kept_for_administrators():
    job = done("test.count", upto="three")
    assert (job.state, job.error) == ("queued", "Something went wrong. An administrator can see what.")
    assert "TypeError" in job.trace


def test_what_an_atomic_job_wrote_before_its_fault_is_undone_and_written_once_in_the_end():
    done("test.write", to="a@example.org", breaks=True)
    assert Mail.objects.count() == 0
    Job.objects.update(arguments={"to": "a@example.org"})
    carry_out(claim("w"))
    assert (Job.objects.get().state, Mail.objects.count()) == ("done", 1)


def test_a_job_of_a_kind_that_is_gone_says_so():
    Job.objects.create(kind="test.forgotten")
    carry_out(claim("w"))
    assert (Job.objects.get().state, Job.objects.get().error) == ("failed", "No room knows this kind of job any more")

"""The file that a job makes: for whoever asked, whole, saved and never shown, gone with its job."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from jobs.domain.carrying import carry_out
from jobs.domain.files import keep_file
from jobs.domain.forgetting import KEPT, forget_old_jobs
from jobs.domain.queue import claim, enqueue
from jobs.kinds import ResultFile
from jobs.models import Job, JobFile

pytestmark = pytest.mark.django_db
AS_OF = "2026-11-12T18:00:00+01:00"


@pytest.fixture
def printed(alice):
    job = enqueue("test.print", actor=alice, as_of=AS_OF, rows=40)
    carry_out(claim("w"))
    return Job.objects.get(pk=job.pk)


def address(job):
    return reverse("jobs:file", args=[job.pk])


def test_a_job_hands_its_file_to_whoever_asked_and_to_administrators(client_of, printed, alice, bob, admin):
    answers = [client_of(person).get(address(printed)) for person in (alice, bob, admin)]
    assert [answer.status_code for answer in answers] == [200, 404, 200]
    content, again = (b"".join(answers[place].streaming_content) for place in (0, 2))
    assert content.startswith(b"%PDF-1.7")
    assert content == again
    assert len(content) == printed.file.size


def test_a_file_is_saved_and_never_opened_in_our_page(client_of, printed, alice):
    answer = client_of(alice).get(address(printed))
    answer.close()
    assert answer["Content-Disposition"] == 'attachment; filename="targets.pdf"'
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/pdf", "nosniff")


def test_the_page_of_a_job_leads_to_its_file(client_of, printed, alice):
    page = client_of(alice).get(printed.page_url).content.decode()
    assert f'href="{address(printed)}"' in page
    assert "Download targets.pdf" in page


def test_a_job_without_a_file_has_none(client_of, alice):
    job = enqueue("test.count", actor=alice, upto=1)
    carry_out(claim("w"))
    assert client_of(alice).get(address(job)).status_code == 404


def test_a_file_that_is_lost_or_damaged_is_not_handed_out(client_of, printed, alice):
    client = client_of(alice)
    with default_storage.open(printed.file.path, "r+b") as stored:
        stored.write(b"x")
    damaged = client.get(address(printed))
    default_storage.delete(printed.file.path)
    gone = client.get(address(printed))
    assert [(answer.status_code, "Ask for it again" in answer.content.decode()) for answer in (damaged, gone)] == [
        (500, True),
        (410, True),
    ]


def test_a_job_that_another_worker_took_leaves_no_file(alice):
    enqueue("test.print", actor=alice, as_of=AS_OF, rows=1)
    job = claim("w")
    Job.objects.update(worker="another")
    carry_out(job)
    assert (JobFile.objects.count(), Job.objects.get().state) == (0, "running")


@pytest.mark.django_db(transaction=True)
def test_files_go_with_the_jobs_they_belong_to_and_with_no_others():
    old, new = (enqueue("test.count", upto=1) for _ in range(2))
    for job in (old, new):
        keep_file(job, ResultFile("same.txt", b"the same", "text/plain")).save()
    Job.objects.update(state="done", ended=timezone.now())
    Job.objects.filter(pk=old.pk).update(ended=timezone.now() - KEPT - timedelta(days=1))
    kept = [JobFile.objects.get(job=job).path for job in (old, new)]
    assert str(forget_old_jobs(None).words) == "1 job forgotten"
    assert [default_storage.exists(path) for path in kept] == [False, True]

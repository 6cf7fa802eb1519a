"""Pages of jobs: one's own, everybody's for administrators, progress until the end."""

import pytest
from django.urls import reverse

from jobs.domain.carrying import carry_out
from jobs.domain.queue import claim, enqueue
from jobs.models import Job
from tests.factories import MeetingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def job(alice):
    return enqueue("test.count", actor=alice, upto=3)


def test_one_sees_ones_own_jobs_and_others_are_not_there(client_of, job, alice, bob, admin):
    answers = [client_of(person).get(job.page_url).status_code for person in (alice, bob, admin)]
    lists = [
        ">Count<" in client_of(person).get(reverse("jobs:mine") + "?all=1").content.decode()
        for person in (alice, bob, admin)
    ]
    assert (answers, lists) == ([200, 404, 200], [True, False, True])


def test_others_can_neither_cancel_nor_begin_anew(client_of, job, bob):
    client = client_of(bob)
    statuses = [client.post(reverse(f"jobs:{verb}", args=[job.pk])).status_code for verb in ("cancel", "retry")]
    assert (statuses, Job.objects.get().state) == ([404, 404], "queued")


def test_the_page_asks_again_until_the_job_is_over(client_of, job, alice):
    client = client_of(alice)
    before = client.get(job.page_url, headers={"HX-Request": "true"})
    carry_out(claim("w"))
    after = client.get(job.page_url, headers={"HX-Request": "true"})
    assert (before.status_code, "every 1s" in before.content.decode()) == (200, True)
    assert (after.status_code, "every 1s" in after.content.decode()) == (286, False)
    assert "Counted to 3" in after.content.decode()


def test_another_page_that_shows_a_job_is_loaded_anew_when_it_is_over(client_of, job, alice):
    client = client_of(alice)

    def refresh(shown_on):
        asked = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{shown_on}"}
        return client.get(job.page_url, headers=asked).headers.get("HX-Refresh")

    assert refresh("/records/import/1/") is None
    carry_out(claim("w"))
    assert [refresh("/records/import/1/"), refresh(job.page_url)] == ["true", None]


def test_what_can_be_done_with_a_job_follows_it_on_a_page_that_is_open(client_of, job, alice):
    client = client_of(alice)
    cancel = reverse("jobs:cancel", args=[job.pk])
    assert cancel in client.get(job.page_url).content.decode()
    carry_out(claim("w"))
    told = client.get(job.page_url, headers={"HX-Request": "true"}).content.decode()
    assert ('id="job-acts" hx-swap-oob="true"' in told, cancel in told) == (True, False)


def test_the_trace_of_a_fault_is_for_administrators(client_of, alice, admin):
    job = enqueue("test.count", actor=alice, upto="three")
    carry_out(claim("w"))
    pages = [client_of(person).get(job.page_url).content.decode() for person in (alice, admin)]
    assert ["TypeError" in page for page in pages] == [False, True]
    assert "An administrator can see what" in pages[0]


def test_a_job_is_cancelled_and_begun_anew_by_its_buttons(client_of, job, alice):
    client = client_of(alice)
    client.post(reverse("jobs:cancel", args=[job.pk]))
    cancelled = Job.objects.get().state
    client.post(reverse("jobs:retry", args=[job.pk]))
    assert (cancelled, Job.objects.get().state) == ("cancelled", "queued")


def test_the_ways_on_keep_what_the_list_was_narrowed_by(client_of, admin, alice):
    for _ in range(51):
        enqueue("test.count", actor=alice, upto=1)
    page = client_of(admin).get(reverse("jobs:mine"), {"all": "1", "state": "queued"}).content.decode()
    assert 'href="?all=1&amp;state=queued&amp;page=2"' in page


def test_a_job_leads_to_the_record_it_is_about_whatever_became_of_it(client_of, alice, bob):
    meeting = MeetingFactory(actor=alice, owner=alice, restricted=True)
    job = enqueue("communication.print_minutes", actor=alice, meeting=meeting.pk, by=alice.pk)
    client_of(alice).post(reverse("jobs:cancel", args=[job.pk]))
    page = client_of(alice).get(job.page_url).content.decode()
    assert ("Cancelled" in page, f'href="{meeting.page_url}"' in page) == (True, True)
    Job.objects.update(requested_by=bob)
    page = client_of(bob).get(job.page_url).content.decode()
    assert (meeting.reference in page, meeting.title in page) == (True, False)


def test_how_far_a_job_was_is_not_said_once_it_is_over(client_of, job, alice):
    Job.objects.update(state="running", note="Reading the figures")
    assert "Reading the figures" in client_of(alice).get(reverse("jobs:mine")).content.decode()
    Job.objects.update(state="cancelled")
    for page in (reverse("jobs:mine"), job.page_url):
        assert "Reading the figures" not in client_of(alice).get(page).content.decode()

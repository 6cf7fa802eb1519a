"""The brief of a month: one page, a line an input, for each of top management once."""

import re
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.urls import reverse

from jobs.domain.carrying import carry_out
from jobs.domain.queue import claim_this, enqueue
from jobs.models import Job
from jobs.progress import Progress
from leadership.domain.reviews import brief
from leadership.domain.reviews.brief import BRIEF_JOB, Brief, BriefLine, brief_of, month_of
from leadership.paper.brief import make_brief, print_brief
from leadership.to_decide import to_decide
from people.calendar import Period
from records.domain.tasks import set_task
from records.models import Notice, Task
from records.notices.mail import paragraphs
from tests.leadership.reviews import brought
from tests.leadership.reviews.printed import Printed, faults

pytestmark = pytest.mark.django_db
OCTOBER = month_of("2026-10")


@pytest.fixture
def figures(director):
    """What rooms brought of October, as it was collected a moment ago."""
    data = brought.inputs_data()
    cache.set(f"review-inputs:{director.pk}:{OCTOBER.first}:{OCTOBER.last}", data, 60)
    yield
    cache.clear()


def asked(person, day, monkeypatch):
    """The clock asks on a day; returns the jobs of the person."""
    monkeypatch.setattr(brief, "today", lambda: day)
    brief.ask_for_briefs(Progress(Job.objects.create(kind="x", state="running", worker="w")))
    return Job.objects.filter(kind=BRIEF_JOB, requested_by=person)


def test_a_brief_has_a_line_an_input_those_off_target_first(director, figures, review):
    set_task(review, actor=None, assignee=director, title="Approve it", due=date(2026, 12, 1), kind=Task.Kind.APPROVE)
    found = brief_of(director, OCTOBER)
    assert [line.code for line in found.lines][:6] == ["a", "c2", "h", "c1", "g", "k"]
    assert (len(found.lines), len(found.silent)) == (9, 5)
    assert review.reference in Printed(print_brief(found, list(to_decide(director)))).words


def test_it_is_one_page_however_much_there_is_to_say():
    words = "Everything about this input is said at length, and then once more. " * 20
    lines = [BriefLine(str(n), f"Name of an input {n}", "bad", words, "/") for n in range(14)]
    waiting = [SimpleNamespace(title=words, reference=f"RVW-2026-{n:04}", by=date(2026, 12, 1)) for n in range(40)]
    about = (Period(date(2026, 10, 1), date(2026, 10, 31)), datetime(2026, 11, 1, tzinfo=UTC))
    printed = Printed(print_brief(Brief(*about, lines, []), waiting))
    assert faults(printed) == []
    assert len(printed.pdf.pages) == 1
    assert "34 more wait in the product." in printed.words
    assert len(Printed(print_brief(Brief(*about, [], ["Audit results"]))).pdf.pages) == 1


def test_the_job_keeps_the_page_and_tells_its_reader_once(director, figures, monkeypatch):
    (job,) = asked(director, date(2026, 11, 3), monkeypatch)
    carry_out(claim_this(job.pk, "w"))
    job.refresh_from_db()
    make_brief(Progress(Job.objects.create(kind=BRIEF_JOB, state="running", worker="w")), **job.arguments)
    assert (job.state, job.file.name) == ("done", "brief-2026-10.pdf")
    (told,) = Notice.objects.filter(person=director, kind="news")
    assert told.detail["what"] == "the brief of October 2026"


def test_who_is_told_of_the_brief_is_led_to_it_on_the_page_and_by_mail(director, client):
    brief.tell_of_brief(director, OCTOBER, "/leadership/brief/")
    client.force_login(director)
    page = client.get(reverse("records:notices")).content.decode()
    assert re.search(r'<a href="/leadership/brief/">\s*Published: the brief of October 2026\s*</a>', page)
    told = Notice.objects.filter(person=director, kind="news")
    (said,) = paragraphs(director, told, date(2026, 11, 3))
    assert said.endswith("/leadership/brief/")
    assert told[0].record.page_url not in said


def test_each_is_asked_for_once_a_month_and_at_its_beginning(director, second, monkeypatch):
    for day in (1, 1, 2, 14):
        assert asked(director, date(2026, 11, day), monkeypatch).count() == 1
    assert asked(second, date(2026, 11, 15), monkeypatch).count() == 1
    assert asked(director, date(2026, 12, 15), monkeypatch).count() == 1
    assert {job.arguments["month"] for job in asked(director, date(2026, 12, 1), monkeypatch)} == {"2026-10", "2026-11"}


def test_it_says_in_a_sentence_what_it_found(director, figures):
    printed = Printed(print_brief(brief_of(director, OCTOBER)))
    assert faults(printed) == []
    assert "3 of 9 are off target, and 0 decisions wait for you." in printed.words


def test_the_page_of_the_brief_leads_to_its_pdf(director, client):
    client.force_login(director)
    assert "As a PDF" not in client.get("/leadership/brief/").content.decode()
    month = brief.key_of(brief.last_month())
    job = enqueue(BRIEF_JOB, actor=director, key=f"{month} {director.pk}", by=director.pk, month=month)
    carry_out(claim_this(job.pk, "w"))
    assert f'href="/jobs/{job.pk}/file/"' in client.get("/leadership/brief/").content.decode()

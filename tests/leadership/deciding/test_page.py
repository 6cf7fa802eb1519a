"""The page of decisions: its order, its counts, its cost, and the way to it from a mail."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documents.domain.approval import submit
from documents.domain.drafting import revise, write_text
from documents.models import Document
from jobs.models import Mail
from leadership.domain import objectives, requests
from leadership.models import Objective
from people.calendar import today
from records.models import Notice, NoticePreference, Record, Task
from records.notices.mail import mail_to
from records.notices.preferences import preferences_of
from records.reminders.daily import make_daily_mail
from tests.factories import DocumentFactory, put_in_force
from tests.leadership.conftest import again
from tests.leadership.deciding.conftest import PAGE
from tests.leadership.deciding.waiting import CASES

pytestmark = pytest.mark.django_db
MANY = [kind for kind, case in CASES.items() if "title" in case.make.__code__.co_varnames]


def move(record, days):
    Task.objects.filter(record=record.pk, kind="approve").update(due=today() + timedelta(days=days))


def places(page, *records):
    return [page.index(f'id="{record.reference}"') for record in records]


def test_what_is_late_stands_first_then_what_is_due_then_what_has_no_day(waits, page_of, director):
    duty, change, request = waits("duty")[0], waits("sms-change")[0], waits("resource-request")[0]
    move(change, 3)
    move(request, -2)
    page = page_of(director)
    found = places(page, request, change, duty)
    assert found == sorted(found)
    assert "2 days late" in page
    assert "1 of 3" in " ".join(page.split())


def test_the_count_stands_in_the_navigation_of_those_for_whom_something_may_wait(waits, client_of, director, charlie):
    waits("resource-request")
    shown = " ".join(client_of(director).get("/").content.decode().split())
    assert '1<span class="visually-hidden"> to decide</span>' in shown
    assert f'href="{PAGE}"' not in client_of(charlie).get("/").content.decode()
    assert client_of(charlie).get(PAGE).status_code == 200


def test_with_nothing_to_decide_the_page_says_so(client_of, director):
    assert "Nothing waits for your decision" in client_of(director).get(PAGE).content.decode()


def test_a_request_says_what_it_costs_why_and_what_happens_without(waits, page_of, director):
    waits("resource-request")
    page = page_of(director)
    assert all(words in page for words in ("1\N{NO-BREAK SPACE}FTE", "Calls wait", "They leave", "Alice Berg"))


def test_a_long_fact_is_cut_and_the_record_has_all_of_it(waits, page_of, director, alice):
    record, _director = waits("resource-request")
    now = again(record)
    now.why = "Ä long story. " * 3572
    requests.edit(now, actor=alice)
    assert len(page_of(director)) < 60_000


def test_a_document_shows_what_changed_in_its_text_and_escapes_it(alice, page_of):
    policy = put_in_force(_document(alice, "All of us.\n\nReviewed yearly."))
    revise(Document.objects.get(pk=policy.pk), actor=alice, reason="r")
    write_text(
        Document.objects.get(pk=policy.pk), actor=alice, text="All of us.\n\nReviewed twice a year & <b>more</b>."
    )
    submit(Document.objects.get(pk=policy.pk), actor=alice)
    page = page_of(policy.named_approvers.get().person)
    assert "<del>yearly.</del>" in page
    assert "<ins>twice a year &amp; &lt;b&gt;more&lt;/b&gt;.</ins>" in page


def test_a_replanned_objective_shows_what_it_was_and_why(waits, decide, director, smr, page_of):
    record, _director = waits("objective")
    decide(director, record, "approve")
    now = Objective.objects.get(pk=record.pk)
    objectives.replan(now, actor=smr, target=now.target - 1, until=now.until, due=today(), reason="Two people left")
    page = page_of(director)
    assert ("Instead of" in page, "Two people left" in page, "92" in page) == (True, True, True)


@pytest.mark.parametrize("kind", MANY)
def test_many_of_a_kind_cost_no_more_queries_than_two(kind, waits, client_of):
    counts = []
    for title in ("One", "Two", "Three", "Four", "Five"):
        _record, person = waits(kind, title=title)
        if title in {"Two", "Five"}:
            browser = client_of(person)
            browser.get(PAGE)
            with CaptureQueriesContext(connection) as queries:
                browser.get(PAGE)
            counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_mail_of_a_task_to_decide_leads_to_its_block_and_others_to_their_record(waits, director):
    record, _director = waits("resource-request")
    _choose(director, {"task": "now"})
    mail_to(director)
    assert f"{PAGE}#{record.reference}" in Mail.objects.get(to=director.email).text
    Mail.objects.all().delete()
    Notice.objects.filter(person=director).update(mailed=None)
    Task.objects.filter(record=record.pk).update(kind="act")
    mail_to(director)
    text = Mail.objects.get(to=director.email).text
    assert (PAGE in text, Record.objects.get(pk=record.pk).page_url in text) == (False, True)


def test_so_does_the_daily_mail(waits, director):
    record, _director = waits("objective")
    make_daily_mail(director, preferences_of([director.pk])[director.pk], today())
    assert f"{PAGE}#{record.reference}" in Mail.objects.get(to=director.email).text


def _document(alice, text):
    return DocumentFactory(actor=alice, title="Access policy", text=text)


def _choose(person, ways):
    NoticePreference.objects.update_or_create(person=person, defaults={"ways": ways})
    Notice.objects.filter(person=person).update(way="now", mail_from="2020-01-01T00:00Z")


def test_the_dashboard_counts_all_that_waits_and_leads_to_the_page(waits, client_of, director):
    for kind in ("duty", "sms-change", "resource-request"):
        waits(kind)
    dashboard = client_of(director).get("/leadership/")
    waiting = [record.reference for record in dashboard.context["waiting"]]
    assert (dashboard.context["waiting_count"], len(waiting)) == (3, 3)
    assert f'href="{PAGE}#{waiting[0]}"' in dashboard.content.decode()

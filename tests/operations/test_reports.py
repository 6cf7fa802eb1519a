"""Service reports: counted, decided on, signed, and then left alone."""

from datetime import date
from importlib import import_module
from io import BytesIO

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from jobs.models import Job
from operations.domain.excluding import approve_exclusion, propose_exclusion, refuse_exclusion
from operations.domain.frozen import collect, differences, frozen_of
from operations.domain.recounting import recount
from operations.domain.reporting import (
    approve,
    count,
    create_report,
    decide,
    draft_reports,
    edit_report,
    period_over,
    send,
)
from operations.domain.working import reopen
from operations.models import Clock, Exclusion, Incident, ServiceReport
from operations.paper import print_report
from people.calendar import today
from records.access.permits import Refused
from records.domain.errors import InputError, NotNowError, StaleError
from records.models import Task
from standard.roles import CUSTOMER_LIAISON, SERVICE_MANAGEMENT_TEAM
from tests.documents.conftest import running
from tests.factories import PASSWORD, PersonFactory
from tests.operations.past import agreement_with, at, incidents
from tests.roles.conftest import after, give, twelve

__all__ = ["after", "give", "twelve"]
pytestmark = pytest.mark.django_db


def stored(report):
    return ServiceReport.objects.select_related("figures").get(pk=report.pk)


@pytest.fixture
def liaison(give):
    """The customer liaison officer, who approves."""
    person = PersonFactory(display_name="Lea Liaison")
    give(person, CUSTOMER_LIAISON)
    return person


@pytest.fixture
def agreement(installation, alice):
    """Priority 1 in 4 hours, in nine of ten cases."""
    return agreement_with((1, 4, 90), owner=alice)


@pytest.fixture
def tickets(agreement):
    """One kept, one missed."""
    return incidents(agreement, (at(10), 3, 1), (at(11), 5, 1))


@pytest.fixture
def report(agreement, tickets, alice):
    """March, drafted by the system for Alice."""
    made = ServiceReport(
        title="March", agreement=agreement, owner=alice, created_by=alice, period_from=date(2016, 3, 1), period_until=date(2016, 3, 31)
    )  # fmt: skip
    return create_report(made, actor=None)


@pytest.fixture
def decided(report, alice):
    """The same, with what was decided about its miss."""
    target = report.agreement.targets.get()
    decide(report, actor=alice, decisions={target.pk: ("A second engineer on call", "The council's IT")})
    return report


def signed(report, person, **about):
    """Sign what is there now."""
    found = stored(report)
    return approve(found, actor=person, **{"sha256": found.figures_id, "password": PASSWORD, **about})


def figures(report):
    return frozen_of(stored(report))


def test_its_figures_are_those_of_its_period(report):
    (line,) = figures(report).lines
    assert (line.attained.counted, line.attained.met, line.status) == (2, 1, "missed")
    assert (line.shown, line.trend.key) == ("50.0\N{NO-BREAK SPACE}%", "short")
    assert [(row["opened"], row["limit"]) for row in figures(report).data["workload"]] == [(2, 3), (0, None)]
    assert [miss["elapsed"] for miss in figures(report).data["misses"]] == [5 * 3600]


def test_a_late_change_is_shown_on_a_draft_and_does_not_alter_what_was_approved(decided, tickets, liaison):
    approved = signed(decided, liaison)
    before = stored(approved).figures_id
    reopen(Incident.objects.get(pk=tickets[0].pk), actor=None, reason="It was not resolved")
    now = collect(stored(approved))
    assert now["targets"][0]["points"][-1] == [1, 1, 0]
    assert stored(approved).figures_id == before
    assert figures(approved).lines[0].attained.counted == 2
    with pytest.raises(NotNowError, match="present state"):
        count(stored(approved), actor=None)


def test_a_trigger_guards_what_was_approved(decided, liaison):
    approved = signed(decided, liaison)
    with pytest.raises(DatabaseError), transaction.atomic():
        overwrite(approved)


def overwrite(report):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE operations_servicereport SET period_from = '2015-01-01' WHERE record_ptr_id = %s", [report.pk]
        )


def test_a_miss_without_a_decision_stands_in_the_way(report, liaison):
    with pytest.raises(NotNowError, match="Resolution"):
        signed(report, liaison)


def test_figures_that_were_taken_anew_are_not_signed_unseen(decided, tickets, liaison, agreement):
    seen = stored(decided)
    incidents(agreement, (at(12), 1, 1))
    count(stored(decided), actor=None)
    with pytest.raises(StaleError, match="taken anew"):
        signed(decided, liaison, sha256=seen.figures_id)


def test_a_wrong_password_signs_nothing_and_nobody_approves_what_they_recorded(decided, liaison, alice):
    with pytest.raises(InputError) as refused:
        signed(decided, liaison, password="guess")
    assert refused.value.field == "password"
    with pytest.raises(Refused):
        signed(decided, alice)
    assert stored(decided).state == "draft"


def test_an_approved_report_is_changed_no_more(decided, liaison, alice):
    signed(decided, liaison)
    changed = stored(decided)
    changed.conclusion = "All well"
    with pytest.raises(NotNowError, match="approved as it stands"):
        edit_report(changed, actor=alice)
    sent = send(stored(decided), actor=alice)
    assert sent.state == "sent"


def test_another_period_takes_its_figures_anew(report, alice):
    changed = stored(report)
    changed.period_from, changed.period_until = date(2016, 2, 1), date(2016, 2, 29)
    edit_report(changed, actor=alice)
    assert figures(report).lines[0].status == "none"
    changed = stored(report)
    changed.period_until = date(2015, 1, 1)
    with pytest.raises(InputError):
        edit_report(changed, actor=alice)


def test_a_draft_says_what_the_tickets_say_by_now(report, agreement):
    kept = figures(report)
    incidents(agreement, (at(12), 1, 1))
    now = type(kept)(collect(stored(report)))
    assert differences(kept, kept) == []
    assert differences(kept, now) == ["Resolution, Incidents, priority 1: 1/2, now 2/3"]


def test_an_internal_report_is_of_all_tickets(tickets, alice):
    made = ServiceReport(
        title="Ours: March", owner=alice, created_by=alice, period_from=date(2016, 3, 1), period_until=date(2016, 3, 31)
    )
    create_report(made, actor=None)
    assert [(line.name, line.attained.counted) for line in figures(made).lines] == [("Resolution", 2)]


def test_what_an_exclusion_changes_and_who_decides_on_it(tickets, report, give, alice, bob):
    missed = Clock.objects.get(ticket=tickets[1].pk, breached=True)
    clause = report.agreement.exceptions.get()
    proposed = propose_exclusion(tickets[1], missed, actor=alice, clause=clause, reason="Announced", evidence="CAL-1")
    assert collect(report)["targets"][0]["points"][-1] == [2, 1, 0]
    with pytest.raises(Refused):
        approve_exclusion(tickets[1], proposed, actor=bob)
    give(alice, SERVICE_MANAGEMENT_TEAM)
    give(bob, SERVICE_MANAGEMENT_TEAM)
    with pytest.raises(NotNowError, match="somebody else"):
        approve_exclusion(tickets[1], proposed, actor=alice)
    approve_exclusion(tickets[1], proposed, actor=bob)
    data = collect(report)
    assert data["targets"][0]["points"][-1] == [2, 1, 1]
    assert [(row["code"], row["approved"]) for row in data["exclusions"]] == [("7.2", bob.display_name)]


def test_a_refused_exclusion_leaves_the_miss_as_it_was(tickets, report, give, alice, bob):
    missed = Clock.objects.get(ticket=tickets[1].pk, breached=True)
    clause = report.agreement.exceptions.get()
    proposed = propose_exclusion(tickets[1], missed, actor=alice, clause=clause, reason="Announced", evidence="CAL-1")
    with pytest.raises(NotNowError, match="proposed already"):
        propose_exclusion(tickets[1], missed, actor=alice, clause=clause, reason="Again", evidence="-")
    give(bob, SERVICE_MANAGEMENT_TEAM)
    refuse_exclusion(tickets[1], proposed, actor=bob, reason="Nobody was told")
    assert not Exclusion.objects.exists()
    kept = Clock.objects.get(ticket=tickets[0].pk)
    with pytest.raises(NotNowError, match="missed no target"):
        propose_exclusion(tickets[0], kept, actor=alice, clause=clause, reason="?", evidence="-")


def test_reports_that_are_due_are_drafted_once_with_a_task(agreement, alice):
    draft_reports(running("operations.draft_reports"))
    draft_reports(running("operations.draft_reports"))
    period = period_over("monthly")
    (made,) = ServiceReport.objects.filter(agreement=agreement)
    assert (made.period_from, made.period_until, made.state) == (period.first, period.last, "draft")
    assert [task.assignee for task in Task.objects.filter(record=made.pk)] == [alice]


def test_a_series_of_our_own_goes_on(alice):
    made = ServiceReport(
        title="Ours: long ago", cycle="monthly", audience="Top management", owner=alice, created_by=alice,
        period_from=date(2016, 3, 1), period_until=date(2016, 3, 31),
    )  # fmt: skip
    create_report(made, actor=None)
    draft_reports(running("operations.draft_reports"))
    following = ServiceReport.objects.get(agreement=None, period_from=period_over("monthly").first)
    assert (following.audience, following.title.startswith("Ours: ")) == ("Top management", True)


@pytest.mark.parametrize(
    ("frequency", "day", "first", "last"),
    [
        ("monthly", date(2016, 4, 2), date(2016, 3, 1), date(2016, 3, 31)),
        ("quarterly", date(2016, 4, 2), date(2016, 1, 1), date(2016, 3, 31)),
        ("quarterly", date(2016, 3, 31), date(2015, 10, 1), date(2015, 12, 31)),
        ("yearly", date(2016, 4, 2), date(2015, 1, 1), date(2015, 12, 31)),
    ],
)
def test_a_period_is_reported_on_when_it_is_over(installation, frequency, day, first, last):
    period = period_over(frequency, day)
    assert (period.first, period.last) == (first, last)


def test_open_tickets_are_counted_anew_and_closed_ones_stay(agreement, tickets, alice):
    (running_one,) = incidents(agreement, (at(12), None, 1))
    agreement.targets.update(value=4000)
    before = list(Clock.objects.filter(ticket__in=[ticket.pk for ticket in tickets]).values())
    recount(running("agreements.recount"), customer=agreement.customer_id)
    assert list(Clock.objects.filter(ticket__in=[ticket.pk for ticket in tickets]).values()) == before
    assert Clock.objects.get(ticket=running_one.pk, is_current=True).target_seconds == 4000 * 3600
    assert Incident.objects.get(pk=running_one.pk).due_at > Incident.objects.get(pk=running_one.pk).opened_at


def test_workbook_and_paper_say_what_was_frozen(decided, liaison, client_of, alice):
    signed(decided, liaison)
    answer = client_of(alice).get(f"{decided.page_url}figures.xlsx")
    book = load_workbook(BytesIO(answer.content))
    rows = [[cell.value for cell in row] for row in book["Targets"]]
    assert (rows[1][0], rows[1][3:8]) == ("Resolution", [2, 1, 1, 0, 0.5])
    assert rows[2][0] == "Total"
    result = print_report(running("operations.print_report"), report=decided.pk, by=alice.pk)
    pdf = PdfReader(BytesIO(result.file.content))
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert "A second engineer on call" in text
    assert stored(decided).figures_id in text.replace(" ", "")
    assert list(pdf.attachments) == [f"{decided.reference}.xlsx"]


def test_the_pages_show_it_and_sign_it(decided, liaison, client_of, alice):
    text = client_of(alice).get(decided.page_url).content.decode()
    assert "A second engineer on call" in text
    assert "50.0" in text
    assert "say the same by now" in client_of(alice).get(f"{decided.page_url}now/").content.decode()
    asking, page = client_of(liaison), f"{decided.page_url}do/approve/"
    assert stored(decided).figures_id in asking.get(page).content.decode()
    sent = {
        "token": "t",
        "version": stored(decided).version,
        "sha256": stored(decided).figures_id,
        "password": PASSWORD,
    }
    assert asking.post(page, {**sent, "password": "no"}).status_code == 422
    assert asking.post(page, sent).status_code == 302
    assert stored(decided).approved_by == liaison


def test_what_changed_since_is_counted_anew_on_a_draft_alone(decided, liaison, tickets, client_of, alice):
    page, again = f"{decided.page_url}now/", f"{decided.page_url}do/count/"
    reopen(Incident.objects.get(pk=tickets[0].pk), actor=None, reason="It was not resolved")
    assert again in client_of(alice).get(page).content.decode()
    signed(decided, liaison)
    text = client_of(alice).get(page).content.decode()
    assert ("Since the figures were taken, tickets changed" in text, again in text) == (True, False)
    assert "stays as it was approved" in text


def test_a_report_says_how_many_misses_it_does_not_name(report, agreement, client_of, alice, monkeypatch):
    monkeypatch.setattr(import_module("operations.figures.attainment"), "NAMED", 1)
    incidents(agreement, (at(12), 6, 1))
    count(stored(report), actor=None)
    assert "The first 1 of 2 misses" in client_of(alice).get(report.page_url).content.decode()
    answer = client_of(alice).get(f"{report.page_url}figures.xlsx")
    rows = [[cell.value for cell in row] for row in load_workbook(BytesIO(answer.content))["Misses"]]
    assert (len(rows), rows[-1][0]) == (3, "The first 1 of 2 misses are named here")


def test_the_overview_shows_a_year_long_past_and_leads_to_exactly_its_records(agreement, client_of, alice):
    incidents(agreement, (at(2), 20, 1), (at(3), 1, 3), (at(4, month=5), 20, 1), impact=1, urgency=2)
    page, lists = reverse("operations:overview"), reverse("operations:incident-list")
    for period, late in (("2016", 2), ("all", 2), ("2016-03", 1), ("2016-02..2016-05", 2), ("2015", 0)):
        text = client_of(alice).get(page, {"period": period}).content.decode()
        assert f"{late} missed of" in text or not late
    assert 'value="2016" selected' in client_of(alice).get(page, {"period": "2016"}).content.decode()
    for asked, found in (
        ("resolved_at=2016&breached=yes", 2),
        ("resolved_at=2016-03&priority=1", 1),
        ("opened_at=2016-03..2016-05&impact=1&urgency=2", 3),
        ("resolved_at=2016&repriced=yes", 0),
        ("opened_at=2015", 0),
    ):
        text = client_of(alice).get(f"{lists}?{asked}").content.decode()
        assert text.count('class="ref"') == found, asked
    # What is chosen stands in the bar, so that another choice leaves it in force.
    text = client_of(alice).get(f"{lists}?resolved_at=2016-03&category=Mail").content.decode()
    assert '<option value="2016-03" selected>March 2016</option>' in text
    assert '<option value="Mail" selected>Mail</option>' in text


def test_decisions_are_asked_for_with_who_was_told(report, client_of, alice):
    target = report.agreement.targets.get()
    page, sent = f"{report.page_url}decisions/", {"token": "t", f"decided_{target.pk}": "More people"}
    answer = client_of(alice).post(page, sent)
    assert answer.status_code == 422
    assert "Say both" in answer.content.decode()
    assert client_of(alice).post(page, {**sent, f"told_{target.pk}": "The council"}).status_code == 302
    assert report.decisions.get().told == "The council"


def test_a_print_is_asked_for_as_a_job(report, client_of, alice):
    client_of(alice).post(f"{report.page_url}print/")
    assert Job.objects.filter(kind="operations.print_report", requested_by=alice).count() == 1


def test_the_overview_leads_from_figures_to_records(agreement, client_of, alice):
    now = today().replace(day=1)
    moment = at(1).replace(year=now.year, month=now.month)
    incidents(agreement, (moment, 5, 1), (moment, None, 3), category="Printing")
    text = client_of(alice).get(reverse("operations:overview")).content.decode()
    assert "Incidents resolved in time" in text
    assert f"resolved_at={now:%Y-%m}" in text
    lists = client_of(alice).get(
        f"{reverse('operations:incident-list')}?resolved_at={now:%Y-%m}&breached=yes&category=Printing"
    )
    assert lists.content.decode().count('class="ref"') == 1

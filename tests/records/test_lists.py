"""Lists: filters, order, pages by key, columns, exports, and queries that do not grow."""

import csv
import io
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from openpyxl import load_workbook

from improvement.kind import OpportunityKind
from improvement.models import Opportunity
from people.models import User
from records import listing
from records.domain.bulk import create_many
from records.domain.withdrawal import withdraw
from records.domain.write import write
from records.exporters import write_csv
from records.kind.columns import Column
from tests.factories import OpportunityFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
LIST = reverse("improvement:opportunity-list")


def ideas(alice, count, **fields):
    return create_many(
        [
            Opportunity(title=f"Idea {n:04d}", idea="i", expected_benefit="e", owner=alice, **fields)
            for n in range(count)
        ],
        actor=alice,
    )


def titles(answer):
    return [row.title for row in answer.context["page"].rows]


@pytest.mark.parametrize("sort", ["-created", "created", "title", "-title", "due", "-due", "updated", "-updated"])
def test_walking_through_all_pages_and_back_meets_every_record_once(client_of, alice, monkeypatch, sort):
    monkeypatch.setattr(listing, "PAGE", 4)
    made = ideas(alice, 11)
    for place, record in enumerate(made[:6]):
        record.due = date(2026, 5, 1 + place // 2)
        write(record, actor=alice, action="edit")
    client, pages = client_of(alice), []
    answer = client.get(LIST, {"sort": sort})
    while True:
        pages.append(titles(answer))
        if not answer.context["page"].older:
            break
        answer = client.get(LIST + answer.context["page"].older)
    assert sorted(title for page in pages for title in page) == sorted(record.title for record in made)
    back = [titles(answer)]
    while answer.context["page"].newer:
        answer = client.get(LIST + answer.context["page"].newer)
        back.append(titles(answer))
    assert back[::-1] == pages


@pytest.mark.parametrize("cursor", ["!", "e30", "WzEsMl0", "WyIyMDI2LTAxLTAxIiwxLGZhbHNlXQ", "x" * 500])
def test_a_cursor_that_makes_no_sense_means_the_first_page(client_of, alice, cursor):
    OpportunityFactory(actor=alice, title="There")
    assert titles(client_of(alice).get(LIST, {"at": cursor})) == ["There"]


def test_filters_narrow_the_list_and_an_unknown_value_is_said(client_of, alice, bob):
    OpportunityFactory(actor=alice, title="Staff", source="staff")
    OpportunityFactory(actor=bob, title="Audit", source="audit")
    client = client_of(alice)
    assert titles(client.get(LIST, {"source": "audit"})) == ["Audit"]
    assert titles(client.get(LIST, {"owner": "me"})) == ["Staff"]
    assert titles(client.get(LIST, {"q": "aud"})) == ["Audit"]
    answer = client.get(LIST, {"source": "moon"})
    assert (titles(answer), "It was left out" in answer.content.decode()) == (["Audit", "Staff"], True)


def test_of_many_filters_the_first_stand_in_the_bar_and_those_in_use(client_of, admin):
    context = client_of(admin).get("/operations/incidents/").context
    near, more = ({each["filter"].key for each in context[name]} for name in ("filters", "more_filters"))
    assert (len(near), "state" in near, "reopened" in more) == (8, True, True)
    context = client_of(admin).get("/operations/incidents/?reopened=yes").context
    assert {each["filter"].key for each in context["filters"]} == near | {"reopened"}
    context = client_of(admin).get("/measures/indicators/").context
    assert context["more_filters"] == []


def test_withdrawn_records_are_left_out_unless_asked_for(client_of, alice):
    OpportunityFactory(actor=alice, title="Current")
    withdraw(OpportunityFactory(actor=alice, title="Gone"), actor=alice, reason="Entered twice")
    client = client_of(alice)
    assert titles(client.get(LIST)) == ["Current"]
    assert titles(client.get(LIST, {"withdrawn": "only"})) == ["Gone"]


def test_htmx_gets_the_table_alone(client_of, alice):
    answer = client_of(alice).get(LIST, headers={"HX-Request": "true", "HX-Target": "list"})
    assert "<html" not in answer.content.decode()
    assert {"HX-Request", "HX-Target"} <= set(answer["Vary"].split(", "))


def test_export_links_carry_the_filters_in_force(client_of, alice):
    page = client_of(alice).get(LIST, {"source": "audit", "q": "x"}).content.decode()
    assert [f"export.{form}?source=audit&amp;q=x" in page for form in ("csv", "xlsx")] == [True, True]


def test_chosen_columns_are_kept_per_person(client_of, alice, bob):
    OpportunityFactory(actor=alice)
    client_of(alice).post(reverse("improvement:opportunity-columns"), {"columns": ["effort"]})
    columns = [[found.key for found in client_of(user).get(LIST).context["listing"].columns] for user in (alice, bob)]
    assert columns[0] == ["reference", "title", "effort"]
    assert columns[1] != columns[0]


def test_counting_stops_at_its_limit(client_of, alice, monkeypatch):
    monkeypatch.setattr(listing, "COUNT_MAX", 3)
    ideas(alice, 6)
    assert client_of(alice).get(LIST).context["listing"].count == 4


def test_counting_stops_earlier_where_each_row_must_be_asked(client_of, alice, monkeypatch):
    monkeypatch.setattr(listing, "COUNT_MAX", 10)
    ideas(alice, 6, source="audit")
    client = client_of(alice)
    assert client.get(LIST).context["listing"].count == 6
    assert client.get(LIST, {"source": "audit"}).context["listing"].count == 3


def test_a_count_is_of_all_pages_and_of_none_where_nothing_is_found(client_of, alice, monkeypatch):
    monkeypatch.setattr(listing, "PAGE", 4)
    ideas(alice, 11)
    client = client_of(alice)
    second = client.get(LIST + client.get(LIST).context["page"].older)
    assert second.context["listing"].count == 11
    assert client.get(LIST, {"q": "nowhere"}).context["listing"].count == 0


@pytest.mark.parametrize("page", ["list", "detail", "history", "comments", "tasks", "links"])
def test_queries_do_not_grow(client_of, alice, page):
    first = OpportunityFactory(actor=alice, source="customer", organisation=OrganisationFactory(actor=alice))
    place = LIST if page == "list" else f"{first.page_url}{'' if page == 'detail' else page + '/'}"
    client = client_of(alice)
    client.post(
        reverse("improvement:opportunity-columns"), {"columns": ["organisation", "owner", "state", "created_by"]}
    )
    counts = []
    for _ in range(2):
        client.get(place)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(place).status_code == 200
        counts.append(len(queries))
        for number in range(5):
            OpportunityFactory(source="customer", organisation=OrganisationFactory(actor=alice))
            client.post(f"{first.page_url}comments/", {"token": f"{number}", "text": "More"})
    assert counts[0] == counts[1] <= 15


class TestExports:
    def test_csv_holds_what_the_list_shows_and_runs_no_formula(self, client_of, alice):
        OpportunityFactory(actor=alice, title="=cmd|' /C calc'!A0", source="audit")
        OpportunityFactory(actor=alice, title="Left out", source="staff")
        client = client_of(alice)
        client.post(reverse("improvement:opportunity-columns"), {"columns": ["source"]})
        answer = client.get(reverse("improvement:opportunity-export", args=["csv"]), {"source": "audit"})
        rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
        assert rows == [
            ["Reference", "Title", "Came from"],
            [Opportunity.objects.first().reference, "'=cmd|' /C calc'!A0", "Audit"],
        ]

    def rows(self, client, form="csv"):
        answer = client.get(reverse("improvement:opportunity-export", args=[form]))
        content = b"".join(answer.streaming_content)
        if form == "csv":
            return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        return [list(row) for row in load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)]

    @pytest.mark.parametrize("form", ["csv", "xlsx"])
    def test_related_records_and_marks_are_named_as_on_the_page(self, client_of, alice, bob, form):
        seen = OrganisationFactory(actor=bob, title="Smith & Co <x>")
        unseen = OrganisationFactory(actor=bob, title="Secret", restricted=True)
        OpportunityFactory(actor=alice, source="customer", organisation=unseen, restricted=True)
        OpportunityFactory(actor=alice, source="customer", organisation=seen)
        client = client_of(alice)
        client.post(reverse("improvement:opportunity-columns"), {"columns": ["organisation", "restricted"]})
        told = [[cell or "" for cell in row[2:]] for row in self.rows(client, form)]
        assert told == [
            ["Organisation", "Restricted"],
            [f"{seen.reference} Smith & Co <x>", ""],
            [unseen.reference, "Restricted"],
        ]

    def test_times_are_those_of_whoever_asked_also_while_lines_are_streamed(self, client_of, alice):
        User.objects.filter(pk=alice.pk).update(time_zone="Asia/Kathmandu")
        made = OpportunityFactory(actor=alice)
        client = client_of(alice)
        client.post(reverse("improvement:opportunity-columns"), {"columns": ["created"]})
        here = made.created.astimezone(ZoneInfo("Asia/Kathmandu")).isoformat(" ", "seconds")
        assert [row[2] for row in self.rows(client)] == ["Recorded", here]

    def test_words_are_in_the_language_of_whoever_asked_also_while_lines_are_streamed(self, alice):
        OpportunityFactory(actor=alice)
        shown = listing.Listing(OpportunityKind(), alice, QueryDict())
        shown.columns = [Column(key="l", label="Language", value=lambda _record: get_language())]
        with translation.override("de"):
            answer = write_csv(shown)
        assert b"".join(answer.streaming_content).decode("utf-8-sig").split() == ["Language", "de"]

    def test_numbers_stay_numbers_and_truths_are_words(self, alice):
        OpportunityFactory(actor=alice)
        shown = listing.Listing(OpportunityKind(), alice, QueryDict())
        values = [-5, -2.5, True, False, "-5", "@x", None, date(2026, 3, 1)]
        shown.columns = [Column(key="v", label="v", value=lambda _r, value=value: value) for value in values]
        (_heads, row) = csv.reader(io.StringIO(b"".join(write_csv(shown).streaming_content).decode("utf-8-sig")))
        assert row == ["-5", "-2.5", "Yes", "No", "'-5", "'@x", "", "2026-03-01"]

    def test_a_workbook_holds_text_as_text(self, client_of, alice):
        OpportunityFactory(actor=alice, title="=1+2")
        answer = client_of(alice).get(reverse("improvement:opportunity-export", args=["xlsx"]))
        book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
        cell = book.active["B2"]
        assert (cell.value, cell.data_type) == ("=1+2", "s")

    def test_records_one_does_not_see_are_not_in_it(self, client_of, alice, charlie):
        OpportunityFactory(actor=alice, title="Hidden", restricted=True)
        answer = client_of(charlie).get(reverse("improvement:opportunity-export", args=["csv"]))
        assert "Hidden" not in b"".join(answer.streaming_content).decode()

    def test_too_long_a_workbook_is_refused_with_the_way_out(self, client_of, alice, monkeypatch):
        monkeypatch.setattr("records.views.list.XLSX_MAX", 2)
        ideas(alice, 3)
        answer = client_of(alice).get(reverse("improvement:opportunity-export", args=["xlsx"]))
        assert (answer.status_code, "export CSV" in answer.content.decode()) == (400, True)

    def test_another_form_is_not_there(self, client_of, alice):
        assert client_of(alice).get(reverse("improvement:opportunity-export", args=["exe"])).status_code == 404

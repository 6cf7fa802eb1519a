"""Pages over indicators: all due values on one page, the library, a definition looked at and kept, tables, the dashboard."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from measures.domain.measuring import Entry, measure
from measures.importing import ValuesImporter, template_csv
from measures.models import Indicator, Measurement
from records.domain.saved_filters import save_filter
from records.importing.engine import carry_out
from records.importing.tables import Table
from records.models import ListShape
from tests.factories import IndicatorFactory, OpportunityFactory
from tests.measures.conftest import indicator_with

pytestmark = pytest.mark.django_db
DECEMBER, NOVEMBER = date(2016, 12, 1), date(2016, 11, 1)


def test_due_values_are_brought_on_one_page_and_a_wrong_one_stays_with_what_was_typed(indicator, alice, client_of):
    client, key = client_of(alice), f"v{indicator.pk}"
    page = client.get("/measures/values/")
    assert page.content.count(b"Kept promises</a>") == 2
    sent = {f"{key}-20161101-numerator": "19", f"{key}-20161101-denominator": "20", f"{key}-20161201-value": "-5000"}
    tokens = {f"{key}-{day}-token": "t" for day in ("20161101", "20161201")}
    answer = client.post("/measures/values/", {**sent, **tokens})
    assert answer.status_code == 422
    assert b'value="-5000"' in answer.content
    assert list(Measurement.objects.values_list("first", "value")) == [(NOVEMBER, Decimal(95))]
    answer = client.post("/measures/values/", {**tokens, f"{key}-20161201-value": "96.5"})
    assert answer.status_code == 302
    assert b"Nothing is due" in client.get("/measures/values/").content


def test_several_are_adopted_from_the_library_at_once(admin, client_of):
    client = client_of(admin)
    assert client.post("/measures/library/", {"token": "t"}).status_code == 422
    assert client.post("/measures/library/", {"token": "t", "keys": ["K-P16-1", "K-P12-3"]}).status_code == 302
    assert set(Indicator.objects.values_list("catalogue_key", "state")) == {
        ("K-P16-1", "in_use"),
        ("K-P12-3", "in_use"),
    }
    again = client.post("/measures/library/", {"token": "u", "keys": ["K-P16-1"]})
    assert again.status_code == 422
    assert b"adopted already" in again.content


def test_a_definition_is_looked_at_over_thirteen_periods_and_then_kept(alice, client_of):
    OpportunityFactory(actor=alice)
    made = IndicatorFactory(actor=alice, source="filter", unit="count", valid_from=date(2020, 1, 1))
    saved = save_filter(
        actor=alice, kind="opportunity", name="New ones", shape=ListShape(conditions={"state": "proposed"})
    )
    client, url = client_of(alice), f"{made.page_url}define/"
    gone_on = client.post(url, {"token": "t", "among": saved.pk, "go_on": "1"})
    assert gone_on.headers["Location"] == f"{url}?among={saved.pk}"
    assert b"aggregate" in client.get(gone_on.headers["Location"]).content
    said = {"token": "t", "among": saved.pk, "aggregate": "count", "date": "created", "reason": ""}
    looked = client.post(url, {**said, "preview": "1"})
    assert looked.status_code == 200
    assert looked.content.count(b'<th scope="row" class="fw-normal">') == 13
    made.refresh_from_db()
    assert made.shape is None
    assert client.post(url, {**said, "aggregate": "share"}).status_code == 422
    assert client.post(url, said).status_code == 302
    made.refresh_from_db()
    assert (made.shape["aggregate"], made.shape["among"]["conditions"]) == ("count", {"state": "proposed"})
    page = client.get(made.page_url).content.decode()
    assert "defined what is counted" in page
    assert "aggregate: count" not in page


def test_values_come_from_a_table_and_another_value_asks_for_a_reason(indicator, alice):
    assert template_csv(alice).decode().count("Kept promises") == 2
    rows = (
        "Indicator,Period from,Value,Numerator,Denominator,Reason",
        f"{indicator.reference},2016-11-01,,19,20,",
        "Kept promises,2016-12-01,96.5,,,",
        "Kept promises,2016-12-02,96.5,,,",
        "Kept promises,2016-10-01,abc,,,",
        "Something else,2016-10-01,1,,,",
    )
    counts, told = bring_in(rows, alice)
    assert (counts["created"], counts["failed"]) == (2, 3)
    assert ["begins on" in told[2].why, "no number" in told[3].why, "no record" in told[4].why] == [True] * 3
    counts, told = bring_in(
        (rows[0], "Kept promises,2016-11-01,,18,20,", "Kept promises,2016-12-01,97,,,Typed wrong"), alice
    )
    assert (counts["conflict"], counts["updated"]) == (1, 1)
    assert bring_in(rows[:3], alice)[0]["unchanged"] == 1
    assert Measurement.objects.current().get(first=DECEMBER).came == "imported"


def bring_in(rows, actor):
    told = []
    table = Table(BytesIO("\n".join([*rows, ""]).encode()), "values.csv")
    counts = carry_out(ValuesImporter(table, actor=actor, date_format="yyyy-mm-dd"), told.extend)
    return counts, told


def test_the_dashboard_asks_no_more_of_many_indicators_than_of_one(indicator, alice, client_of):
    client = client_of(alice)

    def queries():
        with CaptureQueriesContext(connection) as found:
            page = client.get("/measures/")
        assert page.status_code == 200
        return len(found)

    measure(indicator, Entry(value=Decimal(80)), actor=alice, first=DECEMBER)
    queries()
    before = queries()
    for number in range(5):
        more = indicator_with(actor=alice, title=f"More {number}", valid_until=date(2016, 12, 31))
        measure(more, Entry(value=Decimal(99)), actor=alice, first=DECEMBER)
    assert queries() == before <= 25


def test_a_page_shows_what_was_corrected_struck_through(indicator, alice, client_of):
    wrong = measure(indicator, Entry(value=Decimal(69)), actor=alice, first=DECEMBER)
    client, url = client_of(alice), f"{indicator.page_url}values/{wrong.pk}/correct/"
    assert client.post(url, {"token": "t", "value": "96", "reason": ""}).status_code == 422
    assert client.post(url, {"token": "t", "value": "96", "reason": "Figures swapped"}).status_code == 302
    page = client.get(indicator.page_url).content.decode()
    assert "<s>69.0\N{NO-BREAK SPACE}%</s>" in page
    assert "Figures swapped" in page
    assert "Not enough points for a trend: 1 value of 6." in page
    assert client.get(url).status_code == 404

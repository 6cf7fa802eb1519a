"""Places in a list: what an address carries comes back, and what makes no sense means the first page."""

import base64
import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.cursor import Cursor
from records.listing import SORTS
from tests.factories import OpportunityFactory


def packed(text):
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


SENSELESS = {
    "endless key": packed('["a",Infinity,false]'),
    "key beyond all numbers": packed('["a",1e400,false]'),
    "key no database holds": packed(f'["a",{2**63},false]'),
    "key that is no number": packed('["a",true,false]'),
    "endless value": packed("[Infinity,1,false]"),
    "nested without end": packed("[" * 2500),
    "nested as deep as fits": packed("[" * 890),
    "moment before the calendar": packed('["0001-01-01T00:00:00+23:59",1,false]'),
    "moment after the calendar": packed('["9999-12-31T23:59:59-23:59",1,false]'),
    "day before the calendar": packed('["0001-01-01",1,false]'),
    "half a sign": packed('["\\ud800",1,false]'),
    "null byte": packed('["\\u0000",1,false]'),
    "digits without end": packed(f'["a",{"9" * 800},false]'),
}


#: Read as titles, days and moments make sense.
AS_TITLES = {what for what in SENSELESS if what.endswith("the calendar")}
CASES = [(what, sort) for what in SENSELESS for sort in SORTS if (sort, what in AS_TITLES) != ("title", True)]


@pytest.mark.django_db
@pytest.mark.parametrize(("what", "sort"), CASES)
def test_a_senseless_cursor_means_the_first_page(client_of, alice, what, sort):
    OpportunityFactory(actor=alice, title="There")
    answer = client_of(alice).get("/improvement/opportunities/", {"at": SENSELESS[what], "sort": sort})
    assert [row.title for row in answer.context["page"].rows] == ["There"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "Ä" * 200),
        ("title", "🌊" * 200),
        ("title", '"' * 200),
        ("due", None),
        ("due", date(1900, 1, 1)),
        ("created", datetime(2026, 3, 1, 12, 30, 15, 999999, tzinfo=UTC)),
    ],
)
def test_a_place_comes_back_as_it_was(field, value):
    place = Cursor(value, 2**63 - 1, is_back=True)
    assert Cursor.decode(place.encode(), field) == place


def at_depth(depth, act):
    return at_depth(depth - 1, act) if depth else act()


def test_a_nested_cursor_means_the_first_page_however_deep_the_caller_stands():
    nested = SENSELESS["nested as deep as fits"]
    assert [at_depth(depth, lambda: Cursor.decode(nested, "title")) for depth in range(0, 700, 50)] == [None] * 14


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.datetimes().map(str)


@given(values=st.lists(SCALARS, max_size=4), field=st.sampled_from(SORTS))
def test_any_cursor_is_read_or_refused(values, field):
    found = Cursor.decode(packed(json.dumps(values)), field)
    assert found is None or 0 < found.pk < 2**63

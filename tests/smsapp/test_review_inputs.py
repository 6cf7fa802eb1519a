"""What all rooms bring to a management review, over a record of each kind: kept as plain values, linked, fast, discreet."""

import json

import pytest
from dateutil.relativedelta import relativedelta
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.calendar import Period, today
from people.models import User
from records import guard
from records.models import Record
from shell.registry import Brought, ReviewInput, registry, worst
from shell.registry.brought import TONES
from tests.access.scene import CANARY
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
CODES = {"a", "b", "c1", "c2", "c3", "d", "e", "f", "g", "h", "i", "j", "k", "l"}
INPUTS = [each.key for each in registry.all(ReviewInput)]


def year():
    """Twelve months up to today."""
    return Period(today() - relativedelta(months=12), today())


def collected(user, period=None):
    """What each input brings, by its key; nothing left out."""
    reader = User.objects.get(pk=user.pk)
    return {each.key: each.collect(period or year(), reader) for each in registry.all(ReviewInput)}


def parts_of(brought):
    return [*brought.figures, *brought.charts, *brought.tables]


def test_each_is_of_an_input_of_the_standard():
    assert {each.code for each in registry.all(ReviewInput)} <= CODES
    assert len(INPUTS) > 12


def test_what_is_brought_is_the_same_after_it_was_kept(scene, alice):
    found = {key: brought for key, brought in collected(alice).items() if brought is not None}
    for key, brought in found.items():
        assert Brought.of(json.loads(json.dumps(brought.as_data()))) == brought, key
        assert brought.message.endswith("."), key
        assert brought.tone in TONES, key
        assert brought.tone == worst([each.tone for each in brought.figures]), key
        for name in ("figures", "charts", "tables"):
            keys = [each.key for each in getattr(brought, name)]
            assert len(keys) == len(set(keys)), (key, name)


def test_tables_are_as_wide_as_their_head_and_charts_say_what_they_show(scene, alice):
    for key, brought in collected(alice).items():
        for table in brought.tables if brought else ():
            assert {len(row) for row in table.rows} == {len(table.headings)}, (key, table.key)
        for chart in brought.charts if brought else ():
            assert chart.finding, (key, chart.key)
            assert chart.points, (key, chart.key)


def test_every_figure_leads_to_a_page_that_is_there(scene, alice, client_of):
    client = client_of(alice)
    urls = {
        part.url for brought in collected(alice).values() if brought for part in (*brought.figures, *brought.charts)
    }
    figures = [each for brought in collected(alice).values() if brought for each in brought.figures]
    assert all(each.url.startswith("/") for each in figures), [each.key for each in figures if not each.url]
    for url in urls:
        answer = client.get(url)
        assert answer.status_code == 200, url
        # A list says which of its filters it does not know.
        assert not getattr((answer.context or {}).get("listing"), "ignored", []), url


def test_what_is_restricted_is_named_by_its_reference_alone_and_counted_for_nobody_else(scene, alice, charlie):
    with guard.opened():
        Record.objects.update(restricted=True)
    for person, words in ((alice, CANARY), (charlie, '"OPP-')):
        told = json.dumps([brought.as_data() for brought in collected(person).values() if brought])
        assert words not in told
    assert collected(alice)["improvement.opportunities"].figures[0].number != "0"
    assert collected(charlie)["improvement.opportunities"] is None


def test_rooms_without_records_bring_nothing(installation):
    person = PersonFactory()
    assert {key: brought for key, brought in collected(person).items() if brought} == {}


def test_few_queries_are_asked_of_all_rooms_together(scene, alice):
    with CaptureQueriesContext(connection) as found:
        collected(alice)
    assert len(found) <= 45

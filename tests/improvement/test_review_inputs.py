"""What improvement brings to a management review, counted by hand."""

from datetime import timedelta

import pytest
from dateutil.relativedelta import relativedelta
from django.utils import timezone

from improvement.domain import opportunities
from improvement.models import Action, Opportunity
from improvement.review_inputs import corrective
from improvement.review_inputs import opportunities as collect
from people.calendar import Period, today
from records import guard
from records.models import Event, Record
from tests.factories import ActionFactory, OpportunityFactory, PersonFactory
from tests.reviewing import figures, is_kept_as_it_was, points, queries_of, rows

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def year():
    """The months from eleven months ago, whole, up to today."""
    return Period(today().replace(day=1) - relativedelta(months=11), today())


def action(person, due, state="open", **about):
    """One that was planned for a day, whenever that is."""
    made = ActionFactory(actor=person)
    with guard.opened():
        Record.objects.filter(pk=made.pk).update(due=due, state=state, **about)
        Action.objects.filter(pk=made.pk).update(first_due=due)
    return Action.objects.get(pk=made.pk)


def done(person, first_due, done_on, verdicts=()):
    """One that was done on a day, and judged so many times."""
    made = action(person, first_due, "done")
    with guard.opened():
        Action.objects.filter(pk=made.pk).update(done_on=done_on)
    for verdict in verdicts:
        Event.objects.create(record_id=made.pk, kind="action", action=verdict, origin="web", version=9)
    return made


def test_actions_are_counted_by_month_and_by_how_they_went(alice, year):
    """Five were opened this month; two were done, one of them in time; of two judged one helped at the first check."""
    late = action(alice, today() - 5 * DAY)
    action(alice, today() + DAY)
    done(alice, today() - 3 * DAY, today() - 3 * DAY, ["verify"])
    done(alice, today() - 3 * DAY, today() - 2 * DAY, ["find_ineffective", "verify"])
    done(alice, today() - 900 * DAY, today() - 800 * DAY)
    found = corrective(year, alice)
    assert figures(found) == {
        "opened": ("5", ""),
        "done": ("2", ""),
        "open": ("2", ""),
        "late": ("1", "bad"),
        "on_time": ("50.0\N{NO-BREAK SPACE}%", ""),
        "first_check": ("50.0\N{NO-BREAK SPACE}%", ""),
    }
    assert (points(found, "opened"), found.tone) == ([0.0] * 11 + [5.0], "bad")
    assert rows(found, "late") == [[late.reference, late.title, "Alice Berg", rows(found, "late")[0][3], "5"]]
    assert found.message == f"1 of 2 actions to be done is late: {late.title}."
    assert "Nonconformities are not recorded here yet" in found.lacks
    assert is_kept_as_it_was(found)


def test_the_latest_stand_first_and_those_left_out_are_counted(alice, year):
    for days in range(1, 21):
        action(alice, today() - days * DAY)
    (table,) = corrective(year, alice).tables
    assert [row[4].text for row in table.rows] == [str(days) for days in range(20, 5, -1)]
    assert table.note == "5 more are not shown."


def test_opportunities_are_counted_by_state_with_what_they_brought(alice, bob, year):
    big, small = (OpportunityFactory(actor=bob, effort=effort) for effort in ("large", "small"))
    accepted = OpportunityFactory(actor=bob)
    opportunities.accept(accepted, actor=None, owner=alice, due=today(), reason="Yes")
    opportunities.realise(Opportunity.objects.get(pk=accepted.pk), actor=alice, result="Six hours a month less.")
    found = collect(year, alice)
    assert {key: value for key, (value, _tone) in figures(found).items()} == {
        "added": "3", "realised": "1", "proposed": "2", "accepted": "0", "postponed": "0", "late": "0",
    }  # fmt: skip
    assert [row[0] for row in rows(found, "candidates")] == [small.reference, big.reference]
    assert rows(found, "realised") == [
        [accepted.reference, accepted.title, "Ten hours a month.", "Six hours a month less."]
    ]
    assert found.message == "Opportunities: 3 came in, 1 realised, 2 to decide."
    assert is_kept_as_it_was(found)
    before = collect(year.before(1), alice)
    assert (figures(before)["realised"][0], figures(before)["proposed"][0]) == ("0", "2")


def test_what_somebody_does_not_see_is_not_counted_and_what_is_restricted_has_no_title(alice, charlie, year):
    hidden = action(alice, today() - DAY, restricted=True)
    OpportunityFactory(actor=alice, restricted=True, expected_benefit="Secret")
    assert (corrective(year, charlie), collect(year, charlie)) == (None, None)
    assert rows(corrective(year, alice), "late")[0][:2] == [hidden.reference, ""]
    assert corrective(year, alice).message.endswith(f"late: {hidden.reference}.")
    assert "Secret" not in str(collect(year, alice).as_data())


def test_queries_do_not_grow_with_records(alice, year):
    counts = []
    for count in (3, 27):
        for _number in range(count):
            done(PersonFactory(), today() - DAY, today(), ["verify"])
            action(PersonFactory(), today() - DAY)
            OpportunityFactory()
        counts.append([queries_of(each, year, alice) for each in (corrective, collect)])
    assert counts[0] == counts[1]
    # One of them is the reader's standing, one the reader.
    assert counts[0] == [3, 4]


def test_a_time_without_actions_says_so(alice, year):
    action(alice, today(), "cancelled")
    with guard.opened():
        Record.objects.update(created=timezone.now() - timedelta(days=900))
    found = corrective(year, alice)
    assert (found.message, found.tone) == ("No action is left to be done.", "good")
    assert found.charts[0].finding == "None in the period."

"""What tickets bring to a management review: a few that one can count by hand, and a real log of them."""

from collections import Counter
from datetime import date, datetime

import pytest

from operations.review_inputs import contentment, performance
from people.calendar import Period
from records.domain.write import write
from tests.factories import PersonFactory, ServiceFactory
from tests.measures.real_incidents import moment
from tests.operations.past import agreement_with, at, incidents
from tests.operations.test_event_log import BUSINESS, agreement, bring_in, needs_data, reference
from tests.operations.test_march import MARCH, as_table, first_incidents, rows_of_log, stopped_in_march
from tests.reviewing import YEAR_2016, figures, is_kept_as_it_was, points, queries_of, rows

pytestmark = pytest.mark.django_db
QUARTER = Period(date(2016, 1, 1), date(2016, 3, 31))
SPACE = "\N{NO-BREAK SPACE}"


@pytest.fixture
def agreed(installation):
    """Priority 1 in 4 hours, the others in 8, each in nine of ten cases; three incidents a month; about e-mail alone."""
    made = agreement_with((1, 4, 90), (None, 8, 90), title="Norvik mail")
    made.agreed_services.create(service=ServiceFactory(title="E-mail"))
    return made


def test_targets_workload_and_what_is_left_open_are_those_of_the_clocks(agreed, alice):
    """Priority 1: one of two kept; the others: two of two. Four came in March, one more than agreed, and one is open."""
    incidents(agreed, (at(29, month=2), 1, 3), (at(10), 4, 1), (at(11), 5, 1), (at(12), 8, 3), (at(13), None, 3))
    found = performance(QUARTER, alice)
    assert figures(found) == {
        "targets_met": ("1 of 2", "bad"),
        "inside": (f"75.0{SPACE}%", ""),
        "excluded": ("0", ""),
        "majors": ("0", ""),
        "over_limit": ("1", "warn"),
        "open_incident": ("1", ""),
        "open_request": ("0", ""),
    }
    assert [row[3:] for row in rows(found, "targets")] == [
        ["1", "1", f"50.0{SPACE}%", f"90{SPACE}%"],
        ["2", "0", f"100.0{SPACE}%", f"90{SPACE}%"],
    ]
    assert [row[1] for row in rows(found, "targets")] == ["E-mail", "E-mail"]
    assert rows(found, "workload") == [[agreed.reference, "Norvik mail", "Incidents", "3", "4 in Mar 2016", "1"]]
    assert (points(found, "services"), points(found, "backlog_incident")) == ([75.0], [0.0, 0.0, 1.0])
    assert found.message == "1 of 2 targets was missed: of “E-mail”."
    assert found.charts[0].points[0].words == f"75.0{SPACE}%"
    assert found.charts[0].finding == f"“E-mail” has 75.0{SPACE}% of its tickets inside their target."
    assert found.charts[1].finding == "Up from 0 to 1."
    assert "Availability" in found.lacks
    assert is_kept_as_it_was(found)


def test_major_incidents_are_named_and_a_restricted_one_by_its_reference(agreed, alice):
    for restricted in (False, True):
        (made,) = incidents(agreed, (at(10), 4, 1), restricted=restricted, owner=alice)
        made.is_major, made.major_since = True, at(10)
        write(made, actor=None, action="edit")
    seen = rows(performance(QUARTER, alice), "majors")
    assert [row[1:] for row in seen] == [["It broke", "10 Mar 2016", "10 Mar 2016", "no"], ["", *seen[0][2:]]]
    assert len(rows(performance(QUARTER, PersonFactory()), "majors")) == 1


def test_what_somebody_does_not_see_is_not_counted(agreed, alice):
    incidents(agreed, (at(10), 4, 1), (at(11), 4, 1), restricted=True, owner=alice)
    assert (performance(QUARTER, PersonFactory()), contentment(QUARTER, PersonFactory())) == (None, None)
    assert figures(performance(QUARTER, alice))["targets_met"] == ("1 of 1", "good")


def test_where_no_target_was_measured_nothing_is_good(alice):
    made = agreement_with()
    made.workload_limits.all().delete()
    incidents(made, (at(10), None, 3))
    found = performance(QUARTER, alice)
    assert found.message == "No target of an agreement was measured in the period."
    assert figures(found)["targets_met"] == ("not measured", "")
    assert figures(found)["over_limit"] == ("none agreed", "")
    assert (found.tone, found.figures[0].key) == ("", "targets_met")


def test_limits_that_are_kept_are_no_good_news_without_a_measured_target(agreed, alice):
    incidents(agreed, (at(10), None, 3))
    found = performance(QUARTER, alice)
    assert (figures(found)["over_limit"], found.tone) == (("0", ""), "")
    incidents(agreed, *((at(day), None, 3) for day in (11, 12, 13)))
    assert figures(performance(QUARTER, alice))["over_limit"] == ("1", "warn")


def test_incidents_that_were_opened_again_are_what_users_say(agreed, alice):
    incidents(agreed, (at(2), 1, 3), reopened=2)
    incidents(agreed, (at(3), 1, 3), (at(4), 1, 3))
    found = contentment(QUARTER, alice)
    assert figures(found) == {"closed": ("3", ""), "reopened": (f"33.3{SPACE}%", "")}
    assert found.message == "1 of 3 incidents resolved was opened again."
    assert found.figures[0].label == "Incidents resolved"
    assert found.figures[1].url == "/operations/incidents/?resolved_at=2016-01..2016-03&reopened=yes"
    assert contentment(YEAR_2016.before(1), alice) is None


def test_queries_do_not_grow_with_tickets_and_agreements(installation, alice):
    counts = []
    for count in (3, 27):
        for number in range(count):
            made = agreement_with((None, 8, 90))
            made.agreed_services.create(service=ServiceFactory())
            incidents(made, (at(1 + number), 1, 3))
        counts.append([queries_of(each, QUARTER, alice) for each in (performance, contentment)])
    assert counts == [[9, 3], [9, 3]]


@needs_data
def test_a_real_log_says_what_its_clocks_say(installation, alice):
    """Against what somebody else counted of the same incidents: minutes of their clocks, of what stopped in March."""
    log = first_incidents(rows_of_log())
    bring_in(as_table(log), agreement=agreement())
    expected, numbers = reference(), stopped_in_march(log)
    priorities = {number: int(expected[number]["prio"][0]) for number in numbers}
    late = [number for number in numbers if int(expected[number]["D"]) > BUSINESS[priorities[number]] * 60]
    counted, missed = Counter(priorities.values()), Counter(priorities[number] for number in late)

    found = performance(MARCH, alice)
    told = {row[2].split(", ")[1]: (int(row[3]), int(row[4])) for row in rows(found, "targets")}
    assert told == {f"priority {each}": (counted[each] - missed[each], missed[each]) for each in counted}
    share = 100 * (len(numbers) - len(late)) / len(numbers)
    assert float(found.figures[1].number) == pytest.approx(share)
    # Opened in the period or before it, and not over at its end.
    last = {row["number"]: row for row in log}.values()
    assert points(found, "backlog_incident") == [float(sum(is_open_at_end(row) for row in last))]

    again = sum(int(row["reopen_count"]) > 0 for row in last if row["number"] in set(numbers))
    assert figures(contentment(MARCH, alice))["closed"] == (str(len(numbers)), "")
    assert float(contentment(MARCH, alice).figures[1].number) == pytest.approx(100 * again / len(numbers))


def is_open_at_end(row):
    """Whether an incident of the log was open when March was over."""
    end = datetime(2016, 4, 1)  # noqa: DTZ001 - the log names no zone
    stop = row["resolved_at"] if row["resolved_at"] != "?" else row["closed_at"]
    return moment(row["opened_at"]) < end <= moment(stop)

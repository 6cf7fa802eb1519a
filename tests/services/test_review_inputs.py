"""What changes of services and of the scope bring to a management review."""

from datetime import timedelta

import pytest

from people.calendar import Period, today
from records import guard
from records.models import Record
from services.models import Service
from services.review_inputs import changes
from tests.factories import PersonFactory, ServiceFactory, SmsScopeFactory
from tests.reviewing import figures, is_kept_as_it_was, queries_of, rows

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def month():
    """Thirty days up to today."""
    return Period(today() - 30 * DAY, today())


def service(actor, state, **about):
    """A service that has come so far."""
    made = ServiceFactory(actor=actor)
    with guard.opened():
        Record.objects.filter(pk=made.pk).update(state=state, **about.pop("record", {}))
        Service.objects.filter(pk=made.pk).update(**about)
    return made


def test_services_that_come_and_go_are_named_with_their_day(alice, month):
    planned = service(alice, "planned", planned_for=today() - DAY)
    going = service(alice, "being_removed", removal_on=today() + DAY)
    new = service(alice, "live", live_since=today() - 2 * DAY)
    service(alice, "live", live_since=today() - 90 * DAY)
    service(alice, "retired", retired_on=today() - 90 * DAY)
    scope = SmsScopeFactory(actor=alice)
    found = changes(month, alice)
    assert {key: value for key, (value, _tone) in figures(found).items()} == {
        "planned": "1", "new": "1", "going": "1", "retired": "0", "late": "1", "scopes": "1",
    }  # fmt: skip
    assert (found.tone, figures(found)["late"][1]) == ("warn", "warn")
    assert [(row[0], row[2]) for row in rows(found, "services")] == [
        (planned.reference, "Planned"),
        (going.reference, "Being removed"),
        (new.reference, "Live"),
    ]
    assert rows(found, "scopes") == [[scope.reference, scope.title, str(scope.edition), "Draft", ""]]
    assert is_kept_as_it_was(found)


def test_a_quiet_time_is_said_where_there_are_services(alice, month):
    service(alice, "live")
    assert changes(month, alice).message == (
        "Services: 0 planned, 0 new, 0 being removed, 0 retired; changes of the scope: 0."
    )


def test_a_restricted_service_has_no_name_and_counts_for_who_sees_it(alice, charlie, month):
    made = service(alice, "planned", record={"restricted": True})
    assert changes(month, charlie) is None
    assert rows(changes(month, alice), "services")[0][:2] == [made.reference, ""]


def test_queries_do_not_grow_with_services(installation, alice, month):
    counts = []
    for count in (3, 27):
        for _number in range(count):
            service(PersonFactory(), "planned")
            SmsScopeFactory()
        counts.append(queries_of(changes, month, alice))
    assert counts == [4, 4]

"""What waivers bring to a management review."""

from datetime import timedelta

import pytest

from people.calendar import today
from processes.domain import waiving
from processes.models import Process, Waiver
from processes.review_inputs import waivers
from records import guard
from records.models import Record
from tests.factories import PersonFactory, ProcessFactory, WaiverFactory
from tests.reviewing import YEAR_2016, figures, is_kept_as_it_was, queries_of, rows

pytestmark = pytest.mark.django_db


def allowed(process, *, days=30, **about):
    """A waiver in force until so many days from now, or that ended so many days ago."""
    made = WaiverFactory(actor=process.owner, process=process, **about)
    waiving.approve(Waiver.objects.get(pk=made.pk), actor=None, reason="For now")
    with guard.opened():
        Record.objects.filter(pk=made.pk).update(due=today() + timedelta(days=days))
    return made


def test_waivers_that_expired_stand_first(process):
    kept, expired = allowed(process, title="No review"), allowed(process, days=-1, title="No test")
    asked = WaiverFactory(actor=process.owner, process=process)
    found = waivers(YEAR_2016, process.owner)
    assert figures(found) == {
        "waivers": ("2", ""),
        "waivers_expired": ("1", "bad"),
        "waivers_asked": ("1", ""),
    }
    assert [(row[0], row[2], row[3], row[5]) for row in rows(found, "waivers")] == [
        (expired.reference, "Incident management", "Something is forgotten.", "Expired"),
        *((each.reference, "Incident management", "Something is forgotten.", state)
          for each, state in ((kept, "In force"), (asked, "Asked for"))),
    ]  # fmt: skip
    assert found.message == "2 rules are waived, 1 of them beyond the last day."
    assert is_kept_as_it_was(found)


def test_no_waiver_is_said_where_there_are_processes(process):
    assert waivers(YEAR_2016, process.owner).message == "No rule of a process is waived."


def test_a_restricted_waiver_or_process_is_named_by_its_reference(process, charlie):
    allowed(process, title="Secret", restricted=True, risk="Secretly")
    assert figures(waivers(YEAR_2016, charlie))["waivers"] == ("0", "")
    with guard.opened():
        Record.objects.filter(pk=process.pk).update(restricted=True)
    assert waivers(YEAR_2016, charlie) is None
    told = str(waivers(YEAR_2016, process.owner).as_data())
    assert "Secret" not in told
    assert "Incident management" not in told
    assert process.reference in told


def test_queries_do_not_grow_with_waivers(installation):
    person, counts = PersonFactory(), []
    for count in (3, 27):
        for _number in range(count):
            allowed(ProcessFactory(actor=person))
        counts.append(queries_of(waivers, YEAR_2016, person))
    assert counts == [3, 3]
    assert Process.objects.count() == 30

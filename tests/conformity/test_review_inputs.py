"""What changes of the system bring to a management review."""

from datetime import timedelta

import pytest

from conformity.review_inputs import changes
from people.calendar import today
from records import guard
from records.models import Record
from tests.factories import PersonFactory, SmsChangeFactory
from tests.reviewing import YEAR_2016, figures, is_kept_as_it_was, queries_of, rows

pytestmark = pytest.mark.django_db


def change(actor, state, days=10, **about):
    """A change that has come so far and is due so many days from now."""
    made = SmsChangeFactory(actor=actor, **about)
    with guard.opened():
        Record.objects.filter(pk=made.pk).update(state=state, due=today() + timedelta(days=days))
    return made


def test_changes_that_are_not_over_are_named_the_latest_first(alice):
    late, planned = change(alice, "approved", -1, title="Reports"), change(alice, "draft", title="Tool")
    change(alice, "closed")
    change(alice, "called_off")
    found = changes(YEAR_2016, alice)
    assert figures(found) == {
        "draft": ("1", ""),
        "submitted": ("0", ""),
        "approved": ("1", ""),
        "done": ("0", ""),
        "late": ("1", "warn"),
    }
    assert [row[:4] for row in rows(found, "changes")] == [
        [late.reference, "Reports", "Approved", "Alice Berg"],
        [planned.reference, "Tool", "Planned", "Alice Berg"],
    ]
    assert found.message == "2 changes of the system are planned or under way, 1 of them late."
    assert is_kept_as_it_was(found)


def test_a_restricted_change_has_no_name_and_counts_for_who_sees_it(alice, charlie):
    change(alice, "draft", title="Secret", effect="Secretly", restricted=True)
    assert changes(YEAR_2016, charlie) is None
    assert "Secret" not in str(changes(YEAR_2016, alice).as_data())


def test_queries_do_not_grow_with_changes(installation, alice):
    counts = []
    for count in (3, 27):
        for _number in range(count):
            change(PersonFactory(), "draft")
        counts.append(queries_of(changes, YEAR_2016, alice))
    assert counts == [3, 3]

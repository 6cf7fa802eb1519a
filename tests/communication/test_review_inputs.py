"""What reviews with customers and suppliers bring to a management review."""

from datetime import UTC, datetime, timedelta

import pytest

from communication.models import Decision, Meeting
from communication.review_inputs import service_reviews, supplier_reviews
from records import guard
from records.models import Record
from tests.factories import MeetingFactory, OrganisationFactory, PersonFactory
from tests.reviewing import YEAR_2016, figures, is_kept_as_it_was, queries_of, rows

pytestmark = pytest.mark.django_db


def review(actor, state, *, day=10, decisions=0, **about):
    """A review of March 2016 that has come so far."""
    starts = datetime(2016, 3, day, 9, tzinfo=UTC)
    about = {"type": "service_review", "starts": starts, "ends": starts + timedelta(hours=1), **about}
    made = MeetingFactory(actor=actor, **about)
    with guard.opened():
        Record.objects.filter(pk=made.pk).update(state=state)
    for number in range(decisions):
        Decision.objects.create(meeting=made, what=f"Decision {number}", decided_by=actor, at=starts)
    return Meeting.objects.get(pk=made.pk)


def test_reviews_are_counted_by_how_far_they_came(alice):
    bank = OrganisationFactory(actor=alice, title="Bank")
    held = review(alice, "approved", decisions=2, about=bank)
    unwritten, forgotten = review(alice, "held", day=9), review(alice, "invited", day=8)
    review(alice, "cancelled")
    review(alice, "approved", type="supplier_review", decisions=1)
    review(alice, "approved", starts=datetime(2015, 3, 1, 9, tzinfo=UTC))
    found = service_reviews(YEAR_2016, alice)
    assert figures(found) == {
        "service_reviews": ("2", ""),
        "service_review_decisions": ("2", ""),
        "service_review_unwritten": ("1", "warn"),
        "service_review_unheld": ("1", "warn"),
    }
    assert [row[:1] + row[2:] for row in rows(found, "service_reviews")] == [
        [held.reference, "Bank", "10 Mar 2016", "2", "Minutes approved"],
        [unwritten.reference, "", "9 Mar 2016", "0", "Held, minutes to write"],
        [forgotten.reference, "", "8 Mar 2016", "0", "Invited"],
    ]
    assert found.message == "2 service reviews were held, and 2 decisions were made."
    assert "Complaints" in found.lacks
    assert is_kept_as_it_was(found)
    suppliers = supplier_reviews(YEAR_2016, alice)
    assert suppliers.message == "1 supplier review was held, and 1 decision was made."
    assert "Supplier measurement" in suppliers.lacks
    assert supplier_reviews(YEAR_2016.before(1), alice).message == "No review was held in the period."


def test_restricted_meetings_and_what_they_are_about_have_no_names(alice, charlie):
    bank = OrganisationFactory(actor=alice, title="Secret bank", restricted=True)
    review(alice, "approved", title="Secret talk", about=bank, restricted=True)
    assert service_reviews(YEAR_2016, charlie) is None
    told = service_reviews(YEAR_2016, alice)
    assert "Secret" not in str(told.as_data())
    assert rows(told, "service_reviews")[0][2] == bank.reference


def test_queries_do_not_grow_with_meetings(installation, alice):
    counts = []
    for count in (3, 27):
        for _number in range(count):
            review(PersonFactory(), "held", decisions=2, about=OrganisationFactory())
        counts.append(queries_of(service_reviews, YEAR_2016, alice))
    assert counts == [3, 3]

"""Terms, last days and years go by the day of the installation, whatever time zone a person chose."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from improvement.domain.opportunities import accept
from people.calendar import today
from people.domain import accounts
from records.domain.errors import InputError
from records.domain.sharing import grant, share
from tests.factories import OpportunityFactory

pytestmark = pytest.mark.django_db

#: Twenty-five hours apart: it is never the same day in both.
EARLY, LATE = "Pacific/Kiritimati", "Pacific/Pago_Pago"


@pytest.fixture
def early(installation):
    """The installation stands where the day begins first."""
    installation.time_zone = EARLY
    installation.save()


@pytest.fixture
def hidden(alice):
    return OpportunityFactory(actor=alice, restricted=True)


def test_nobody_lengthens_a_grant_by_choosing_another_time_zone(early, client_of, hidden, alice, bob):
    grant(hidden, bob, actor=alice, until=today() - timedelta(days=1))
    accounts.change_account(bob, actor=bob, values={"time_zone": LATE})
    assert client_of(bob).get(hidden.page_url).status_code == 404


def test_a_grant_holds_on_its_last_day_for_people_elsewhere_too(early, client_of, hidden, alice, bob):
    grant(hidden, bob, actor=alice, until=today())
    accounts.change_account(bob, actor=bob, values={"time_zone": LATE})
    assert client_of(bob).get(hidden.page_url).status_code == 200


def test_the_last_day_of_a_share_is_held_against_the_day_of_the_installation(early, hidden, alice, bob):
    with timezone.override(LATE), pytest.raises(InputError, match="today or later"):
        share(hidden, bob, actor=alice, until=timezone.localdate())


def test_a_decision_cannot_be_due_on_a_day_gone_by_at_the_installation(early, alice, bob):
    idea = OpportunityFactory(actor=bob, owner=alice)
    with timezone.override(LATE), pytest.raises(InputError, match="today or later"):
        accept(idea, actor=alice, owner=alice, due=timezone.localdate(), reason="Yes")


def test_references_carry_the_year_of_the_installation(early, alice, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 12, 31, 23, 30, tzinfo=UTC))
    with timezone.override(LATE):
        assert OpportunityFactory(actor=alice).reference.startswith("OPP-2027-")


def test_the_zone_is_read_once_and_again_when_the_installation_was_saved(installation, django_assert_num_queries):
    here = today()
    with django_assert_num_queries(0):
        assert today() == here
    installation.time_zone = EARLY
    installation.save()
    with django_assert_num_queries(1):
        assert today() == timezone.localdate(timezone=timezone.zoneinfo.ZoneInfo(EARLY))

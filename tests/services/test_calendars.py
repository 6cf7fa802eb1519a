"""Calendars: what one says changes by editions, each from a day on."""

from datetime import timedelta

import pytest

from people.calendar import today
from records.access.permits import Refused
from records.domain.errors import InputError
from services.domain.calendars import add_edition
from services.models import Calendar
from tests.factories import CalendarFactory
from tests.services.conftest import again

pytestmark = pytest.mark.django_db
URL = "/services/calendars/"
SAID = {"title": "Office", "hours": "mon-fri 08:00-18:00", "zone": "Europe/Oslo", "token": "t", "version": "0"}


@pytest.fixture
def browser(client_of, desk):
    return client_of(desk)


def test_a_calendar_is_made_with_its_first_edition(browser):
    answer = browser.post(
        f"{URL}new/", {**SAID, "country": "NO", "special_days": "2026-12-24 08:00-12:00 Christmas Eve"}
    )
    assert answer.status_code == 302
    edition = Calendar.objects.get().editions.get()
    assert (edition.hours, edition.zone, edition.country) == ("mon-fri 08:00-18:00", "Europe/Oslo", "NO")
    page = browser.get(answer.url).content.decode()
    assert "Mon\u2013Fri 08:00\u201318:00" in page
    assert "Christmas" in page


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"hours": ""}, "hours", "This field is required"),
        ({"hours": "mon closed"}, "hours", "Give hours for at least one day"),
        ({"hours": "mon-fri 8 to 6"}, "hours", "is no time of day"),
        ({"zone": "Europe/Nowhere"}, "zone", "not one of the available choices"),
        ({"country": "XX"}, "country", "not one of the available choices"),
        ({"country": "DE", "subdivision": "XX"}, "subdivision", "Use one of its parts"),
        ({"subdivision": "BY"}, "subdivision", "Name the country first"),
        ({"special_days": "2026-12-24 closed\nNew Year"}, "special_days", "Line 2"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field_and_what_was_typed_stays(browser, changed, field, said):
    answer = browser.post(f"{URL}new/", {**SAID, **changed})
    assert answer.status_code == 422
    assert said in str(answer.context["form"].errors[field])
    assert answer.context["form"]["title"].value() == "Office"
    assert not Calendar.objects.exists()


def test_the_form_of_a_calendar_that_is_there_asks_for_no_hours(browser, desk):
    calendar = CalendarFactory(owner=desk, hours="24x7")
    assert "hours" not in browser.get(f"{calendar.page_url}edit/").context["form"].fields


def test_a_new_edition_holds_from_its_day_on_and_changes_nothing_before(browser, desk):
    calendar = CalendarFactory(owner=desk, hours="mon-sun 08:00-18:00")
    said = {
        **SAID,
        "valid_from": (today() + timedelta(days=3)).isoformat(),
        "hours": "mon-sun 08:00-10:00",
        "version": 1,
    }
    assert browser.get(f"{calendar.page_url}do/add_edition/").context["form"]["hours"].value() == "mon-sun 08:00-18:00"
    answer = browser.post(f"{calendar.page_url}do/add_edition/", {**said, "reason": "Fewer calls"})
    assert answer.status_code == 302
    found = again(calendar).timeline()
    assert [found.edition_on(today() + timedelta(days=n)).week[0] for n in (2, 3)] == [((480, 1080),), ((480, 600),)]
    assert again(calendar).editions.count() == 2


def test_time_that_has_passed_is_counted_by_the_edition_it_was_counted_by(browser, desk):
    calendar = CalendarFactory(owner=desk)
    said = {**SAID, "valid_from": (today() - timedelta(days=1)).isoformat(), "version": 1, "reason": "r"}
    answer = browser.post(f"{calendar.page_url}do/add_edition/", said)
    assert answer.status_code == 422
    assert "time that has passed" in str(answer.context["form"].errors["valid_from"])
    assert again(calendar).editions.count() == 1


def test_an_edition_to_come_is_corrected_by_another_from_the_same_day(desk):
    calendar = CalendarFactory(owner=desk)
    day = today() + timedelta(days=5)
    for hours in ("mon 08:00-09:00", "tue 08:00-09:00"):
        add_edition(again(calendar), actor=desk, valid_from=day, hours=hours, zone="UTC", reason="r")
    assert again(calendar).timeline().edition_on(day).week[1] == ((480, 540),)


def test_whoever_does_not_keep_the_portfolio_changes_no_hours(alice):
    calendar = CalendarFactory()
    with pytest.raises(Refused):
        add_edition(again(calendar), actor=alice, valid_from=today(), hours="24x7", zone="UTC", reason="r")


def test_a_part_of_a_country_is_asked_of_the_domain_too(desk):
    with pytest.raises(InputError, match="Use one of its parts"):
        add_edition(
            again(CalendarFactory()),
            actor=desk,
            valid_from=today(),
            hours="24x7",
            zone="UTC",
            country="DE",
            subdivision="Q",
        )

"""People of the portfolio, and services in use."""

import pytest

from people.calendar import today
from services.domain.lives import go_live
from services.models import Service
from standard.roles import CUSTOMER_LIAISON, SERVICE_MANAGEMENT_TEAM, SMR, TOP_MANAGEMENT
from tests.factories import CalendarFactory, PersonFactory, ServiceFactory
from tests.roles.conftest import give, twelve

__all__ = ["give", "twelve"]


def again(record):
    """The record as stored."""
    return type(record).objects.get(pk=record.pk)


@pytest.fixture
def desk(give):
    """Leads the service desk."""
    person = PersonFactory(display_name="Dana Desk")
    give(person, SERVICE_MANAGEMENT_TEAM)
    return person


@pytest.fixture
def smr(give):
    """The service management representative."""
    person = PersonFactory(display_name="Sam Smr")
    give(person, SMR)
    return person


@pytest.fixture
def director(give):
    """Top management."""
    person = PersonFactory(display_name="Toni Top")
    give(person, TOP_MANAGEMENT)
    return person


@pytest.fixture
def liaison(give):
    """The customer liaison officer."""
    person = PersonFactory(display_name="Lia Liaison")
    give(person, CUSTOMER_LIAISON)
    return person


@pytest.fixture
def live(desk):
    """Makes services that are live."""

    def made(title, **about):
        about.setdefault("service_hours", CalendarFactory(hours="mon-fri 08:00-18:00"))
        service = ServiceFactory(title=title, owner=desk, **about)
        go_live(again(service), actor=desk, live_since=today())
        return Service.objects.get(pk=service.pk)

    return made

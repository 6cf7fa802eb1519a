"""What agreements and tickets say against the scope in force."""

from datetime import timedelta

import pytest
from django.utils import timezone

from agreements.panels import agreed_out_of_scope
from operations.domain.scope_checks import tickets_out_of_scope
from records.domain.write import write
from services.domain.scope_checks import contradictions
from services.models import ScopedService
from shell.registry import AskFor, registry
from tests.factories import (
    AgreementFactory,
    CatalogueItemFactory,
    IncidentFactory,
    ServiceFactory,
    ServiceRequestFactory,
    SmsScopeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def scope(installation, mail):
    """A scope without the mail, and with the archive."""
    made = SmsScopeFactory()
    ScopedService.objects.create(scope=made, service=mail, is_in=False, reason="Ends")
    ScopedService.objects.create(scope=made, service=ServiceFactory(title="Archive"), is_in=True)
    return made


def agreed(*services, **about):
    made = AgreementFactory(**about)
    for service in services:
        made.agreed_services.create(service=service)
    made.targets.create(metric="resolution", ticket_type="incident", value=8)
    return write(made, actor=None, action="agree", reason="Signed")


def test_an_agreement_in_force_about_a_service_out_of_scope_contradicts_it(scope, mail, alice):
    found = agreed(mail)
    agreed(ServiceFactory())
    AgreementFactory().agreed_services.create(service=mail)
    assert list(agreed_out_of_scope(scope, alice)) == [found]


def test_a_restricted_agreement_is_found_for_those_who_see_it_alone(scope, mail, alice, bob):
    found = agreed(mail, owner=bob, restricted=True)
    assert list(agreed_out_of_scope(scope, alice)) == []
    assert list(agreed_out_of_scope(scope, bob)) == [found]


def test_tickets_of_the_last_90_days_about_a_service_out_of_scope_contradict_it(scope, mail, alice):
    now = timezone.now()
    incident = IncidentFactory(service=mail, created_by=alice, opened_at=now - timedelta(days=89))
    request = ServiceRequestFactory(service=mail, created_by=alice, opened_at=now - timedelta(days=1))
    IncidentFactory(service=mail, created_by=alice, opened_at=now - timedelta(days=91))
    IncidentFactory(service=ServiceFactory(), created_by=alice)
    assert tickets_out_of_scope(scope, alice) == [request, incident]


def test_a_restricted_ticket_is_found_for_those_who_see_it_alone(scope, mail, alice, bob):
    IncidentFactory(service=mail, created_by=bob, restricted=True)
    assert tickets_out_of_scope(scope, alice) == []
    assert len(tickets_out_of_scope(scope, bob)) == 1


def test_both_are_among_what_the_scope_is_held_against(scope, mail, alice):
    agreed(mail)
    IncidentFactory(service=mail, created_by=alice)
    found = {each.check.key for each in contradictions(scope, alice)}
    assert {"agreements.agreed", "operations.tickets"} <= found


def test_the_catalogue_leads_to_the_form_that_asks_for_an_item(mail, alice, client_of):
    write(mail, actor=None, action="go_live", reason="r")
    item = write(CatalogueItemFactory(service=mail), actor=None, action="offer")
    asking = next(each for each in registry.all(AskFor) if each.key == "operations.ask")
    assert f'href="{asking.url(item.reference)}"' in client_of(alice).get("/services/catalogue/").content.decode()
    assert client_of(alice).get(asking.url(item.reference)).status_code == 200

"""An agreement on its way, and who takes it there."""

from datetime import date
from decimal import Decimal

import pytest

from agreements.domain.drafting import create_agreement, set_terms
from agreements.domain.life import agree
from agreements.models import Agreement, ExceptionClause, Target, WorkloadLimit
from tests.factories import CalendarFactory, OrganisationFactory, ServiceFactory


def resolution(hours=4, **about):
    """A target for incidents."""
    return Target(
        **{"metric": "resolution", "ticket_type": "incident", "value": Decimal(hours), "unit": "hours", **about}
    )


def limit():
    """A workload limit."""
    return WorkloadLimit(ticket_type="incident", a_month=100)


def exception():
    """A case that does not count."""
    return ExceptionClause(code="7.2", text="Maintenance that was announced")


def read_anew(agreement):
    """The agreement as it is stored."""
    return Agreement.objects.get(pk=agreement.pk)


@pytest.fixture
def draft(installation, alice):
    """A draft about one service, with nothing else yet."""
    hours = CalendarFactory()
    agreement = Agreement(
        title="Mail for the council",
        customer=OrganisationFactory(is_customer=True),
        owner=alice,
        created_by=alice,
        valid_from=date(2016, 1, 1),
        service_hours=hours,
        support_hours=hours,
    )
    return create_agreement(agreement, actor=None, covers=[ServiceFactory()])


@pytest.fixture
def written(draft, alice):
    """The draft with all its terms."""
    return set_terms(
        draft, actor=alice, targets=[resolution(share=Decimal(95))], limits=[limit()], exceptions=[exception()]
    )


@pytest.fixture
def agreed(written, alice):
    """The agreement, in force."""
    return agree(written, actor=alice, agreed_how="signature", evidence_note="Signed by both on paper")

"""A service with an agreement, a team that works on it, and the usual table of priorities."""

from __future__ import annotations

from decimal import Decimal

import pytest

from operations.domain.priorities import found_table
from records.domain.write import write
from tests.factories import AgreementFactory, CalendarFactory, ServiceFactory, TeamFactory


@pytest.fixture
def table(installation):
    """The usual priorities."""
    found_table()


@pytest.fixture
def mail(installation):
    """A service."""
    return ServiceFactory(title="E-mail", code="MAIL")


@pytest.fixture
def agreement(mail, table):
    """An agreement about it, around the clock: 8 hours, 4 for what is critical; an answer within one."""
    made = AgreementFactory(title="Norvik mail", support_hours=CalendarFactory(title="Always"))
    made.agreed_services.create(service=mail)
    for priority, hours in ((None, 8), (1, 4)):
        made.targets.create(metric="resolution", ticket_type="incident", priority=priority, value=Decimal(hours))
    made.targets.create(metric="response", ticket_type="incident", value=Decimal(1))
    made.targets.create(metric="fulfilment", ticket_type="request", value=Decimal(24))
    return write(made, actor=None, action="agree", reason="Signed")


@pytest.fixture
def desk(alice, bob):
    """Alice's and Bob's team."""
    made = TeamFactory(title="Service desk")
    made.members.set([alice, bob])
    return made

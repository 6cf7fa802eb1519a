"""Service reports: the figures of one over a hundred thousand tickets with their clocks, and the team's overview."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.utils import timezone

from agreements.models import Agreement, Target
from operations.domain.clocks import Clockwork, keep_many
from operations.domain.frozen import collect
from operations.figures import Period, last_month
from operations.models import Incident, ServiceReport
from records.domain.bulk import create_many
from records.domain.write import write
from tests.bench import cases, scene
from tests.factories import AgreementFactory

#: Days over which the tickets were opened, and tickets written at a time.
DAYS, CHUNK = 395, 5000
CATEGORIES = [f"Category {number}" for number in range(30)]


def grow_to(size):
    """Closed incidents of one agreement, evenly over thirteen months, each with its two clocks."""
    scene.grow_to(1000)
    agreement = AgreementFactory()
    about = {"agreement": agreement, "ticket_type": "incident", "unit": "hours", "share": 90}
    targets = [Target(metric="resolution", priority=place, value=4 * place, **about) for place in range(1, 5)]
    Target.objects.bulk_create([*targets, Target(metric="response", value=1, **about)])
    agreement = write(Agreement.objects.get(pk=agreement.pk), actor=None, action="agree")
    for begun in range(0, size, CHUNK):
        _make(agreement, min(CHUNK, size - begun))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def acts():
    """The figures of a month with its trend, and of a year, which holds nearly all; and the page of the team."""
    client = cases.signed_in(scene.ordinary())
    month, agreement = last_month(), Agreement.objects.get(state="agreed")
    year = Period(month.before(11).first, month.last)
    reports = {
        "figures of a service report, a month of 13": _report(agreement, month),
        "figures of a service report, a year": _report(agreement, year),
    }
    found = {"floor: the database counts the tickets": _count}
    found |= {name: lambda report=report: collect(report) for name, report in reports.items()}
    return {**found, "overview of thirteen months": cases._visit(client, "/operations/overview/?months=13")}


def _count():
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM operations_incident WHERE breached")
        cursor.fetchone()


def _report(agreement, period):
    return ServiceReport(title="R", agreement=agreement, period_from=period.first, period_until=period.last)


def _make(agreement, count):
    made = [_incident(agreement) for _ in range(count)]
    work = Clockwork()
    counted = [work.count(incident, []) for incident in made]
    create_many(made, actor=None)
    keep_many(list(zip(made, counted, strict=True)))


def _incident(agreement):
    owner, chance = scene.chance.choice(scene.people[:-1]), scene.chance
    opened = timezone.now() - timedelta(minutes=chance.randint(3 * 1440, DAYS * 1440))
    took = timedelta(hours=chance.expovariate(1 / 6))
    return Incident(
        title=f"Incident {next(scene.numbers)}",
        customer_id=agreement.customer_id,
        priority=chance.choice((1, 2, 3, 3, 4, 4)),
        category=chance.choice(CATEGORIES),
        owner=owner,
        created_by=owner,
        opened_at=opened,
        responded_at=opened + took / 8,
        resolved_at=opened + took,
        closed_at=opened + took,
        reopened=int(chance.random() < 0.05),
        state="closed",
    )

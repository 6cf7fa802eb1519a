"""Services, three agreements, teams and service reports of the demo organisation."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from agreements.domain.drafting import create_agreement, set_terms
from agreements.domain.life import agree
from agreements.models import Agreement, ExceptionClause, Target, WorkloadLimit
from operations.domain import reporting
from operations.domain.excluding import approve_exclusion, propose_exclusion
from operations.figures import last_month
from operations.models import Clock, Incident, ServiceReport, Team
from people.calendar import today
from records.access.standing import forget
from records.domain.write import write
from services.models import Calendar, Service
from smsapp.demo.accounts import password_of

if TYPE_CHECKING:
    from parties.models import Organisation
    from people.models import User

#: Places of people: who looks after agreements, who works on tickets, and who approves reports.
LIAISON, DESK, SMR = 11, 3, 1
#: Customers have agreements from so many months ago.
SINCE = 14
CALENDARS = (
    ("Office hours", "mon-fri 08:00-18:00"),
    ("Around the clock", "24x7"),
)
SERVICES = (
    ("Workplace", "WORK", "A computer that is ready in the morning.", "high", 0),
    ("Mail and calendar", "MAIL", "Letters and appointments, everywhere.", "high", 0),
    ("Citizens' portal", "PORTAL", "Applications without a way to the town hall.", "critical", 1),
    ("Network", "NET", "Every house is reached.", "critical", 1),
)
TEAMS = ("Service desk", "Workplace team", "Network team")
#: For each customer: services, hours of priorities 1 to 4, share, incidents a month, reports how often.
TERMS = (
    ((0, 1, 3), (4, 8, 24, 40), Decimal(95), 30, "monthly"),
    ((0, 1), (6, 12, 30, 50), Decimal(85), 20, "monthly"),
    ((2,), (2, 6, 20, 40), Decimal(95), 10, "quarterly"),
)
EXCEPTIONS = (
    ("7.1", "Maintenance that was announced five working days before."),
    ("7.2", "Time in which the customer did not answer a question, or did not let anybody in."),
    ("7.3", "Failures of lines that the customer itself ordered."),
)
DECIDED = "A second engineer stands by in the evening; looked at again after two months."


def make_services(people: list[User]) -> list[Service]:
    """Calendars, and services that are live; those that are there already are taken."""
    known = Service.objects.visible_to(people[SMR])
    if known.exists():
        return list(known.filter(state="live").order_by("pk")[: len(SERVICES)])
    calendars = [_calendar(title, hours, people[SMR]) for title, hours in CALENDARS]
    return [_service(row, calendars, people) for row in SERVICES]


def make_teams(people: list[User]) -> list[Team]:
    """Teams with four members each; those that are there already are taken."""
    known = Team.objects.visible_to(people[SMR])
    if known.exists():
        return list(known.order_by("pk")[: len(TEAMS)])
    made = []
    for place, title in enumerate(TEAMS):
        team = Team(title=title, owner=people[DESK + place], created_by=people[SMR])
        write(team, actor=None, action="create")
        for person in people[DESK + place * 4 : DESK + place * 4 + 4]:
            team.memberships.create(person=person)
        made.append(team)
    return made


def make_agreements(people: list[User], organisations: list[Organisation], services: list[Service]) -> list[Agreement]:
    """Three agreements with customers, all in force."""
    customers = [found for found in organisations if found.is_customer][: len(TERMS)]
    return [_agreement(customer, terms, people, services) for customer, terms in zip(customers, TERMS, strict=False)]


def make_reports(people: list[User], agreements: list[Agreement]) -> None:
    """Two reports of last month: one that was approved, with an exclusion, and one draft."""
    for person in people:
        forget(person)
    _exclude_one(people, agreements[0])
    approved, _draft = (_report(people, agreement) for agreement in agreements[:2])
    decided = {
        target.pk: (DECIDED, "Their IT manager, in the service review")
        for target, _name in reporting.targets_missed(approved)
    }
    if decided:
        reporting.decide(approved, actor=people[LIAISON], decisions=decided)
    found = ServiceReport.objects.visible_to(people[SMR]).get(pk=approved.pk)
    about = {"sha256": str(found.figures_id), "password": password_of(people[SMR].email)}
    reporting.approve(found, actor=people[SMR], **about)


def _calendar(title: str, hours: str, by: User) -> Calendar:
    made = Calendar(title=title, owner=by, created_by=by)
    write(made, actor=None, action="create")
    zone = "Europe/Berlin" if hours != "24x7" else "UTC"
    country = "DE" if hours != "24x7" else ""
    made.editions.create(valid_from=today() - relativedelta(years=3), hours=hours, zone=zone, country=country)
    return made


def _service(row: tuple[str, str, str, str, int], calendars: list[Calendar], people: list[User]) -> Service:
    title, code, value, criticality, hours = row
    about = {"title": title, "code": code, "customer_value": value, "criticality": criticality}
    made = Service(**about, owner=people[DESK], created_by=people[SMR])
    made.service_hours = made.support_hours = calendars[hours]
    write(made, actor=None, action="create")
    made.live_since = today() - relativedelta(years=2)
    return write(made, actor=None, action="go_live", reason="In use before it was recorded here")


def _agreement(
    customer: Organisation,
    terms: tuple[tuple[int, ...], tuple[int, ...], Decimal, int, str],
    people: list[User],
    services: list[Service],
) -> Agreement:
    taken, hours, share, limit, frequency = terms
    chosen = [services[place] for place in taken if place < len(services)]
    day = today()
    made = Agreement(
        title=f"{customer.title}: {', '.join(service.title for service in chosen)}"[:200],
        customer=customer,
        owner=people[LIAISON],
        created_by=people[LIAISON],
        valid_from=day - relativedelta(months=SINCE),
        valid_until=day + timedelta(days=200),
        due=day + timedelta(days=60),
        service_hours=chosen[0].service_hours,
        support_hours=chosen[0].support_hours,
        report_every=frequency,
        terms="The customer names a contact for each site. Complaints go to the liaison officer first.",
    )
    create_agreement(made, actor=None, covers=chosen)
    targets = [*_times(hours, share), *_others()]
    limits = [WorkloadLimit(ticket_type="incident", a_month=limit), WorkloadLimit(ticket_type="request", a_month=limit)]
    set_terms(
        made,
        actor=None,
        targets=targets,
        limits=limits,
        exceptions=[ExceptionClause(code=c, text=t) for c, t in EXCEPTIONS],
    )
    return agree(
        made, actor=None, agreed_how="signature", evidence_note="Signed by both; the paper lies with the liaison officer.",
        agreed_on=made.valid_from,
    )  # fmt: skip


def _times(hours: tuple[int, ...], share: Decimal) -> list[Target]:
    about = {"ticket_type": "incident", "unit": "hours", "share": share, "source": "Tickets"}
    resolved = [
        Target(metric="resolution", priority=place, value=value, **about) for place, value in enumerate(hours, 1)
    ]
    answered = Target(metric="response", value=60, **{**about, "unit": "minutes"})
    fulfilled = Target(metric="fulfilment", value=30, **{**about, "ticket_type": "request"})
    return [answered, *resolved, fulfilled]


def _others() -> list[Target]:
    return [
        Target(metric="availability", comparator="at_least", value=Decimal("99.5"), unit="percent", source="Monitoring")
    ]


def _exclude_one(people: list[User], agreement: Agreement) -> None:
    """A miss of last month that the agreement excludes: proposed by one, approved by another."""
    period = last_month()
    clocks = Clock.objects.filter(target__agreement=agreement, breached=True, is_current=True)
    clock = clocks.filter(stopped__gte=period.begin, stopped__lt=period.end).order_by("pk").first()
    if clock is None:
        return
    ticket = Incident.objects.visible_to(people[SMR]).filter(pk=clock.ticket_id).first()
    if ticket is None:
        return
    clause = agreement.exceptions.get(code="7.1")
    about = {"reason": "It fell into the announced maintenance.", "evidence": "The announcement of the week before"}
    proposer = ticket.owner or people[DESK]
    made = propose_exclusion(ticket, clock, actor=proposer, clause=clause, **about)
    approve_exclusion(ticket, made, actor=people[SMR])


def _report(people: list[User], agreement: Agreement) -> ServiceReport:
    period = last_month()
    made = ServiceReport(
        title=reporting.title_of(agreement.customer.title, period),
        agreement=agreement,
        owner=people[LIAISON],
        created_by=people[LIAISON],
        period_from=period.first,
        period_until=period.last,
        purpose="To see whether what was agreed was kept, and what is to be done",
        audience=f"{agreement.customer.title}: IT manager",
        conclusion="Service was steady; evenings are the weak hours.",
        due=timezone.localdate() + reporting.TO_FINISH,
    )
    return reporting.create_report(made, actor=None)

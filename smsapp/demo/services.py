"""The demo organisation's services: calendars, the catalogue with parts and operators, scope, requirements, customers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar

from django.utils import timezone

from customers.domain import begin
from customers.models import CustomerRelationship
from people.calendar import today
from records.domain.write import write
from services.domain import composition, lives, scopes
from services.domain.calendars import add_edition, create_calendar
from services.domain.catalogue import publish
from services.domain.items import offer
from services.domain.scopes import Placed
from services.models import Calendar, CatalogueItem, Service, ServiceRequirement, SmsScope
from smsapp.demo import portfolio as words

if TYPE_CHECKING:
    from parties.models import Organisation
    from people.models import User

R = TypeVar("R")
#: Who, by their place among the demo's people: managing director, SMR, a process owner, service desk lead, and so on.
DIRECTOR, SMR, OWNER, DESK, TECHNOLOGY, LIAISON = 0, 1, 2, 3, 10, 11


def make_services(people: list[User], organisations: list[Organisation]) -> dict[str, Service]:
    """Everything of the portfolio, the way people would have kept it; returns the services by their codes."""
    calendars = {name: _calendar(people, name, said) for name, said in words.CALENDARS.items()}
    made = {code: _service(people, calendars, code, said) for code, said in words.SERVICES.items()}
    _compose(people, made, organisations)
    _live(people, made)
    _offer(people, made)
    publish(actor=people[LIAISON], note="First catalogue that customers see")
    _require(people, made, organisations)
    _scope(people, made)
    return made


def look_after(people: list[User], organisations: list[Organisation], services: dict[str, Service]) -> None:
    """Four customers with somebody who looks after them."""
    by_name = {found.title: found for found in organisations}
    for place, (name, tier, about, codes) in enumerate(words.CUSTOMERS):
        relationship = CustomerRelationship(
            title=name,
            organisation=by_name[name],
            owner=people[LIAISON],
            deputy=people[DESK],
            tier=tier,
            about=about,
            due=today() + timedelta(days=20 + 25 * place),
            created_by=people[LIAISON],
        )
        begin(relationship, actor=people[LIAISON], services=[services[code] for code in codes])


def _calendar(people: list[User], name: str, said: tuple[str, str, str, str]) -> Calendar:
    about, hours, country, special = said
    made = create_calendar(
        Calendar(title=name, about=about, owner=people[DESK]),
        actor=people[DESK],
        hours=hours,
        zone="Europe/Oslo",
        country=country,
        special_days=special,
        valid_from=date(2024, 1, 1),
    )
    if name in words.LATER_HOURS:
        month = (timezone.localdate().replace(day=1) + timedelta(days=62)).replace(day=1)
        add_edition(
            made, actor=people[DESK], valid_from=month, hours=words.LATER_HOURS[name], zone="Europe/Oslo",
            country=country, special_days=special, reason="Two customers asked for longer hours",
        )  # fmt: skip
    return made


def _service(
    people: list[User], calendars: dict[str, Calendar], code: str, said: tuple[str, str, str, str, str, bool]
) -> Service:
    name, value, criticality, hours, support, for_customers = said
    made = Service(
        title=name,
        code=code,
        customer_value=value,
        criticality=criticality,
        service_hours=calendars[hours],
        support_hours=calendars[support],
        is_for_customers=for_customers,
        owner=people[TECHNOLOGY if criticality == "critical" else DESK],
        planned_for=today() + timedelta(days=75) if code in words.PLANNED else None,
        due=today() + timedelta(days=150),
    )
    return write(made, actor=people[DESK], action="create")


def _compose(people: list[User], made: dict[str, Service], organisations: list[Organisation]) -> None:
    for upper, relation, lower in words.LINKS:
        composition.connect(_again(made[upper]), actor=people[DESK], other=made[lower], relation=relation)
    by_name = {found.title: found for found in organisations}
    for code, name, part in words.OPERATORS:
        composition.add_operator(_again(made[code]), actor=people[DESK], organisation=by_name[name], part=part)


def _live(people: list[User], made: dict[str, Service]) -> None:
    for place, (code, service) in enumerate(made.items()):
        if code in words.PLANNED:
            continue
        since = today() - timedelta(days=400 + 120 * place)
        lives.go_live(_again(service), actor=people[DESK], live_since=since, reason="Taken over from the old catalogue")
        if code in words.REMOVED:
            until = today() + timedelta(days=45)
            lives.remove(_again(service), actor=people[DESK], removal_on=until, reason="Teams calls take its place")
        if code in words.RETIRED:
            lives.remove(_again(service), actor=people[DESK], removal_on=today(), reason="Nobody uses it any more")
            lives.retire(_again(service), actor=people[DESK], reason="The last machine was switched off")


def _offer(people: list[User], made: dict[str, Service]) -> None:
    for name, code, description, questions, steps, needs_approval in words.ITEMS:
        item = CatalogueItem(
            title=name,
            service=made[code],
            description=description,
            questions="\n".join(questions),
            steps="\n".join(steps),
            needs_approval=needs_approval,
            owner=people[DESK],
        )
        write(item, actor=people[DESK], action="create")
        if _again(made[code]).state == "live":
            offer(item, actor=people[DESK], reason="")


def _require(people: list[User], made: dict[str, Service], organisations: list[Organisation]) -> None:
    by_name = {found.title: found for found in organisations}
    for title, code, customer, others, about, priority, text, how, state in words.REQUIREMENTS:
        found = ServiceRequirement(
            title=title, service=made[code], organisation=by_name.get(customer), required_by=others, type=about,
            priority=priority, text=text, how_met=how, owner=people[OWNER], due=today() + timedelta(days=60),
        )  # fmt: skip
        write(found, actor=people[LIAISON], action="create")
        for action in {"approved": ("approve",), "met": ("approve", "meet"), "not_met": ("approve", "miss")}.get(
            state, ()
        ):
            write(found, actor=people[SMR], action=action, reason="Decided in the service planning of the quarter")


def _scope(people: list[User], made: dict[str, Service]) -> None:
    first = scopes.create_scope(
        SmsScope(**words.SCOPE, owner=people[SMR], due=today() + timedelta(days=200)), actor=people[SMR]
    )
    _place(people, first, made, words.SCOPE_IN, words.SCOPE_OUT)
    scopes.approve(_again(first), actor=people[DIRECTOR], reason="Agreed in the management review")
    scopes.enforce(_again(first), actor=people[SMR])
    draft = scopes.begin_edition(_again(first), actor=people[SMR], reason="New services are to be taken in")
    _place(people, draft, made, words.DRAFT_IN, ())
    scopes.ask(_again(draft), actor=people[SMR], due=today() + timedelta(days=10))


def _place(
    people: list[User],
    scope: SmsScope,
    made: dict[str, Service],
    inside: tuple[str, ...],
    outside: tuple[tuple[str, str], ...],
) -> None:
    placed = [Placed(made[code].pk, is_in=True) for code in inside]
    placed += [Placed(made[code].pk, is_in=False, reason=why) for code, why in outside]
    scopes.set_services(_again(scope), actor=people[SMR], placed=placed)


def _again(record: R) -> R:
    """The record as stored: each verb moves it on."""
    found: R = type(record).objects.get(pk=record.pk)  # type: ignore[attr-defined]
    return found

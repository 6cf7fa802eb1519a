"""Resources, requests, the service management plan, commitment and delegations of the demo organisation."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from documents.models import Document
from improvement.domain.actions import raise_action
from leadership.domain import delegations, plans, requests, resources
from leadership.domain.commitments import items, record_entry
from leadership.domain.plan_text import plan_sha256
from leadership.models import Delegation, ManagementPlan, Resource, ResourceRequest
from people.calendar import today
from roles.domain.catalogue import roles_by_key
from services.models import Service, SmsScope
from smsapp.demo import governance_words as words
from standard.roles import TOP_MANAGEMENT

if TYPE_CHECKING:
    from people.models import User
    from records.models import Record

R = TypeVar("R")
#: Who, by their place among the demo's people.
DIRECTOR, SMR, DESK, TECHNOLOGY = 0, 1, 3, 10


def plan_resources(people: list[User], services: dict[str, Service]) -> dict[str, Resource]:
    """This year's resources of four kinds, two with a gap, and two requests: one granted, one that waits."""
    made = {}
    for key, (title, kind, code, unit, needed, allocated, forecast, judged, able) in words.RESOURCES.items():
        resource = Resource(
            title=title, type=kind, serves=services[code] if code else None,
            unit="" if kind == "money" else unit, currency=unit if kind == "money" else "",
            needed=Decimal(needed), allocated=Decimal(allocated), forecast=Decimal(forecast), judged_by=judged,
            starts=_year(1, 1), ends=_year(12, 31), owner=people[TECHNOLOGY if kind == "technology" else SMR],
        )  # fmt: skip
        made[key] = resources.create(resource, actor=people[SMR], capabilities=able)
        if key != "library":
            resources.agree(_again(made[key]), actor=people[DIRECTOR])
    granted = requests.ask(_request(words.GRANTED, made), actor=people[TECHNOLOGY])
    reason = "The auditors asked for it, and the price holds until the end of the month"
    requests.grant(_again(granted), actor=people[DIRECTOR], resource=_again(made["licences"]), reason=reason)
    requests.ask(_request(words.WAITING, made), actor=people[DESK])
    return made


def make_plan(people: list[User], services: dict[str, Service]) -> ManagementPlan:
    """This year's plan, approved; its part on services forgets one that went live after it was written."""
    smr = people[SMR]
    made = plans.create(
        ManagementPlan(title=words.PLAN, basis=words.BASIS, starts=_year(1, 1), ends=_year(12, 31), owner=smr),
        actor=smr,
    )
    refers = _references(people, services)
    for key, (text, answers) in words.PARTS.items():
        about: dict[str, Any] = {"references": refers.get(key, ()), "answers": people[answers]}
        plans.write_part(_again(made), key, actor=smr, text=text, version=0, **about)
    plans.propose(_again(made), actor=smr, due=today() + timedelta(days=10), reason="As talked through in March")
    plans.approve(_again(made), actor=people[DIRECTOR], sha256=plan_sha256(_again(made)))
    for title, days in words.ACTIONS:
        due = today() + timedelta(days=days)
        raise_action(_again(made), actor=smr, title=title, owner=people[DESK], due=due)
    return _again(made)


def commit(people: list[User], plan: ManagementPlan) -> None:
    """What the managing director did this year for the items of clause 5.1; some are missing still."""
    director = people[DIRECTOR]
    scope = SmsScope.objects.visible_to(director).filter(is_current=True).first()
    request = ResourceRequest.objects.visible_to(director).filter(state="granted").first()
    shown: dict[str, Any] = {"plan": plan, "scope": scope, "request": request, "": None}
    by_number = {item.identifier: item for item in items()}
    for number, (days, what, evidence) in words.COMMITMENT.items():
        on = max(today() - timedelta(days=days), _year(1, 1))
        about = {"on": on, "what": what, "evidence": shown[evidence]}
        entry = record_entry(actor=director, person=director, item=by_number[number], **about)
        if number == words.CORRECTED[0]:
            about["what"] = words.CORRECTED[1]
            record_entry(
                actor=director, person=director, item=entry.item, corrects=entry, reason="The month was wrong", **about
            )


def delegate(people: list[User]) -> None:
    """Two delegations of the managing director: one holds, one waits to be accepted."""
    role = roles_by_key()[TOP_MANAGEMENT]
    for place, (title, authority, decides, limit, days, to) in enumerate(words.DELEGATIONS):
        made = Delegation(
            title=title, authority=authority, decides=decides, limit=Decimal(limit) if limit else None,
            currency="NOK" if limit else "", role=role, delegate=people[to], may_pass_on=place == 0,
            starts=today(), ends=today() + timedelta(days=days),
        )  # fmt: skip
        delegations.give(made, actor=people[DIRECTOR])
        if place == 0:
            delegations.accept(_again(made), actor=people[to])


def _references(people: list[User], services: dict[str, Service]) -> dict[str, list[Record]]:
    """What parts refer to beside their text: services, the scope, and documents in force."""
    smr = people[SMR]
    published = Document.objects.visible_to(smr).current().filter(state="published", due__gte=today())
    named = {
        key: list(published.filter(reference__startswith=prefix).order_by("reference")[:2])
        for key, prefix in words.DOCUMENTS.items()
    }
    return {"services": [services[code] for code in words.NAMED], **named}


def _request(said: tuple[str, str, str, int, int, str, str], made: dict[str, Resource]) -> ResourceRequest:
    title, key, unit, amount, days, why, without = said
    return ResourceRequest(
        title=title, type=made[key].type, resource=made[key], unit=unit, amount=Decimal(amount), why=why,
        without=without, due=today() + timedelta(days=days),
    )  # fmt: skip


def _year(month: int, day: int) -> date:
    return date(today().year, month, day)


def _again(record: R) -> R:
    """The record as stored: each verb moves it on."""
    found: R = type(record).objects.get(pk=record.pk)  # type: ignore[attr-defined]
    return found

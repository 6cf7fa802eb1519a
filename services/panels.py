"""What the portfolio shows on the pages of its own records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from people.calendar import today
from records.access.permits import permits
from records.labels import labels_for
from services import pictures
from services.domain.editions import difference
from services.domain.items import lines_of
from services.domain.scope_checks import contradictions, scope_in_force
from services.hours.words import unusual_days, week_days, week_in_words
from services.models import CatalogueItem, Service, ServiceRequirement
from services.queries import links_of, operators_of, scoped, surroundings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.safestring import SafeString

    from people.models import User
    from services.domain.editions import Difference
    from services.domain.scope_checks import Contradiction
    from services.hours.words import UnusualDay, WeekDay
    from services.models import CalendarEdition, SmsScope
    from services.queries import Surroundings

#: Unusual days shown, and how far ahead they are looked for.
DAYS_SHOWN, DAYS_AHEAD = 8, 366


@dataclass(frozen=True)
class Hours:
    """What a calendar says now and from other days on, and the days ahead that are unlike others."""

    edition: CalendarEdition | None
    week: Sequence[tuple[WeekDay, SafeString]]
    words: str
    editions: Sequence[tuple[CalendarEdition, str, bool]]
    unusual: Sequence[UnusualDay]
    is_open: bool


@dataclass(frozen=True)
class Placing:
    """The services that an edition of the scope names, what it differs in from another, and what contradicts it."""

    scope: SmsScope
    services_in: Sequence[tuple[Any, SafeString]]
    services_out: Sequence[tuple[Any, SafeString]]
    contradictions: Sequence[Contradiction]
    other: SmsScope | None
    difference: Difference | None
    labels: dict[int, SafeString]
    may_set: bool


def hours_panel(calendar: Any, _user: User) -> Hours:
    """The week as it is now, its editions, the next public holidays and special days."""
    editions = list(calendar.editions.all())
    if not editions:
        return Hours(None, [], "", [], [], is_open=False)
    timeline, day = calendar.timeline(), today()
    now = timeline.edition_on(day)
    place = timeline.editions.index(now)
    return Hours(
        edition=editions[place],
        week=[(each, pictures.draw_day(each)) for each in week_days(now.week)],
        words=week_in_words(now.week),
        editions=[
            (edition, week_in_words(said.week), number == place)
            for number, (edition, said) in enumerate(zip(editions, timeline.editions, strict=True))
        ][::-1],
        unusual=unusual_days(timeline, timezone.now().astimezone(ZoneInfo(now.zone)).date(), DAYS_AHEAD)[:DAYS_SHOWN],
        is_open=timeline.is_open(timezone.now()),
    )


def items_panel(service: Any, user: User) -> Any:
    """What users can ask for."""
    return CatalogueItem.objects.visible_to(user).current().filter(service=service).order_by("title")[:50]


def requirements_panel(service: Any, user: User) -> Any:
    """What is required of the service."""
    return ServiceRequirement.objects.visible_to(user).current().filter(service=service).order_by("title")[:50]


def operators_panel(service: Any, user: User) -> dict[str, Any]:
    """Who else operates parts of it."""
    return {"operators": operators_of(service, user), "may_add": permits(user, "add_operator", service)}


def composition_panel(service: Any, user: User) -> dict[str, Any]:
    """Its parts and dependencies one level up and down, as a picture and as a list."""
    found: Surroundings = surroundings(service, user, 1)
    return {
        "found": found,
        "picture": pictures.draw(found, "map/") if len(found.nodes) > 1 else None,
        "has_links": bool(links_of(service)),
        "may_connect": permits(user, "connect", service),
    }


def placing_panel(scope: Any, user: User) -> Placing:
    """Services in and out, and of the edition in force what contradicts it."""
    services_in, services_out = scoped(scope, user)
    current = scope_in_force(user)
    other = current if current is not None and current.pk != scope.pk else None
    differs = difference(other, scope) if other is not None and scope.state in {"draft", "approved"} else None
    return Placing(
        scope=scope,
        services_in=services_in,
        services_out=services_out,
        contradictions=contradictions(scope, user) if scope.state != "superseded" else [],
        other=other,
        difference=differs,
        labels=labels_for({line.service for line in differs.moved}, user) if differs else {},
        may_set=scope.state == "draft" and permits(user, "set_services", scope),
    )


def steps_panel(item: Any, _user: User) -> dict[str, Any]:
    """Its questions and steps, one a line."""
    return {"questions": lines_of(item.questions), "steps": lines_of(item.steps)}


def timetabled(calendar: Any, user: User) -> Any:
    """The services whose hours a calendar says."""
    seen = Service.objects.visible_to(user).current()
    return (seen.filter(service_hours=calendar) | seen.filter(support_hours=calendar)).order_by("title")[:50]

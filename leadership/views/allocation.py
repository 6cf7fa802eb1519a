"""What is needed against what was allocated, kind by kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.views.decorators.http import require_safe

from leadership.domain.allocation import of_year
from leadership.models import Resource, ResourceRequest
from leadership.panels.resource import bar_of, bar_of_sum
from people.calendar import today
from records.access.permits import permits
from records.kind import find_kind
from records.views.base import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from leadership.domain.allocation import OfKind
    from leadership.panels.resource import Bar

YEARS = range(2000, 2201)


@dataclass(frozen=True)
class SumShown:
    """Resources of a kind that are counted in the same: all together, and one by one."""

    bar: Bar
    lines: Sequence[tuple[Resource, Bar]]


@dataclass(frozen=True)
class KindShown:
    """A kind of resource with its sums."""

    found: OfKind
    sums: Sequence[SumShown]


@require_safe
def allocation(request: HttpRequest) -> HttpResponse:
    """The page: of the year that the address names, else of this one."""
    user: Any = request.user
    year = year_asked(request)
    kinds = [_shown(found) for found in of_year(user, year)]
    waiting = ResourceRequest.objects.visible_to(user).current().filter(state__in=("open", "returned"))
    about = {
        "year": year,
        "kinds": kinds,
        "waiting": list(waiting.order_by("due", "pk")[:20]),
        "resources_url": find_kind("resource").url(),
        "requests_url": find_kind("resource-request").url(),
        "may_plan": permits(user, "create", Resource),
    }
    return render(request, "leadership/allocation.html", about)


def year_asked(request: HttpRequest) -> int:
    """The year that the address names, where it is one; else this one."""
    asked = number(request.GET.get("year", ""))
    return asked if asked is not None and asked in YEARS else today().year


def _shown(found: OfKind) -> KindShown:
    return KindShown(
        found, [SumShown(bar_of_sum(each), [(line, bar_of(line)) for line in each.resources]) for each in found.sums]
    )

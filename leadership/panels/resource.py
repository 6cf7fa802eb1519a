"""What pages of resources and requests show beside their fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import F
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from communication.models import Meeting
from leadership.domain.resources import CAPABLE
from leadership.models import AllocationChange, Resource, ResourceRequest
from leadership.panels.amounts import amount_text, in_unit
from people.calendar import today
from records.labels import labels_for
from shell.html import money

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from leadership.domain.allocation import Sum
    from leadership.models import Capability
    from people.models import User

#: Units of the drawing that the larger of need and allocation takes.
WIDE = 200
#: Rows of a panel.
ROWS = 20


@dataclass(frozen=True)
class Bar:
    """Needed against allocated: as a picture, and in words."""

    picture: SafeString
    needed: str
    allocated: str
    gap: str
    forecast: str = ""


@dataclass(frozen=True)
class ResourceShown:
    """A resource as its page shows it."""

    bar: Bar
    capabilities: Sequence[Capability]
    is_capable: bool
    changes: Sequence[tuple[AllocationChange, str, str, SafeString | str]]


def bar_of(resource: Resource) -> Bar:
    """A resource as a bar with its words."""
    return Bar(
        draw_bar(resource.needed, resource.allocated),
        amount_text(resource.needed, resource),
        amount_text(resource.allocated, resource),
        amount_text(resource.gap, resource) if resource.gap else "",
        amount_text(resource.forecast, resource),
    )


def bar_of_sum(found: Sum) -> Bar:
    """What several come to; the gap is drawn as it is said, so that a surplus of one hides no gap of another."""

    def said(amount: Decimal) -> str:
        return money(amount, found.currency) if found.currency else in_unit(amount, found.unit)

    return Bar(
        draw_bar(found.needed, found.needed - found.gap if found.gap else found.allocated),
        said(found.needed),
        said(found.allocated),
        said(found.gap) if found.gap else "",
    )


def draw_bar(needed: Decimal, allocated: Decimal) -> SafeString:
    """The allocated part of a need in full, what is missing hatched in another tone; the words stand beside it."""
    most = max(needed, allocated)
    have = round(WIDE * allocated / most) if most else 0
    want = round(WIDE * needed / most) if most else 0
    words = escape(_("Allocated against needed"))
    gap = f'<rect class="f-bad" x="{have}" width="{want - have}" height="10"/>' if want > have else ""
    goal = f'<rect class="f-ink" x="{max(want - 2, 0)}" width="2" height="10"/>' if want else ""
    return SafeString(
        f'<svg class="meter meter-high" viewBox="0 0 {WIDE} 10" preserveAspectRatio="none" role="img" '
        f'aria-label="{words}"><rect class="f-line" width="{WIDE}" height="10"/>'
        f'<rect class="f-good" width="{have}" height="10"/>{gap}{goal}</svg>'
    )  # figures, and our own words


def shown(resource: Any, user: User) -> ResourceShown:
    """Need and allocation, capabilities, and how the allocation changed."""
    changes = list(AllocationChange.objects.filter(resource=resource.pk).select_related("person")[:ROWS])
    labels = labels_for({each.request_id for each in changes}, user) if changes else {}
    return ResourceShown(
        bar=bar_of(resource),
        capabilities=list(resource.capabilities.all()),
        is_capable=resource.type in CAPABLE,
        changes=[
            (
                each,
                amount_text(each.was, resource),
                amount_text(each.became, resource),
                labels.get(each.request_id, ""),
            )
            for each in changes
        ],
    )


def requests_of(resource: Any, user: User) -> Any:
    """The requests that add to a resource, the newest first; None where there are none."""
    seen = ResourceRequest.objects.visible_to(user).current().filter(resource=resource.pk).order_by("-created", "-id")
    return list(seen[:ROWS]) or None


def to_decide(meeting: Any, user: User) -> Any:
    """The requests that a management review finds waiting; of other meetings none."""
    seen = ResourceRequest.objects.visible_to(user).current().filter(state="open").order_by("due", "pk")
    return seen if meeting.type == Meeting.Type.MANAGEMENT_REVIEW else seen.none()


def with_gap(meeting: Any, user: User) -> Any:
    """The resources with a gap that a management review looks at; of other meetings none."""
    seen = Resource.objects.visible_to(user).current().filter(allocated__lt=F("needed"), ends__gte=today())
    is_review = meeting.type == Meeting.Type.MANAGEMENT_REVIEW
    return seen.exclude(state="closed").order_by("title") if is_review else seen.none()


def asked(request: Any, _user: User) -> dict[str, Any]:
    """What is asked for and what was granted, with units."""
    return {
        "request": request,
        "amount": amount_text(request.amount, request),
        "granted": amount_text(request.granted, request),
    }

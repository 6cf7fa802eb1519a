"""The figures of the dashboard, each with the address of the records behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.enums import Metric
from operations import figures as f

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from operations.figures import Flow, Times
    from operations.overview.choice import Choice
    from shell.registry import Text

#: Of a hundred, from where on all is well, and below which it is not.
WELL, POOR = 95, 85
AGE_WORDS = (
    gettext_lazy("less than a day"),
    gettext_lazy("1 to 3 days"),
    gettext_lazy("3 to 7 days"),
    gettext_lazy("7 to 30 days"),
    gettext_lazy("30 to 90 days"),
    gettext_lazy("90 days and more"),
)
#: Rows of attainment: the metric of a clock and the kind of ticket.
BY = ("metric", "ticket__kind")


@dataclass(frozen=True)
class Rate:
    """A target over all agreements: how far it was kept."""

    name: str
    attained: f.Attained
    shares: Sequence[Decimal | None]
    url: str
    missed_url: str

    @property
    def shown(self) -> str:
        """The share in words."""
        return f.shown_percent(self.attained.share)

    @property
    def tone(self) -> str:
        """How well it stands."""
        share = self.attained.share
        return "quiet" if share is None else "good" if share >= WELL else "warn" if share >= POOR else "bad"


@dataclass(frozen=True)
class Row:
    """A figure with its name, the records behind it, and how long its bar is of a thousand."""

    name: Text
    count: int
    url: str
    length: int = 0
    said: str = ""
    tone: str = "pri"


def incidents_url() -> str:
    """The list of incidents."""
    return reverse("operations:incident-list")


def rates(choice: Choice) -> list[Rate]:
    """Attainment by metric and kind of ticket, over the period and month by month."""
    names = {
        (Metric.RESPONSE, "incident"): _("Incidents answered in time"),
        (Metric.RESOLUTION, "incident"): _("Incidents resolved in time"),
        (Metric.RESPONSE, "service-request"): _("Requests answered in time"),
        (Metric.FULFILMENT, "service-request"): _("Requests fulfilled in time"),
    }
    found = f.attainment(choice.scope, choice.steps, BY)
    return [
        Rate(
            name=names.get(row, " ".join(row)),
            attained=sum(points, f.Attained()),
            shares=[point.share for point in points],
            url=choice.address(reverse(f"operations:{row[1]}-list"), resolved_at=choice.key),
            missed_url=choice.address(reverse(f"operations:{row[1]}-list"), resolved_at=choice.key, breached="yes"),
        )
        for row, points in sorted(found.items())
    ]


def flows(choice: Choice) -> list[Flow]:
    """Incidents opened, closed and open, month by month."""
    return f.backlog(choice.scope.incidents(), choice.steps)


def age_rows(choice: Choice) -> list[Row]:
    """Open incidents by age."""
    found = f.ages(choice.scope.incidents(), timezone.now())
    most = max((age.count for age in found), default=0) or 1
    tones = ("good", "good", "pri", "pri", "warn", "bad")
    return [
        Row(
            AGE_WORDS[place],
            age.count,
            choice.address(incidents_url(), age=str(place)),
            1000 * age.count // most,
            tone=tones[place],
        )
        for place, age in enumerate(found)
    ]


def category_rows(choice: Choice) -> list[Row]:
    """The categories that most incidents have."""
    found = f.categories(choice.scope.incidents(), choice.period)
    most = found[0][1] if found else 1
    return [
        Row(
            name or _("without a category"),
            count,
            choice.address(incidents_url(), opened_at=choice.key, category=name or "-"),
            1000 * count // most,
        )
        for name, count in found
    ]


def priority_rows(choice: Choice) -> list[dict[str, Any]]:
    """Incidents by priority: opened, resolved, too late."""
    url = incidents_url()
    return [
        {
            "priority": row.priority,
            "opened": row.opened,
            "resolved": row.resolved,
            "missed": row.missed,
            "opened_url": choice.address(url, opened_at=choice.key, priority=str(row.priority)),
            "resolved_url": choice.address(url, resolved_at=choice.key, priority=str(row.priority)),
            "missed_url": choice.address(url, resolved_at=choice.key, priority=str(row.priority), breached="yes"),
        }
        for row in f.by_priority(choice.scope.incidents(), choice.period)
    ]


def recorded(choice: Choice) -> tuple[f.Recorded, str]:
    """Incidents opened in the period and the entries of their history, with the address of the list."""
    found = f.recorded(choice.scope.incidents(), choice.period)
    return found, choice.address(incidents_url(), opened_at=choice.key)


def combination_rows(choice: Choice) -> list[dict[str, Any]]:
    """Which priority incidents have for each impact and urgency."""
    return [
        {
            "found": found,
            "url": choice.address(
                incidents_url(),
                opened_at=choice.key,
                impact=str(found.impact),
                urgency=str(found.urgency),
                priority=str(found.priority),
            ),
        }
        for found in f.combinations(choice.scope.incidents(), choice.period)
    ]


def quality_rows(choice: Choice) -> list[Row]:
    """Reopened, handed about, given another priority: of incidents closed in the period."""
    incidents = choice.scope.incidents()
    found, repriced = f.handed_about(incidents, choice.period), f.repriced(incidents, choice.period)
    return [
        _share_row(_("Reopened"), found.reopened, found.resolved, _closed_url(choice, reopened="yes")),
        _share_row(_("Reassigned"), found.reassigned, found.resolved, _closed_url(choice, reassigned="yes")),
        _share_row(_("Changed priority"), repriced, found.resolved, _closed_url(choice, repriced="yes")),
    ]


def verdicts(choice: Choice) -> dict[str, Any] | None:
    """Verdicts of the tools that incidents come from beside ours; None where no tool judged.

    A row each: name, how many kept and missed their target, each with its records.
    """
    found = f.verdicts(choice.scope.incidents(), choice.period)
    if not found.compared:
        return None
    sides = (
        (_("By the tool they come from"), found.missed_there, "missed_there"),
        (_("By our clocks"), found.missed_here, "breached"),
    )
    return {
        "found": found,
        "differing_url": _closed_url(choice, differs="yes"),
        "rows": [
            (
                name,
                found.compared - missed,
                _closed_url(choice, judged="yes", **{key: "no"}),
                missed,
                _closed_url(choice, judged="yes", **{key: "yes"}),
            )
            for name, missed, key in sides
        ],
    }


def time_rows(choice: Choice) -> list[tuple[str, Times, str]]:
    """How long things took."""
    incidents, period = choice.scope.incidents(), choice.period
    closed = _closed_url(choice)
    return [
        (_("First response"), f.first_response(incidents, period), choice.address(incidents_url())),
        (_("Opened to resolved, on the wall's clock"), f.time_to_resolve(incidents, period), closed),
        (_("Opened to resolved, as agreements count"), f.time_to_resolve_by_clock(choice.scope, period), closed),
    ]


def hours(seconds: float | None) -> str:
    """A span in hours, to the hundredth; nothing for none."""
    return _("%(n)s h") % {"n": number_format(seconds / 3600, 2)} if seconds is not None else ""


def span_words(seconds: float | None) -> str:
    """A span as people say it: 4 h 30 min, 2 d 3 h; a sign for none."""
    if seconds is None:
        return "-"
    minutes = round(timedelta(seconds=seconds).total_seconds() / 60)
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    if days:
        return _("%(d)d d %(h)d h") % {"d": days, "h": hours}
    return _("%(h)d h %(m)d min") % {"h": hours, "m": minutes} if hours else _("%(m)d min") % {"m": minutes}


def drawing(row: Row) -> SafeString:
    """The bar of a row on its ground."""
    return SafeString(
        '<svg class="meter" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="f-line" width="1000" height="10"/>'
        f'<rect class="f-{row.tone}" width="{row.length}" height="10"/></svg>'
    )  # figures and our own tones


def _share_row(name: str, part: int, whole: int, url: str) -> Row:
    words = _("%(part)d of %(whole)d, %(share)s") % {
        "part": part,
        "whole": whole,
        "share": f.shown_percent(f.percent(part, whole)),
    }
    return Row(name, part, url, 1000 * part // whole if whole else 0, said=words, tone="warn")


def _closed_url(choice: Choice, **more: str) -> str:
    return choice.address(incidents_url(), resolved_at=choice.key, **more)

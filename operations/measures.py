"""Figures of tickets that indicators take their values from: each one of ``operations.figures``, of one period."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from agreements.enums import Metric
from operations import figures as f
from operations.figures.quality import closed_in, handed_about
from operations.models import Clock, ServiceReport
from operations.overview.period_keys import period_key
from people.calendar import month_end
from records.kind import find_kind
from records.models import Link
from shell.registry import Computed, ComputedMeasure

if TYPE_CHECKING:
    from people.calendar import Period
    from people.models import User

HOUR = Decimal(3600)
#: The kind of what is known.
ARTICLE = "article"


def resolved_inside(period: Period, seen_by: User | None) -> Computed:
    """Incidents resolved inside target / incidents with a target x 100 (K-P16-1)."""
    return _inside(Metric.RESOLUTION, "incident", period, seen_by)


def fulfilled_inside(period: Period, seen_by: User | None) -> Computed:
    """The same of requests (K-P17-1)."""
    return _inside(Metric.FULFILMENT, "service-request", period, seen_by)


def targets_met(period: Period, seen_by: User | None) -> Computed:
    """Service level targets met / measured x 100 (K-P08-1): a target is met where the share that was agreed is reached."""
    found = f.attainment(f.Scope(seen_by=seen_by), [period], ("target", "target__share"))
    judged = [f.is_kept(attained, share or Decimal(100)) for (_target, share), (attained,) in found.items()]
    measured = [is_kept for is_kept in judged if is_kept is not None]
    return Computed.share(sum(measured), len(measured), _list("incident", resolved_at=_key(period)))


def median_to_resolve(period: Period, seen_by: User | None) -> Computed:
    """Median of resolved - opened, in hours on the wall clock, of incidents resolved in the period."""
    return _times("median", period, seen_by)


def mean_to_resolve(period: Period, seen_by: User | None) -> Computed:
    """Mean of the same."""
    return _times("mean", period, seen_by)


def mean_to_restore(period: Period, seen_by: User | None) -> Computed:
    """Mean time by the clocks of agreements, hours of support less pauses, of incidents whose clock stopped (K-P16-2)."""
    times = f.time_to_resolve_by_clock(f.Scope(seen_by=seen_by), period)
    return _hours(times.mean, times.count, _list("incident", resolved_at=_key(period)))


def reopened(period: Period, seen_by: User | None) -> Computed:
    """Incidents closed in the period that were reopened / closed x 100 (K-P16-3)."""
    found = handed_about(f.Scope(seen_by=seen_by).incidents(), period)
    return Computed.share(found.reopened, found.resolved, _list("incident", resolved_at=_key(period), reopened="yes"))


def majors_reviewed(period: Period, seen_by: User | None) -> Computed:
    """Major incidents closed in the period that were reviewed / all of them x 100 (K-P16-4)."""
    rows = closed_in(f.Scope(seen_by=seen_by).incidents().filter(is_major=True), period)
    url = _list("incident", resolved_at=_key(period), major="ever")
    return Computed.share(rows.exclude(review="").count(), rows.count(), url)


def requests_too_old(period: Period, seen_by: User | None) -> Computed:
    """Requests open at the period's end for longer than twice their target / requests open then x 100 (K-P17-2)."""
    at = period.end
    is_open = Q(resolved_at=None, closed_at=None) | Q(resolved_at__gte=at) | Q(resolved_at=None, closed_at__gte=at)
    rows = f.Scope(seen_by=seen_by).requests().filter(is_open, opened_at__lt=at)
    clocks = Clock.objects.filter(is_current=True, metric=Metric.FULFILMENT, ticket__in=rows.values("pk"))
    spans = clocks.values_list("started", "target_seconds")
    old = sum(at - started > timedelta(seconds=2 * seconds) for started, seconds in spans)
    return Computed.share(old, rows.count(), _list("service-request"))


def knowledge_used(period: Period, seen_by: User | None) -> Computed:
    """Incidents and requests resolved with a linked article / resolved x 100 (K-P25-3)."""
    scope, found = f.Scope(seen_by=seen_by), []
    for rows in (scope.incidents(), scope.requests()):
        resolved = rows.filter(resolved_at__gte=period.begin, resolved_at__lt=period.end)
        found.append((resolved.filter(_has_article()).count(), resolved.count()))
    part, whole = (sum(each) for each in zip(*found, strict=True))
    return Computed.share(part, whole, _list("incident", resolved_at=_key(period)))


def reports_on_time(period: Period, seen_by: User | None) -> Computed:
    """Service reports of which the due day lay in the period and that were approved by it / due x 100 (K-P26-1)."""
    rows = ServiceReport._default_manager
    seen = rows.visible_to(seen_by) if seen_by is not None else rows.get_queryset()
    due = seen.filter(withdrawn=False, due__gte=period.first, due__lte=period.last)
    on_time = due.filter(approved_at__isnull=False, approved_at__date__lte=F("due"))
    return Computed.share(on_time.count(), due.count(), _list("service-report"))


#: Key, what it is called, how it is counted, unit, what computes it, the indicator of the library that it serves.
COMPUTED = (
    (
        "resolved_inside",
        _("Incidents resolved inside target"),
        _("Incidents whose clock stopped in the period inside its target, of all whose clock did."),
        "%",
        resolved_inside,
        "K-P16-1",
    ),
    (
        "mean_to_restore",
        _("Mean time to restore, by the clocks of agreements"),
        _("Hours of support less pauses, of clocks that stopped in the period."),
        "hours",
        mean_to_restore,
        "K-P16-2",
    ),
    (
        "median_to_resolve",
        _("Median time to resolve incidents"),
        _("Resolved less opened, in hours on the wall clock, of incidents resolved in the period."),
        "hours",
        median_to_resolve,
        "",
    ),
    (
        "mean_to_resolve",
        _("Mean time to resolve incidents"),
        _("Resolved less opened, in hours on the wall clock, of incidents resolved in the period."),
        "hours",
        mean_to_resolve,
        "",
    ),
    (
        "reopened",
        _("Reopened incidents"),
        _("Incidents closed in the period that were opened again at least once, of all closed in it."),
        "%",
        reopened,
        "K-P16-3",
    ),
    (
        "majors_reviewed",
        _("Major incidents reviewed"),
        _("Major incidents closed in the period whose review is written, of all of them."),
        "%",
        majors_reviewed,
        "K-P16-4",
    ),
    (
        "fulfilled_inside",
        _("Requests fulfilled inside target"),
        _("Requests whose clock stopped in the period inside its target, of all whose clock did."),
        "%",
        fulfilled_inside,
        "K-P17-1",
    ),
    (
        "requests_too_old",
        _("Request backlog age"),
        _("Requests that were open at the end of the period for longer than twice their target, of all open then."),
        "%",
        requests_too_old,
        "K-P17-2",
    ),
    (
        "targets_met",
        _("Service level targets met"),
        _("Targets whose agreed share was reached in the period, of all that were measured; exclusions left out."),
        "%",
        targets_met,
        "K-P08-1",
    ),
    (
        "knowledge_used",
        _("Knowledge reuse"),
        _("Incidents and requests resolved in the period that have a link to an article, of all resolved."),
        "%",
        knowledge_used,
        "K-P25-3",
    ),
    (
        "reports_on_time",
        _("Service reports issued on time"),
        _("Reports whose due day lay in the period and that were approved by then, of all due."),
        "%",
        reports_on_time,
        "K-P26-1",
    ),
)


def computed_measures() -> list[ComputedMeasure]:
    """What the room declares of them."""
    return [
        ComputedMeasure(
            key=f"operations.{key}", label=label, explain=explain, unit=unit, compute=compute, serves=serves
        )
        for key, label, explain, unit, compute, serves in COMPUTED
    ]


def _inside(metric: str, kind: str, period: Period, seen_by: User | None) -> Computed:
    found = f.attainment(f.Scope(seen_by=seen_by), [period], ("metric",)).get((metric,))
    attained = found[0] if found else f.Attained()
    return Computed.share(attained.met, attained.counted, _list(kind, resolved_at=_key(period)))


def _times(which: str, period: Period, seen_by: User | None) -> Computed:
    times = f.time_to_resolve(f.Scope(seen_by=seen_by).incidents(), period)
    return _hours(getattr(times, which), times.count, _list("incident", resolved_at=_key(period)))


def _hours(seconds: float | None, count: int, url: str) -> Computed:
    value = None if seconds is None else Decimal(str(seconds)) / HOUR
    return Computed(value, None, Decimal(count), url)


def _has_article() -> Any:
    """A link to or from an article of the knowledge base."""
    here = Q(source=OuterRef("pk"), target__kind=ARTICLE, target__withdrawn=False)
    there = Q(target=OuterRef("pk"), source__kind=ARTICLE, source__withdrawn=False)
    return Exists(Link.objects.filter(here | there, ended=None))


def _key(period: Period) -> str:
    """The period as lists of tickets have it; empty for weeks, which they do not offer."""
    is_of_months = period.first.day == 1 and period.last == month_end(period.last)
    return period_key(period) if is_of_months else ""


def _list(kind: str, **asked: str) -> str:
    """The list that holds the records behind a figure."""
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{find_kind(kind).url()}?{query}" if query else find_kind(kind).url()

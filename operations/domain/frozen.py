"""The figures of a service report: taken from the tickets, kept as JSON, read again as they were."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.enums import CLOCKED, TicketType
from agreements.models import WHOLE, Target, WorkloadLimit
from operations import figures as f
from records.domain.files import open_content, store
from services.models import Service

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from operations.models import ServiceReport
    from people.models import User
    from records.models import Blob
    from shell.registry import Text

JSON_TYPE = "application/json"
#: Periods of a trend, this one included (9.4-03: better six to thirteen).
TREND = 13
#: How the figures are counted, as it stands in each of them.
METHOD = (
    gettext_lazy("A ticket counts in the period in which its clock stopped: resolved, else closed."),
    gettext_lazy("Time is counted by the agreed hours, less the pauses that the agreement allows."),
    gettext_lazy("A target is missed when it took longer than agreed; exactly as long is kept."),
    gettext_lazy("Each ticket counts by its last state. Cancelled, refused and withdrawn ones count nowhere."),
    gettext_lazy("Excluded misses are left out of the share, and shown beside it; the other share has all of them."),
    gettext_lazy("Nothing is rounded before it is compared; percentages are shown rounded down."),
)
STATUS: dict[str, tuple[str, Text]] = {
    "met": ("good", gettext_lazy("met")),
    "missed": ("bad", gettext_lazy("missed")),
    "none": ("wait", gettext_lazy("not measured")),
}


@dataclass(frozen=True)
class Line:
    """A target of the agreement, and how far it was kept."""

    target: int
    name: str
    tickets: str
    wanted: str
    share_wanted: str
    is_clocked: bool
    source: str
    points: list[list[int]] = field(default_factory=list)
    running_late: int = 0

    @cached_property
    def attained(self) -> f.Attained:
        """What came of it in the period of the report."""
        return f.Attained(*self.points[-1]) if self.points else f.Attained()

    @property
    def status(self) -> str:
        """Whether it was met: ``met``, ``missed`` or ``none`` where nothing was measured."""
        kept = f.is_kept(self.attained, Decimal(self.share_wanted))
        return "none" if kept is None else "met" if kept else "missed"

    @property
    def badge(self) -> tuple[str, Text]:
        """The same as tone and words."""
        return STATUS[self.status]

    @property
    def shares(self) -> list[Decimal | None]:
        """The share of each period, exclusions left out, the earliest first."""
        return [f.Attained(*point).share for point in self.points]

    @property
    def trend(self) -> f.Trend:
        """Where they lead."""
        return f.trend_of(self.shares)

    @property
    def shown(self) -> str:
        """The share, exclusions left out."""
        return f.shown_percent(self.attained.share)

    @property
    def shown_of_all(self) -> str:
        """The share of all."""
        return f.shown_percent(self.attained.share_of_all)


class Frozen:
    """The figures of a report as they were taken; what a page, workbook or paper shows of them is read here alone."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data

    @cached_property
    def lines(self) -> list[Line]:
        """The targets."""
        return [Line(**line) for line in self.data["targets"]]

    @property
    def missed(self) -> list[Line]:
        """The targets that were missed."""
        return [line for line in self.lines if line.status == "missed"]

    @property
    def counts(self) -> dict[str, int]:
        """How many targets were met, missed, and not measured."""
        found = [line.status for line in self.lines]
        return {status: found.count(status) for status in STATUS}

    @cached_property
    def total(self) -> f.Attained:
        """All clocks of all targets together: the row that sums up."""
        return sum((line.attained for line in self.lines), f.Attained())

    @property
    def total_shown(self) -> str:
        """The share of all targets together, exclusions left out."""
        return f.shown_percent(self.total.share)

    @property
    def total_shown_of_all(self) -> str:
        """The share of all, as if nothing were excluded."""
        return f.shown_percent(self.total.share_of_all)

    @property
    def misses_named(self) -> int:
        """How many misses stand in it ticket by ticket: the first of them where there are very many."""
        return len(self.data["misses"])

    @property
    def periods(self) -> list[tuple[date, date]]:
        """The periods of the trends."""
        return [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in self.data["periods"]]

    @property
    def as_of(self) -> datetime:
        """When they were taken."""
        return datetime.fromisoformat(self.data["as_of"])


def scope_of(report: ServiceReport, seen_by: User | None = None) -> f.Scope:
    """Whose tickets a report is of."""
    if report.agreement_id is not None:
        return f.Scope.of_agreement(report.agreement_id, seen_by=seen_by)
    return f.Scope(service=report.service_id, team=report.team_id, seen_by=seen_by)


def collect(report: ServiceReport, seen_by: User | None = None) -> dict[str, Any]:
    """Take the figures of a report from the tickets, with what they are of and how they were counted."""
    period = f.Period(report.period_from, report.period_until)
    series, scope = period.series(TREND), scope_of(report, seen_by)
    incidents, requests = scope.incidents(), scope.requests()
    return {
        "as_of": timezone.now().isoformat(),
        "filters": {**{name: str(value) for name, value in scope.filters.items()}, "seen_by": str(seen_by or "")},
        "method": [str(line) for line in METHOD],
        "periods": [[each.first.isoformat(), each.last.isoformat()] for each in series],
        "targets": [asdict(line) for line in _lines(report, scope, series)],
        "misses": _plain(f.missed_tickets(scope, period)),
        "exclusions": _plain(f.exclusions(scope, period)),
        "workload": _workload(report, scope, period),
        "flow": {
            "incident": _flow(incidents, series),
            "request": _flow(requests, series),
        },
        "priorities": [asdict(row) for row in f.by_priority(incidents, period)],
        "majors": _plain(f.majors(incidents, period)),
        "times": {
            "resolve": asdict(f.time_to_resolve(incidents, period)),
            "clock": asdict(f.time_to_resolve_by_clock(scope, period)),
            "response": asdict(f.first_response(incidents, period)),
        },
        "quality": asdict(f.handed_about(incidents, period)),
        "categories": [list(row) for row in f.categories(incidents, period)],
        "verdicts": asdict(f.verdicts(incidents, period)),
    }


def freeze(data: dict[str, Any]) -> Blob:
    """Keep figures as a content of their own."""
    return store(json.dumps(data, sort_keys=True, ensure_ascii=False, indent=1).encode(), JSON_TYPE)


def frozen_of(report: ServiceReport) -> Frozen | None:
    """The figures a report has; None where none were taken yet. Raises ContentGoneError, ContentDamagedError."""
    if report.figures is None:
        return None
    with open_content(report.figures) as file:
        return Frozen(json.loads(file.read()))


def differences(kept: Frozen, now: Frozen) -> list[str]:
    """The targets of which the tickets say otherwise by now, in words."""
    before = {line.target: line.attained for line in kept.lines}
    return [
        _("%(name)s, %(tickets)s: %(was)s, now %(now)s")
        % {
            "name": line.name,
            "tickets": line.tickets,
            "was": f"{before[line.target].met}/{before[line.target].whole}" if line.target in before else "-",
            "now": f"{line.attained.met}/{line.attained.whole}",
        }
        for line in now.lines
        if before.get(line.target) != line.attained
    ]


def _lines(report: ServiceReport, scope: f.Scope, series: Sequence[f.Period]) -> list[Line]:
    if report.agreement_id is None:
        return _internal_lines(scope, series)
    found, late = f.attainment(scope, series), f.running_late(scope)
    targets = list(Target.objects.filter(agreement=report.agreement_id))
    names = _service_names({target.service_id for target in targets if target.service_id}, scope.seen_by)
    return [_line(target, target.for_words(names), found, late, len(series)) for target in targets]


def _service_names(keys: set[int], seen_by: User | None) -> dict[int, str]:
    services = Service.objects.visible_to(seen_by) if seen_by is not None else Service.objects.all()
    return dict(services.filter(pk__in=keys).values_list("pk", "title")) if keys else {}


def _line(target: Target, tickets: str, found: Any, late: Any, count: int) -> Line:
    case = (target.metric, target.ticket_type, target.priority, target.service_id)
    points = found.get(case, [f.Attained()] * count)
    return Line(
        target=target.pk,
        name=target.metric_label,
        tickets=tickets,
        wanted=target.wanted,
        share_wanted=str(target.share if target.metric in CLOCKED else WHOLE),
        is_clocked=target.metric in CLOCKED,
        source=target.source,
        points=[[point.counted, point.missed, point.excluded] for point in points],
        running_late=late.get(case, 0),
    )


def _internal_lines(scope: f.Scope, series: Sequence[f.Period]) -> list[Line]:
    """Targets of all agreements together, by what they are about."""
    by = ("metric", "ticket__kind")
    late, labels = f.running_late(scope, by), {"incident": TicketType.INCIDENT.label}
    return [
        Line(
            target=0,
            name=str({m.value: m.label for m in CLOCKED}.get(metric, metric)),
            tickets=str(labels.get(kind, TicketType.REQUEST.label)),
            wanted=_("as agreed with each customer"),
            share_wanted=str(WHOLE),
            is_clocked=True,
            source="",
            points=[[point.counted, point.missed, point.excluded] for point in points],
            running_late=late.get((metric, kind), 0),
        )
        for (metric, kind), points in sorted(f.attainment(scope, series, by).items())
    ]


def _workload(report: ServiceReport, scope: f.Scope, period: f.Period) -> list[dict[str, Any]]:
    of_agreement = WorkloadLimit.objects.filter(agreement=report.agreement_id)
    limits = dict(of_agreement.values_list("ticket_type", "a_month"))
    tickets = {TicketType.INCIDENT: scope.incidents(), TicketType.REQUEST: scope.requests()}
    return [
        {"type": kind.value, "month": month.first.isoformat(), "opened": n, "limit": limits.get(kind.value)}
        for kind, rows in tickets.items()
        for month, n in f.opened_a_month(rows, period)
    ]


def _flow(tickets: Any, series: Sequence[f.Period]) -> list[list[Any]]:
    return [
        [flow.period.first.isoformat(), flow.opened, flow.closed, flow.open_at_end]
        for flow in f.backlog(tickets, series)
    ]


def _plain(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows whose moments are texts."""
    return [
        {name: value.isoformat() if isinstance(value, datetime) else value for name, value in row.items()}
        for row in rows
    ]

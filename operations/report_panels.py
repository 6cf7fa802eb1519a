"""What stands on the pages of a service report, and of a ticket that missed a target."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString

from operations import pictures
from operations.domain.frozen import Frozen, frozen_of
from operations.domain.reporting import decided_targets
from operations.models import Clock, Exclusion
from records.access.permits import permits
from shell.contents import ContentDamagedError, ContentGoneError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from operations.domain.frozen import Line
    from operations.models import MissDecision, ServiceReport
    from people.models import User


@dataclass(frozen=True)
class LineShown:
    """A target with the picture of its trend and what was decided where it was missed."""

    line: Line
    picture: SafeString
    decision: MissDecision | None


@dataclass(frozen=True)
class ReportShown:
    """The figures of a report as a page or a paper shows them."""

    report: ServiceReport
    figures: Frozen | None
    lines: Sequence[LineShown]
    error: str = ""
    may_count: bool = False
    may_decide: bool = False

    @property
    def undecided(self) -> int:
        """Misses about which nothing was decided yet."""
        return sum(
            shown.line.status == "missed" and bool(shown.line.target) and not shown.decision for shown in self.lines
        )


@dataclass(frozen=True)
class Miss:
    """A clock that missed its target, and its exclusion where one was proposed."""

    clock: Clock
    exclusion: Exclusion | None


@dataclass(frozen=True)
class Misses:
    """The misses of a ticket, and what the reader may do about them."""

    ticket: Any
    misses: Sequence[Miss]
    may_propose: bool
    may_approve: bool


def report_panel(report: Any, user: User) -> ReportShown:
    """Its figures, as they were taken."""
    is_draft = report.state == "draft"
    may = {name: is_draft and permits(user, name, report) for name in ("count", "decide")}
    return shown(report, may_count=may["count"], may_decide=may["decide"])


def shown(report: ServiceReport, *, paint: Callable[[str], str] = pictures.on_page, **may: Any) -> ReportShown:
    """The same without a reader, as papers show it."""
    try:
        figures = frozen_of(report)
    except (ContentGoneError, ContentDamagedError) as error:
        return ReportShown(report, None, (), error=str(error))
    decided = decided_targets(report)
    lines = [_line(line, decided, paint) for line in (figures.lines if figures else [])]
    return ReportShown(report, figures, lines, **may)


def misses_panel(ticket: Any, user: User) -> Misses | None:
    """The clocks of a ticket that missed their target; None where none did."""
    clocks = list(Clock.objects.filter(ticket=ticket.pk, is_current=True, breached=True).select_related("target"))
    if not clocks:
        return None
    found = Exclusion.objects.filter(clock__in=clocks).select_related("clause", "proposed_by", "approved_by")
    exclusions = {exclusion.clock_id: exclusion for exclusion in found}
    return Misses(
        ticket=ticket,
        misses=[Miss(clock, exclusions.get(clock.pk)) for clock in clocks],
        may_propose=permits(user, "exclude", ticket),
        may_approve=permits(user, "approve_exclusion", ticket),
    )


def _line(line: Line, decided: Mapping[int, MissDecision], paint: Callable[[str], str]) -> LineShown:
    picture = pictures.trend_bars(line.shares, Decimal(line.share_wanted), str(line.trend.words), paint)
    return LineShown(line, picture, decided.get(line.target))

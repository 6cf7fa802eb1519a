"""Service reports: drafted, counted, decided on, approved over their figures' hash, sent (clause 9.4)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from dateutil.relativedelta import relativedelta
from django.contrib.auth.hashers import check_password
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from agreements.enums import Frequency
from agreements.models import Agreement, Target
from jobs.kinds import Result
from operations.domain.frozen import Frozen, collect, freeze, frozen_of
from operations.figures import Period, last_month
from operations.models import MissDecision, ServiceReport
from people.calendar import today
from records.access.visibility import can_see
from records.domain.entering import enter
from records.domain.errors import InputError, NotNowError, StaleError
from records.domain.log import note
from records.domain.tasks import drop_tasks, set_task
from records.domain.write import write
from records.models import Task

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jobs.progress import Progress
    from people.models import User

DRAFT_JOB = "operations.draft_reports"
#: Months of each frequency.
MONTHS = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.YEARLY: 12}
#: How long whoever looks after a report has to finish its draft.
TO_FINISH = timedelta(days=10)
DAY = timedelta(days=1)


@transaction.atomic
def create_report(report: ServiceReport, *, actor: User | None, action: str = "create", **about: Any) -> ServiceReport:
    """Record a report with its figures. Raises InputError for a period that is out of order."""
    _require_period(report)
    _take_figures(report)
    return write(report, actor=actor, action=action, **about)


@transaction.atomic
def edit_report(report: ServiceReport, *, actor: User | None, action: str = "edit", **about: Any) -> ServiceReport:
    """Change a draft; figures of another period or other tickets are taken anew. Raises InputError, NotNowError."""
    _require_period(report)
    stored = ServiceReport.objects.get(pk=report.pk)
    changed = {name for name in ServiceReport.frozen if getattr(stored, name) != getattr(report, name)}
    if changed:
        _require_draft(stored)
    if changed - {"conclusion"}:
        _take_figures(report)
    return write(report, actor=actor, action=action, **about)


@transaction.atomic
def count(report: ServiceReport, *, actor: User | None, reason: str = "", token: str | None = None) -> ServiceReport:
    """Take its figures anew from the tickets, as of now."""
    _take_figures(report)
    detail = {"sha256": report.figures_id}
    return write(report, actor=actor, action="count", reason=reason, token=token, detail=detail)


@transaction.atomic
def decide(
    report: ServiceReport, *, actor: User, decisions: Mapping[int, tuple[str, str]], token: str | None = None
) -> ServiceReport:
    """Keep what was decided about each missed target and who was told, by the target's key. Raises NotNowError."""
    entered = enter(report, actor=actor, action="decide")
    _require_draft(entered)
    for target, (decided, told) in decisions.items():
        MissDecision.objects.update_or_create(
            report=entered,
            target_id=target,
            defaults={"decided": decided, "told": told, "person": actor, "at": timezone.now()},
        )
    note(entered, actor=actor, action="decide", token=token, detail={"misses": len(decisions)})
    return entered


@transaction.atomic
def approve(
    report: ServiceReport, *, actor: User, sha256: str, password: str, token: str | None = None, reason: str = ""
) -> ServiceReport:
    """Sign the figures that were on the page: from now on they stay as they are, whatever becomes of the tickets.

    Raises StaleError where they were taken anew meanwhile, InputError for a wrong password, NotNowError for
    a miss about which nothing was decided.
    """
    if report.figures_id is None or report.figures_id != sha256:
        raise StaleError(_("The figures were taken anew after you opened them: look at them again before you sign"))
    if not check_password(password, actor.password):
        raise InputError(_("That is not your password"), "password")
    if undecided := misses_undecided(report):
        about = {"targets": get_text_list(undecided, _("and"))}
        raise NotNowError(_("Say first what was decided about: %(targets)s") % about)
    report.approved_by, report.approved_at = actor, timezone.now()
    write(report, actor=actor, action="approve", reason=reason, token=token, detail={"sha256": sha256})
    drop_tasks(report, kind=Task.Kind.ACT, reason=_("It is approved"))
    return report


@transaction.atomic
def send(report: ServiceReport, *, actor: User, reason: str = "", token: str | None = None) -> ServiceReport:
    """Say that those it is for have it."""
    return write(report, actor=actor, action="send", reason=reason, token=token)


def misses_undecided(report: ServiceReport) -> list[str]:
    """The missed targets of an agreement about which nothing was decided yet, in words (KPI P08)."""
    kept = frozen_of(report)
    decided = set(report.decisions.values_list("target", flat=True))
    missed = kept.missed if kept else []
    return [f"{line.name} ({line.tickets})" for line in missed if line.target and line.target not in decided]


def draft_reports(progress: Progress) -> Result:
    """The job: draft each report whose period is over, once, and set a task for whoever looks after it."""
    made = 0
    for agreement in Agreement.objects.filter(state="agreed", withdrawn=False).order_by("pk"):
        made += _draft_for(agreement)
        progress.tell(made, made, _("Drafting"))
    for series in _series():
        made += _draft_next(series)
    return Result(_("%(n)d reports were drafted") % {"n": made})


def period_over(frequency: str, day: date | None = None) -> Period:
    """The last whole period of a frequency that is over on a day, today unless another is given."""
    day, months = day or today(), MONTHS[Frequency(frequency)]
    begun = day.replace(day=1) - relativedelta(months=(day.month - 1) % months)
    return Period(begun - relativedelta(months=months), begun - DAY)


def title_of(what: str, period: Period) -> str:
    """What a report is called."""
    return f"{what}: {period_words(period)}"[:200]


def period_words(period: Period) -> str:
    """A period in words: a month by its name."""
    if period == last_month(period.last + DAY):
        return date_format(period.first, "F Y")
    first, last = (date_format(day, "j M Y") for day in (period.first, period.last))
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def live(report: ServiceReport, seen_by: User) -> Frozen:
    """The figures as somebody sees the tickets now."""
    return Frozen(collect(report, seen_by=seen_by))


@transaction.atomic
def _draft_for(agreement: Agreement) -> int:
    period = period_over(agreement.report_every)
    known = ServiceReport.objects.filter(agreement=agreement.pk, period_from=period.first, withdrawn=False)
    if agreement.valid_from > period.last or known.exists():
        return 0
    customer = _("%(customer)s: what was agreed, and what came of it") % {"customer": agreement.customer.title}
    report = ServiceReport(agreement=agreement, audience=agreement.customer.title, purpose=customer[:300])
    return _draft(report, agreement.title, period, agreement.owner)


@transaction.atomic
def _draft_next(last: ServiceReport) -> int:
    period = period_over(last.cycle)
    if last.period_from >= period.first:
        return 0
    same = ("service_id", "team_id", "purpose", "audience", "content", "cycle")
    report = ServiceReport(**{name: getattr(last, name) for name in same})
    return _draft(report, last.title.rpartition(": ")[0] or last.title, period, last.owner)


def _draft(report: ServiceReport, what: str, period: Period, owner: User | None) -> int:
    report.period_from, report.period_until = period.first, period.last
    report.title, report.owner = title_of(what, period), owner
    if owner is None or not owner.is_active:
        return 0
    report.created_by, report.due = owner, today() + TO_FINISH
    create_report(report, actor=None, reason=_("Its period is over"))
    if can_see(owner, report):
        title = _("Finish %(reference)s: decide on misses, and have it approved") % {"reference": report.reference}
        set_task(report, actor=None, assignee=owner, title=title, due=report.due, kind=Task.Kind.ACT)
    return 1


def _series() -> list[ServiceReport]:
    """The latest of each series of internal reports."""
    internal = ServiceReport.objects.filter(agreement=None, withdrawn=False).exclude(cycle="")
    latest: dict[Any, ServiceReport] = {}
    for report in internal.order_by("period_from", "pk"):
        latest[(report.service_id, report.team_id, report.cycle)] = report
    return list(latest.values())


def _take_figures(report: ServiceReport) -> None:
    data = collect(report)
    report.figures, report.as_of = freeze(data), timezone.now()


def _require_period(report: ServiceReport) -> None:
    if report.period_until < report.period_from:
        raise InputError(_("The period must end on or after the day it begins"), "period_until")


def _require_draft(report: ServiceReport) -> None:
    if report.state != "draft":
        raise NotNowError(_("It was approved as it stands: draft another report"))


def decided_targets(report: ServiceReport) -> dict[int, MissDecision]:
    """What was decided, by the target's key."""
    return {found.target_id: found for found in report.decisions.select_related("person")}


def targets_missed(report: ServiceReport) -> list[tuple[Target, str]]:
    """The targets of the agreement that were missed, with what they are called."""
    kept = frozen_of(report)
    missed = {line.target: f"{line.name}, {line.tickets}" for line in (kept.missed if kept else []) if line.target}
    return [(target, missed[target.pk]) for target in Target.objects.filter(pk__in=missed)]

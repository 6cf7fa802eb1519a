"""Computing what can be computed: registered figures and saved filters, for the periods that are over."""

from __future__ import annotations

import logging
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jobs.domain.queue import enqueue
from jobs.kinds import Result
from measures.domain.asking import ask, ask_to_mend, mended, periods_open
from measures.domain.measuring import VALUE_MAX, Entry, correct
from measures.domain.shapes import SMALLEST, Shape, reader_of
from measures.enums import BROUGHT, Came, Source
from measures.models import Indicator, Measurement, Trouble
from records.domain.entering import enter
from records.domain.errors import InputError, NotNowError
from shell.registry import Computed, ComputedMeasure, registry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobs.models import Job
    from jobs.progress import Progress
    from people.calendar import Period
    from people.models import User

logger = logging.getLogger(__name__)
#: The job of the clock, and the one that fills in the past of one indicator.
COMPUTE_JOB, FILL_JOB = "measures.compute", "measures.fill_in"
#: Periods back that are made up for; a year and the month before it.
BACK = 13


def compute(indicator: Indicator, period: Period, seen_by: User | None = None) -> Computed:
    """What an indicator was in a period: by its room's figure, of all records, or by its saved filter, as its owner sees.

    ``seen_by`` counts what that person sees, for a look ahead. Raises InputError, and whatever the room's figure raises.
    """
    if indicator.source == Source.FILTER:
        return Shape.of(indicator).count(period, seen_by or reader_of(indicator))
    try:
        measure = registry.get(ComputedMeasure, indicator.measure)
    except KeyError as error:
        raise InputError(
            _("No room computes “%(key)s” any more: choose another figure") % {"key": indicator.measure}
        ) from error
    return measure.compute(period, seen_by)


def compute_due(progress: Progress) -> Result:
    """The job of the clock: values of all periods that are over and lack one, and tasks for those that people bring."""
    rows = Indicator.objects.filter(state="in_use", withdrawn=False).select_related("owner", "created_by")
    indicators, count = list(rows.order_by("pk")), 0
    for done, indicator in enumerate(indicators):
        progress.tell(done, len(indicators), indicator.title)
        count += ask(indicator) if indicator.source in BROUGHT else fill_in(indicator)
    return Result(ngettext("%(n)d value or task", "%(n)d values and tasks", count) % {"n": count})


def ask_to_fill_in(indicator: Indicator, *, actor: User, reason: str = "", token: str | None = None) -> Job:
    """Ask for the job that computes what lacks of the past of an indicator. Raises Refused, NotNowError."""
    del reason, token
    with transaction.atomic():
        held = enter(indicator, actor=actor, action="compute")
        if held.is_brought or held.state != "in_use":
            raise NotNowError(_("It is computed once it is in use, and where a room or a saved filter counts"))
        return enqueue(FILL_JOB, actor=actor, indicator=held.pk)


def run_fill_in(progress: Progress, *, indicator: int) -> Result:
    """The job that computes what lacks of one indicator."""
    found = Indicator.objects.select_related("owner", "created_by").get(pk=indicator)
    progress.tell(0, 1, found.title)
    count = fill_in(found) if found.state == "in_use" and not found.is_brought else 0
    words = ngettext("%(n)d value was computed", "%(n)d values were computed", count) % {"n": count}
    return Result(words, url=found.page_url)


def fill_in(indicator: Indicator, back: int = BACK) -> int:
    """Compute the values that lack of its last periods; returns how many.

    A figure that raises is said on the page of the indicator and asked to be mended; it stops this one alone.
    """
    known = set(indicator.measurements.values_list("first", flat=True))
    lacking = [period for period in periods_open(indicator, back) if period.first not in known]
    if not lacking:
        return 0
    made, failed = _computed(indicator, lacking)
    Measurement.objects.bulk_create(made, ignore_conflicts=True)
    if failed is None:
        _forget_trouble(indicator)
    else:
        _say_trouble(indicator, *failed)
    return len(made)


def recompute(
    indicator: Indicator, wrong: Measurement, *, actor: User, reason: str, token: str | None = None
) -> Measurement:
    """Compute a period anew; where it is another value by now, that takes the place of the former one.

    Raises NotNowError where it is the same, InputError, Refused.
    """
    try:
        with transaction.atomic():
            entry = _entry(indicator, compute(indicator, wrong.period))
    except InputError:
        raise
    except Exception as error:
        logger.exception("The figure %s cannot be computed", indicator.measure)
        raise NotNowError(_("The room's figure failed: nothing was changed")) from error
    if (entry.value, entry.numerator, entry.denominator) == (wrong.value, wrong.numerator, wrong.denominator):
        raise NotNowError(_("It is still the same value"))
    return correct(indicator, wrong, entry, actor=actor, reason=reason, came=Came.COMPUTED, token=token)


def _computed(
    indicator: Indicator, periods: Sequence[Period]
) -> tuple[list[Measurement], tuple[Period, Exception] | None]:
    """Values of the periods, up to the first that fails."""
    made: list[Measurement] = []
    for period in periods:
        try:
            with transaction.atomic():
                entry = _entry(indicator, compute(indicator, period))
        except Exception as error:
            if not isinstance(error, InputError):
                logger.exception("The figure %s cannot be computed", indicator.measure)
            return made, (period, error)
        made.append(_measurement(indicator, period, entry))
    return made, None


def _entry(indicator: Indicator, found: Computed) -> Entry:
    """What a figure found, rounded as it is kept."""
    shape = indicator.shape if indicator.source == Source.FILTER else None
    entry = Entry(found.value, found.numerator, found.denominator, url=found.url, shape=shape)
    return replace(
        entry, value=_kept(found.value), numerator=_kept(found.numerator), denominator=_kept(found.denominator)
    )


def _kept(value: Decimal | None) -> Decimal | None:
    if value is None:
        return None
    if abs(value) >= VALUE_MAX:
        raise InputError(_("What was computed is too large to be kept"))
    return value.quantize(SMALLEST, ROUND_HALF_UP)


def _measurement(indicator: Indicator, period: Period, entry: Entry) -> Measurement:
    return Measurement(
        indicator=indicator,
        first=period.first,
        last=period.last,
        value=entry.value,
        numerator=entry.numerator,
        denominator=entry.denominator,
        url=entry.url,
        shape=entry.shape,
        came=Came.COMPUTED,
        version=indicator.version,
    )


def _say_trouble(indicator: Indicator, period: Period, error: Exception) -> None:
    why = (
        str(error)
        if isinstance(error, InputError)
        else _("the room's figure failed: %(name)s") % {"name": type(error).__name__}
    )
    about = {"first": period.first, "why": why[:500], "since": timezone.now()}
    _trouble, is_new = Trouble.objects.get_or_create(indicator=indicator, defaults=about)
    if not is_new:
        Trouble.objects.filter(indicator=indicator).update(first=period.first, why=why[:500])
    ask_to_mend(indicator, why)


def _forget_trouble(indicator: Indicator) -> None:
    if Trouble.objects.filter(indicator=indicator).delete()[0]:
        mended(indicator)

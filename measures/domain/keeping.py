"""Keeping indicators: recording, changing, starting, retiring them, and closing their periods (clause 9.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jobs.domain.queue import enqueue
from measures.domain.computing import FILL_JOB
from measures.domain.shapes import Shape, reader_of
from measures.enums import Direction, Source
from measures.figures import period_ended, period_of
from measures.models import Indicator
from people.calendar import today
from records.domain.errors import InputError, NotNowError
from records.domain.tasks import drop_tasks
from records.domain.write import write
from records.models import Task

if TYPE_CHECKING:
    from datetime import date

    from people.models import User

#: What its values rest on: once there are some, another one would make them mean something else.
RESTED_ON = ("frequency", "unit")


def create_indicator(indicator: Indicator, *, actor: User | None, action: str = "create", **about: Any) -> Indicator:
    """Record an indicator. Raises InputError at the field of a target that says nothing."""
    require_sense(indicator)
    indicator.owner = indicator.owner or actor
    return write(indicator, actor=actor, action=action, **about)


@transaction.atomic
def edit_indicator(indicator: Indicator, *, actor: User | None, action: str = "edit", **about: Any) -> Indicator:
    """Change an indicator. Raises InputError where its values would mean something else."""
    require_sense(indicator)
    if indicator.measurements.exists():
        stored = Indicator.objects.get(pk=indicator.pk)
        for name in RESTED_ON:
            if getattr(stored, name) != getattr(indicator, name):
                raise InputError(_("It has values by this already: retire it and record another indicator"), name)
    if indicator.state == "in_use":
        _require_counting(indicator)
    return write(indicator, actor=actor, action=action, **about)


@transaction.atomic
def start(indicator: Indicator, *, actor: User | None, reason: str = "", token: str | None = None) -> Indicator:
    """Measure it from now on. Raises NotNowError where nothing says what is counted, or by whom."""
    _require_counting(indicator)
    write(indicator, actor=actor, action="start", reason=reason, token=token)
    return _soon_filled_in(indicator, actor)


@transaction.atomic
def retire(indicator: Indicator, *, actor: User | None, reason: str, token: str | None = None) -> Indicator:
    """Measure it no more; nobody is asked for its values any longer."""
    write(indicator, actor=actor, action="retire", reason=reason, token=token)
    for kind in (Task.Kind.ANSWER, Task.Kind.ACT):
        drop_tasks(indicator, kind=kind, reason=_("The indicator was retired"))
    return indicator


@transaction.atomic
def resume(indicator: Indicator, *, actor: User | None, reason: str, token: str | None = None) -> Indicator:
    """Measure it again. Raises NotNowError as ``start`` does."""
    _require_counting(indicator)
    write(indicator, actor=actor, action="resume", reason=reason, token=token)
    return _soon_filled_in(indicator, actor)


def close_periods(
    indicator: Indicator, *, actor: User | None, until: date | None, reason: str, token: str | None = None
) -> Indicator:
    """Let the values of periods that end on a day or before stay as they are; without a day all are open again.

    Raises InputError for a day on which no period ends, or that is still to come.
    """
    if until is not None:
        period = period_of(indicator.frequency, until)
        if period.last != until or until >= today():
            last = period_ended(indicator.frequency, min(until, today())).last
            raise InputError(
                _("Name the last day of a period that is over, such as %(day)s") % {"day": _day(last)}, "until"
            )
    indicator.closed_until = until
    detail = {"until": until.isoformat() if until else "-"}
    return write(indicator, actor=actor, action="close_periods", reason=reason, token=token, detail=detail)


def define(
    indicator: Indicator, *, actor: User | None, shape: Shape, reason: str = "", token: str | None = None
) -> Indicator:
    """Say what is counted, and by which saved filters. Raises InputError for what cannot be counted, NotNowError."""
    if indicator.source != Source.FILTER:
        raise NotNowError(_("Its values are not counted by a saved filter: change that first"))
    shape.count(period_ended(indicator.frequency, today()), reader_of(indicator))
    indicator.shape = shape.as_json()
    return write(indicator, actor=actor, action="define", reason=reason, token=token)


def require_sense(indicator: Indicator) -> None:
    """Raise InputError, at its field, for a target that is missing, no aim, or a band upside down."""
    if indicator.target is None:
        raise InputError(_("Say what is wanted: without a target a value is neither good nor bad"), "target")
    if indicator.direction == Direction.BAND:
        _require_band(indicator)
    elif indicator.target == indicator.baseline:
        raise InputError(_("The target is what it was already: name what is to be reached"), "target")
    if indicator.valid_until and indicator.valid_until < indicator.valid_from:
        raise InputError(_("It is measured until a day after it begins"), "valid_until")
    if indicator.source == Source.COMPUTED and not indicator.measure:
        raise InputError(_("Choose the figure that is computed"), "measure")


def _require_band(indicator: Indicator) -> None:
    if indicator.target_upper is None:
        raise InputError(_("A band has an upper limit too"), "target_upper")
    if indicator.target_upper <= indicator.target:
        raise InputError(_("The upper limit is above the lower one, which is the target"), "target_upper")


def _require_counting(indicator: Indicator) -> None:
    if indicator.source == Source.FILTER and not indicator.shape:
        raise NotNowError(_("Define first what is counted"))
    if indicator.is_brought and indicator.owner is None:
        raise NotNowError(_("Name its owner first: somebody brings its values"))


def _day(day: date) -> str:
    return date_format(day, "j M Y")


def _soon_filled_in(indicator: Indicator, actor: User | None) -> Indicator:
    """Whoever starts it looks for its values now, not when the clock comes round."""
    if not indicator.is_brought:
        enqueue(FILL_JOB, actor=actor, indicator=indicator.pk)
    return indicator

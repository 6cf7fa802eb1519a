"""Bringing values of indicators, and correcting them by another entry; nothing is overwritten."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from measures.domain.asking import ask_again, day_due
from measures.domain.shapes import SMALLEST
from measures.enums import Came
from measures.figures import name_of, period_after, period_of
from measures.models import Measurement
from people.calendar import today
from records.domain.entering import enter
from records.domain.errors import InputError, NotNowError
from records.domain.log import note

if TYPE_CHECKING:
    from datetime import date

    from measures.models import Indicator
    from people.calendar import Period
    from people.models import User

#: Below 0 there is nothing to count; points of a balance may be.
BELOW_ZERO = frozenset({"points", "%"})
#: Percentages above are typed wrong.
PERCENT_MAX = 1000
VALUE_MAX = Decimal(10) ** 15


@dataclass(frozen=True)
class Entry:
    """What somebody says of a period: a value, or its numerator and denominator; what shows it, and a note."""

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    evidence: str = ""
    note: str = ""
    url: str = ""
    shape: Any = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said."""
        return self.value is None and self.numerator is None and self.denominator is None

    def for_unit(self, unit: str) -> Entry:
        """With its value worked out: numerator / denominator, x 100 in %; nothing to divide by is no data.

        Raises InputError for half a fraction, or a value that is not the fraction's.
        """
        if self.numerator is None and self.denominator is None:
            return self
        if self.numerator is None or self.denominator is None:
            name = "numerator" if self.numerator is None else "denominator"
            raise InputError(_("A numerator and a denominator come together"), name)
        if self.denominator == 0:
            return self._without_data()
        exact = self.numerator * (100 if unit == "%" else 1) / self.denominator
        found = exact.quantize(SMALLEST, ROUND_HALF_UP)
        if self.value is not None and abs(self.value - found) > Decimal("0.05"):
            raise InputError(
                _("Numerator and denominator make %(found)s: leave the value out") % {"found": round(found, 2)}, "value"
            )
        return Entry(found, self.numerator, self.denominator, self.evidence, self.note, self.url, self.shape)

    def _without_data(self) -> Entry:
        if self.numerator:
            raise InputError(_("Of nothing there is no part: with a denominator of 0 the numerator is 0"), "numerator")
        return Entry(None, Decimal(0), Decimal(0), self.evidence, self.note, self.url, self.shape)


def measure(
    indicator: Indicator,
    entry: Entry,
    *,
    actor: User | None,
    first: date,
    last: date | None = None,
    came: str = Came.TYPED,
    token: str | None = None,
) -> Measurement:
    """Bring the value of the period that begins on ``first``, and end the task that asked for it.

    Raises InputError at its field for a period that is none of the indicator's, is not over, closed, or has a value;
    for a value outside sense; NotNowError unless the indicator is in use; Refused.
    """
    try:
        with transaction.atomic():
            held = enter(indicator, actor=actor, action="measure")
            period = require_period(held, first, last)
            if held.measurements.filter(first=period.first).exists():
                raise InputError(
                    _("%(period)s has a value: correct that, with a reason") % _named(held, period), "first"
                )
            made = _keep(held, period, require_value(held, entry), by=actor, came=came)
            detail = {**_named(held, period), "value": _said(made)}
            note(held, actor=actor, action="measure", detail=detail, token=token)
            ask_again(held, actor=actor, answered=day_due(held, period), outcome=detail["value"])
    except IntegrityError as error:
        if token is not None and "token" in str(error):
            raise
        raise InputError(_("Somebody else brought this value meanwhile"), "first") from error
    return made


@transaction.atomic
def correct(
    indicator: Indicator,
    wrong: Measurement,
    entry: Entry,
    *,
    actor: User | None,
    reason: str,
    came: str = Came.TYPED,
    token: str | None = None,
) -> Measurement:
    """Put another value in the place of one, with the reason; the wrong one stays, struck through.

    Raises InputError as ``measure`` does, NotNowError where it was corrected already or its period is closed; Refused.
    """
    held = enter(indicator, actor=actor, action="correct")
    if not reason.strip():
        raise InputError(_("Say why it was wrong"), "reason")
    if Measurement.objects.filter(replaces=wrong).exists():
        raise NotNowError(_("This value was corrected already: correct the one that holds"))
    _require_open(held, wrong.period)
    entry = entry if came == Came.COMPUTED else require_value(held, entry)
    made = _keep(held, wrong.period, entry, by=actor, came=came, replaces=wrong, reason=reason)
    detail = {**_named(held, wrong.period), "from": _said(wrong), "value": _said(made)}
    note(held, actor=actor, action="correct", reason=reason, detail=detail, token=token)
    return made


def require_period(indicator: Indicator, first: date, last: date | None = None) -> Period:
    """The indicator's period that begins on a day. Raises InputError, NotNowError unless it is in use."""
    if indicator.state != "in_use":
        raise NotNowError(_("The indicator is not in use: start it first"))
    period = period_of(indicator.frequency, first)
    if period.first != first:
        near = {"a": _day(period.first), "b": _day(period_after(indicator.frequency, period).first)}
        raise InputError(_("No period begins on this day: one begins on %(a)s, the next on %(b)s") % near, "first")
    if last is not None and last != period.last:
        raise InputError(_("The period ends on %(day)s") % {"day": _day(period.last)}, "last")
    _require_valid(indicator, period)
    _require_open(indicator, period)
    return period


def require_value(indicator: Indicator, entry: Entry) -> Entry:
    """The entry with its value worked out. Raises InputError at its field for one outside sense, or none at all."""
    if entry.is_empty:
        raise InputError(_("Type a value, or a denominator of 0 where there was nothing to measure"), "value")
    entry = entry.for_unit(indicator.unit)
    value, unit = entry.value, indicator.unit
    if value is None:
        return entry
    if value < 0 and unit not in BELOW_ZERO:
        raise InputError(_("Below 0 there is nothing to count: look at the value again"), "value")
    if unit == "%" and abs(value) > PERCENT_MAX:
        raise InputError(_("%(value)s %% cannot be: look at the value again") % {"value": value}, "value")
    if abs(value) >= VALUE_MAX:
        raise InputError(_("The value is too large to be kept"), "value")
    return entry


def _require_valid(indicator: Indicator, period: Period) -> None:
    begins = period_of(indicator.frequency, indicator.valid_from)
    if period.first < begins.first:
        raise InputError(_("It is measured from %(day)s on") % {"day": _day(begins.first)}, "first")
    if indicator.valid_until and period.first > indicator.valid_until:
        raise InputError(_("It is measured until %(day)s") % {"day": _day(indicator.valid_until)}, "first")
    if period.last >= today():
        raise InputError(_("The period ends on %(day)s: bring its value then") % {"day": _day(period.last)}, "first")


def _require_open(indicator: Indicator, period: Period) -> None:
    if indicator.closed_until and period.last <= indicator.closed_until:
        raise InputError(
            _("Periods until %(day)s are closed: have them opened again first, with a reason")
            % {"day": _day(indicator.closed_until)},
            "first",
        )


def _keep(indicator: Indicator, period: Period, entry: Entry, **about: Any) -> Measurement:
    fields = {
        name: getattr(entry, name) for name in ("value", "numerator", "denominator", "evidence", "note", "url", "shape")
    }
    return Measurement.objects.create(
        indicator=indicator, first=period.first, last=period.last, version=indicator.version, **fields, **about
    )


def _named(indicator: Indicator, period: Period) -> dict[str, str]:
    return {"period": name_of(indicator.frequency, period)}


def _said(measurement: Measurement) -> str:
    return _("no data") if measurement.value is None else f"{measurement.value.normalize():f}"


def _day(day: date) -> str:
    return date_format(day, "j M Y")

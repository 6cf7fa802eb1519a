"""The months of the system's year: month 12 is that of the certification audit."""

from __future__ import annotations

from datetime import date

from dateutil.relativedelta import relativedelta

from measures.models import SmsYear
from people.calendar import today

MONTHS = 12


def audit_month() -> int:
    """The month of the certification audit; December where nobody said."""
    found = SmsYear.objects.first()
    return found.audit_month if found else MONTHS


def year_of(day: date, month: int) -> int:
    """The name of the system's year that a day lies in, where the audit is in this month."""
    return day.year if day.month <= month else day.year + 1


def next_day_in(number: int) -> date:
    """The last day of the next month of this number that is not over."""
    month, day = audit_month(), today()
    last = date(year_of(day, month), month, 1) - relativedelta(months=MONTHS - number) + relativedelta(day=31)
    return last if last >= day else last + relativedelta(years=1, day=31)

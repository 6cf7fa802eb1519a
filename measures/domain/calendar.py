"""The system's year: which duties fall when, what was done, what is late (month 12 is that of the certification audit)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone

from measures.domain.calendar_year import MONTHS, audit_month, year_of
from measures.domain.duty import interval_of
from measures.models import Duty, DutyDone, SmsYear
from measures.rules.duty import sets_year
from people.calendar import today
from records.access.permits import require_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from people.models import User

DONE, LATE, SOON, PLANNED = "done", "late", "soon", "planned"
__all__ = ["Mark", "Month", "Year", "audit_month", "planned", "set_audit_month", "year_for", "year_of"]
#: A day so near is soon.
SOON_DAYS = 31


@dataclass(frozen=True)
class Mark:
    """A duty on a day: done, late, soon or planned."""

    duty: Duty
    day: date
    state: str
    done: DutyDone | None = None


@dataclass
class Month:
    """A month of the system's year, with what falls into it."""

    number: int
    first: date
    marks: list[Mark] = field(default_factory=list)

    def count(self, state: str) -> int:
        """How many marks are of a state."""
        return sum(mark.state == state for mark in self.marks)


@dataclass(frozen=True)
class Year:
    """Twelve months, named by the calendar year of the last."""

    name: int
    audit_month: int
    months: list[Month]

    @property
    def first(self) -> date:
        """Its first day."""
        return self.months[0].first

    @property
    def last(self) -> date:
        """Its last day."""
        return self.months[-1].first + relativedelta(months=1) - timedelta(days=1)

    def count(self, state: str) -> int:
        """How many marks of the year are of a state."""
        return sum(month.count(state) for month in self.months)


@transaction.atomic
def set_audit_month(month: int, *, actor: User) -> SmsYear:
    """Say in which month the certification body audits; raises Refused."""
    require_rule(sets_year, actor, None)
    found = SmsYear.objects.select_for_update().first() or SmsYear(pk=1)
    found.audit_month, found.changed, found.changed_by = month, timezone.now(), actor
    found.full_clean(exclude=["changed_by"])
    found.save()
    return found


def empty_year(name: int, month: int) -> Year:
    """A year with its months and nothing in them."""
    last = date(name, month, 1)
    return Year(name, month, [Month(n, last - relativedelta(months=MONTHS - n)) for n in range(1, MONTHS + 1)])


def year_for(user: User, name: int, month: int) -> Year:
    """A year with what ``user`` sees of it: three queries, whatever the number of duties."""
    year, day = empty_year(name, month), today()
    duties = {duty.pk: duty for duty in Duty.objects.visible_to(user).current().select_related("role", "owner")}
    times = DutyDone.objects.filter(duty__in=duties, on__range=(year.first, year.last))
    found = [Mark(duties[time.duty_id], time.on, DONE, time) for time in times]
    for duty in duties.values():
        found += planned(duty, year.first, year.last, day)
    for mark in sorted(found, key=lambda mark: (mark.day, mark.duty.title)):
        apart = (mark.day.year - year.first.year) * MONTHS + mark.day.month - year.first.month
        year.months[apart].marks.append(mark)
    return year


def planned(duty: Duty, first: date, last: date, day: date) -> Iterator[Mark]:
    """The days on which a duty in force falls between two days, from its next one on."""
    interval = interval_of(duty)
    if duty.state != "in_force" or interval is None or duty.due is None:
        return
    for falls in interval.days_within(duty.due, first, last):
        yield Mark(duty, falls, _state(falls, day))


def _state(falls: date, day: date) -> str:
    if falls < day:
        return LATE
    return SOON if (falls - day).days <= SOON_DAYS else PLANNED

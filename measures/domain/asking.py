"""Asking people for the values that they bring, and for help where a figure cannot be computed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from measures.figures import name_of, period_ended, period_of, series
from people.calendar import DAY, today
from people.models import User
from records.access.visibility import can_see
from records.domain.tasks import drop_tasks, finish_task, set_task
from records.models import Task

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from measures.models import Indicator
    from people.calendar import Period

#: Periods back for which values are asked; older ones are brought where somebody has them.
ASKED_BACK = 2
#: How long its owner has to see to a figure that cannot be computed.
TO_MEND = timedelta(days=7)


def day_due(indicator: Indicator, period: Period) -> date:
    """By when the value of a period is to be brought."""
    return period.last + timedelta(days=indicator.days_to_bring)


def last_period(indicator: Indicator, until: date | None = None) -> Period:
    """The last period that is over and was to be measured; with a day, that was over at the end of it."""
    over = period_ended(indicator.frequency, min(until + DAY, today()) if until else today())
    if indicator.valid_until is None:
        return over
    return min(over, period_of(indicator.frequency, indicator.valid_until), key=lambda period: period.first)


def periods_open(indicator: Indicator, count: int = ASKED_BACK) -> list[Period]:
    """Its last periods that are over, measured and not closed, the earliest first; with or without a value."""
    begins = period_of(indicator.frequency, indicator.valid_from).first
    return [
        period
        for period in series(indicator.frequency, last_period(indicator), count)
        if period.first >= begins and not (indicator.closed_until and period.last <= indicator.closed_until)
    ]


def periods_lacking(indicator: Indicator, count: int = ASKED_BACK) -> list[Period]:
    """Those of them that have no value."""
    known = set(indicator.measurements.values_list("first", flat=True))
    return [period for period in periods_open(indicator, count) if period.first not in known]


@transaction.atomic
def ask(indicator: Indicator) -> int:
    """Set a task for each value that is lacking and was not asked for; returns how many."""
    asked = set(indicator.tasks.filter(kind=Task.Kind.ANSWER, created_by=None).values_list("due", flat=True))
    lacking = [period for period in periods_lacking(indicator) if day_due(indicator, period) not in asked]
    return sum(_ask(indicator, period) for period in lacking)


def ask_again(indicator: Indicator, *, actor: User | None, answered: date, outcome: str) -> None:
    """End the task that a value answers; those of other periods stay."""
    for task in _open(indicator, Task.Kind.ANSWER):
        if task.due == answered and actor is not None and task.assignee_id == actor.pk:
            finish_task(task, actor=actor, outcome=outcome)
    if any(task.due == answered for task in _open(indicator, Task.Kind.ANSWER)):
        others = [task.due for task in _open(indicator, Task.Kind.ANSWER) if task.due != answered]
        drop_tasks(indicator, kind=Task.Kind.ANSWER, reason=_("Somebody else brought the value"))
        for period in periods_lacking(indicator):
            if day_due(indicator, period) in others:
                _ask(indicator, period)


def ask_to_mend(indicator: Indicator, why: str) -> None:
    """Ask whoever answers for it to see to a figure that cannot be computed, once."""
    if not any(_open(indicator, Task.Kind.ACT)):
        title = _("It cannot be computed: %(why)s") % {"why": why}
        _set(indicator, title, today() + TO_MEND, Task.Kind.ACT)


def mended(indicator: Indicator) -> None:
    """It can be computed again."""
    drop_tasks(indicator, kind=Task.Kind.ACT, reason=_("It can be computed again"))


def who_answers(indicator: Indicator) -> User | None:
    """Its owner; else who recorded it; else an administrator who sees it."""
    for person in (indicator.owner, indicator.created_by):
        if person is not None and person.is_active and can_see(person, indicator):
            return person
    keepers: Iterator[User] = iter(User.objects.filter(is_active=True, is_administrator=True).order_by("pk"))
    return next((person for person in keepers if can_see(person, indicator)), None)


def _ask(indicator: Indicator, period: Period) -> int:
    about = {"title": indicator.title, "period": name_of(indicator.frequency, period)}
    title = _("Bring the value of “%(title)s” for %(period)s") % about
    return _set(indicator, title, day_due(indicator, period), Task.Kind.ANSWER)


def _set(indicator: Indicator, title: str, due: date, kind: str) -> int:
    person = who_answers(indicator)
    if person is None:
        return 0
    set_task(indicator, actor=None, assignee=person, title=title[:200], due=due, kind=kind)
    return 1


def _open(indicator: Indicator, kind: str) -> list[Task]:
    return list(
        Task.objects.filter(record=indicator.pk, kind=kind, created_by=None, done=None).select_related("record")
    )

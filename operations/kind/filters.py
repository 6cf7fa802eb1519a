"""Filters of tickets that lead from a figure to the records behind it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement
from operations.figures import Period, months_before
from operations.figures.flow import AGES
from operations.figures.scope import VOID
from operations.models import Team
from parties.models import Organisation
from people.calendar import today
from records.kind import RelatedFilter
from records.kind.filters import STRETCHES, DateRangeFilter, Filter
from services.models import Service

if TYPE_CHECKING:
    from people.models import User
    from records.kind.filters import Options
    from shell.registry import Text

#: Months that can be chosen by name.
MONTHS = 24
YES_NO = (("yes", _("Yes")), ("no", _("No")))


def month_key(period: Period) -> str:
    """A month as addresses have it."""
    return f"{period.first:%Y-%m}"


def MonthFilter(name: str, label: Text, *, otherwise: str = "") -> Filter:  # noqa: N802 - reads as a class in kinds
    """The usual stretches of time, and months by name; ``otherwise`` names the moment that stands in where there is none."""
    usual = DateRangeFilter(name, label, is_moment=True)

    def options(user: User) -> Options:
        months = [
            (month_key(month), date_format(month.first, "F Y")) for month in reversed(months_before(MONTHS, today()))
        ]
        return [*usual.options(user), *months]

    def condition(value: str, user: User) -> Q:
        if value in STRETCHES:
            return usual.condition(value, user)
        month = next((month for month in months_before(MONTHS, today()) if month_key(month) == value), None)
        if month is None:
            return Q(pk=None)
        within = Q(**{f"{name}__gte": month.begin, f"{name}__lt": month.end})
        if not otherwise:
            return within
        stands_in = Q(**{name: None, f"{otherwise}__gte": month.begin, f"{otherwise}__lt": month.end})
        return within | (stands_in & ~Q(state__in=VOID))

    return Filter(key=name, label=label, options=options, condition=condition)


def _age() -> Filter:
    edges = [0, *AGES, None]
    words = [_("Less than a day")] + [_("From %(n)d days") % {"n": edge} for edge in AGES]

    def condition(value: str, _user: User) -> Q:
        place = int(value)
        since, until = edges[place], edges[place + 1]
        now = timezone.now()
        is_open = Q(resolved_at=None, closed_at=None, opened_at__lte=now - timedelta(days=since or 0))
        return is_open & Q(opened_at__gt=now - timedelta(days=until)) if until is not None else is_open

    return Filter(
        key="age",
        label=_("Open since"),
        options=lambda _user: [(str(place), word) for place, word in enumerate(words)],
        condition=condition,
    )


def _yes_no(key: str, label: Text, yes: Q) -> Filter:
    return Filter(
        key=key,
        label=label,
        options=lambda _user: YES_NO,
        condition=lambda value, _user: yes if value == "yes" else ~yes,
    )


def _category() -> Filter:
    """Categories are words of those who record tickets: any word is taken, none is offered."""

    class Words(Filter):
        def label_of(self, value: str, user: User) -> Text | None:
            del user
            return value[:120] or None

    return Words(
        key="category",
        label=_("Category"),
        options=lambda _user: [],
        condition=lambda value, _user: Q(category="" if value == "-" else value),
    )


#: What figures lead to; in the order of the filter bar.
FIGURE_FILTERS = (
    RelatedFilter("team", _("Team"), Team),
    RelatedFilter("service", _("Service"), Service),
    RelatedFilter("customer", _("Customer"), Organisation),
    RelatedFilter("agreement", _("Agreement"), Agreement),
    MonthFilter("resolved_at", _("Resolved"), otherwise="closed_at"),
    _age(),
    _yes_no("breached", _("Target missed"), Q(breached=True)),
    _yes_no("reopened", _("Reopened"), Q(reopened__gt=0)),
    _yes_no("reassigned", _("Reassigned"), Q(reassigned__gt=0)),
    _yes_no(
        "differs", _("Judged otherwise there"), Q(external_breached__isnull=False) & ~Q(external_breached=F("breached"))
    ),
    _category(),
)

"""What the dashboard is narrowed to: a team, service, customer, and a period."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from operations.figures import Period, Scope, months_before, years_since
from operations.figures.periods import year
from operations.models import Team
from operations.overview.period_keys import period_key, period_name, period_of
from parties.models import Organisation
from people.calendar import today
from services.models import Service

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from people.models import User
    from shell.registry import Text

#: Stretches of months up to this one, and what they are called.
SPANS: dict[str, tuple[int, Text]] = {
    "1": (1, _("This month")),
    "3": (3, _("Three months")),
    "6": (6, _("Six months")),
    "13": (13, _("Thirteen months")),
}
USUAL, ALL = "6", "all"
#: Months that are shown one by one.
MONTHS_MAX = 13
#: What is offered in one list at most.
OFFERED_MAX = 200
NARROWED_BY: dict[str, tuple[Text, Any]] = {
    "team": (_("Team"), Team),
    "service": (_("Service"), Service),
    "customer": (_("Customer"), Organisation),
}


@dataclass(frozen=True)
class Chooser:
    """A list to choose from: its key, name, options and what is chosen."""

    key: str
    label: Text
    options: Sequence[tuple[str, str]]
    chosen: str
    every: Text = ""


class Choice:
    """What the address asks for, as far as the person sees it."""

    def __init__(self, user: User, params: Mapping[str, str]) -> None:
        self.user, self.params = user, params

    @cached_property
    def choosers(self) -> list[Chooser]:
        """The lists of the bar."""
        found = [self._chooser(key) for key in NARROWED_BY]
        return [*found, Chooser("period", _("Period"), self._spans, self.span)]

    @cached_property
    def span(self) -> str:
        """The stretch of time that the address says: so many months, a year, a month, or all."""
        asked = self.params.get("period", "")
        return asked if asked in SPANS or asked == ALL or period_of(asked) else USUAL

    @cached_property
    def steps(self) -> list[Period]:
        """The months looked at, the earliest first; the years of what is longer than can be shown by months."""
        if self.span in SPANS:
            return months_before(SPANS[self.span][0])
        if self.span == ALL:
            return self._years
        period: Any = period_of(self.span)
        return period.months if len(period.months) <= MONTHS_MAX else years_since(period.first.year, period.last)

    @property
    def period(self) -> Period:
        """All of them together."""
        return Period(self.steps[0].first, self.steps[-1].last)

    @property
    def key(self) -> str:
        """The period as the filters of lists take it."""
        return period_key(self.period)

    @cached_property
    def filters(self) -> dict[str, str]:
        """What it is narrowed to, as the filters of lists take it."""
        return {found.key: found.chosen for found in self.choosers if found.key in NARROWED_BY and found.chosen}

    @cached_property
    def scope(self) -> Scope:
        """The tickets looked at, as this person sees them."""
        chosen: dict[str, Any] = {key: int(value) for key, value in self.filters.items()}
        return Scope(**chosen, seen_by=self.user)

    def address(self, url: str, **more: str) -> str:
        """A list narrowed as the dashboard is, and by more."""
        asked = {**self.filters, **{key: value for key, value in more.items() if value}}
        return f"{url}?{urlencode(asked)}" if asked else url

    @cached_property
    def _years(self) -> list[Period]:
        """From the year in which the first incident that the person sees was opened."""
        first = Scope(seen_by=self.user).incidents().order_by("opened_at").values_list("opened_at", flat=True).first()
        return years_since(timezone.localtime(first).year if first else today().year)

    @property
    def _spans(self) -> list[tuple[str, str]]:
        """What is offered: stretches up to now, years, the months of the year looked at, and all."""
        spans = [(key, str(words)) for key, (_count, words) in SPANS.items()]
        years = [*reversed(self._years)]
        chosen = period_of(self.span)
        past = [*years, *(year(chosen.first.year).months if chosen else [])]
        past += [chosen] if chosen and chosen not in past else []
        return [*spans, *((period_key(each), period_name(each)) for each in past), (ALL, str(_("All")))]

    def _chooser(self, key: str) -> Chooser:
        label, model = NARROWED_BY[key]
        rows = model.objects.visible_to(self.user).current().order_by("title")
        if key == "customer":
            rows = rows.filter(is_customer=True)
        options = [(str(row.pk), row.title) for row in rows[:OFFERED_MAX]]
        asked = self.params.get(key, "")
        return Chooser(key, label, options, asked if asked in dict(options) else "", _("All"))

"""What the dashboard is narrowed to: a team, service, customer, and how many months."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from operations.figures import Period, Scope, months_before
from operations.models import Team
from parties.models import Organisation
from services.models import Service

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from people.models import User
    from shell.registry import Text

#: Months that can be looked at, and what they are called.
SPANS: dict[str, tuple[int, Text]] = {
    "1": (1, _("This month")),
    "3": (3, _("Three months")),
    "6": (6, _("Six months")),
    "13": (13, _("Thirteen months")),
}
USUAL = "6"
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
        spans = [(key, str(words)) for key, (_count, words) in SPANS.items()]
        return [*found, Chooser("months", _("Period"), spans, self.span)]

    @property
    def span(self) -> str:
        """How many months, as the address says."""
        asked = self.params.get("months", "")
        return asked if asked in SPANS else USUAL

    @cached_property
    def months(self) -> list[Period]:
        """The months looked at, the earliest first."""
        return months_before(SPANS[self.span][0])

    @property
    def period(self) -> Period:
        """All of them together."""
        return Period(self.months[0].first, self.months[-1].last)

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

    def _chooser(self, key: str) -> Chooser:
        label, model = NARROWED_BY[key]
        rows = model.objects.visible_to(self.user).current().order_by("title")
        if key == "customer":
            rows = rows.filter(is_customer=True)
        options = [(str(row.pk), row.title) for row in rows[:OFFERED_MAX]]
        asked = self.params.get(key, "")
        return Chooser(key, label, options, asked if asked in dict(options) else "", _("All"))

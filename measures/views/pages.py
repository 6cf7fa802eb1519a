"""Pages over all indicators: the dashboard, bringing values, the library."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import IntegrityError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from django.views.decorators.http import require_safe

from measures.cards import Card
from measures.catalogue import process_names, starters
from measures.domain.library import adopt, measure_for
from measures.domain.measuring import measure
from measures.enums import Status
from measures.figures import name_of
from measures.forms import AdoptForm, RowForm
from measures.models import Indicator
from measures.queries import all_standings, brought_in_use, lacking, worst_first
from measures.shown import badge_of, target_text
from people.calendar import today
from records.access.permits import permits, require
from records.views.base import REFUSALS, once, say_refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from measures.catalogue import Starter
    from measures.queries import Standing
    from people.calendar import Period
    from people.models import User


@dataclass(frozen=True)
class Row:
    """A value that is to be brought."""

    indicator: Indicator
    period: Period
    name: str
    target: str
    is_late: bool
    form: RowForm


@dataclass(frozen=True)
class Offer:
    """An indicator of the library: whether it is in use, and what a room computes of it."""

    starter: Starter
    target: str
    figure: Any
    adopted: Indicator | None


@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """Every indicator in use as a small picture, by process, the worst first."""
    user: Any = request.user
    found = all_standings(user)
    chosen = request.GET.get("status", "")
    shown = [each for each in found if not chosen or each.status == chosen]
    context = {
        "groups": _by_process(shown),
        "counts": [(status, sum(each.status == status for each in found), badge_of(status)) for status in Status],
        "chosen": chosen,
        "total": len(found),
        "lacking": len(_to_bring(user)),
        "may_adopt": permits(user, "create", Indicator),
    }
    return render(request, "measures/dashboard.html", context)


class EnterView(View):
    """Bringing the values of many indicators on one page."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """A row for each value that lacks."""
        return self._draw(self._rows())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep what was typed, row by row; a row that needs another look stays with what was typed."""
        rows = self._rows(request.POST)
        kept = sum(self._keep(row) for row in rows if row.form.is_said)
        if kept:
            messages.success(request, ngettext("%(n)d value was kept.", "%(n)d values were kept.", kept) % {"n": kept})
        wrong = [row for row in rows if row.form.is_said and row.form.errors]
        if wrong:
            still = [row for row in rows if not row.form.is_said or row.form.errors]
            return self._draw(still, HTTPStatus.UNPROCESSABLE_ENTITY)
        if not kept:
            messages.error(request, _("Nothing was typed yet."))
        return redirect("measures:enter")

    def _keep(self, row: Row) -> int:
        user: Any = self.request.user
        if not row.form.is_valid():
            return 0
        token = once(self.request, f"{row.form.prefix}{row.form.cleaned_data['token']}")
        try:
            measure(row.indicator, row.form.entry, actor=user, first=row.period.first, token=token)
        except (IntegrityError, *REFUSALS) as error:
            if isinstance(error, IntegrityError):
                return 0
            say_refusal(row.form, error)
            return 0
        return 1

    def _rows(self, sent: Any = None) -> list[Row]:
        user: Any = self.request.user
        return [_row(indicator, period, user, sent) for indicator, period in _to_bring(user)]

    def _draw(self, rows: Sequence[Row], status: int = HTTPStatus.OK) -> HttpResponse:
        return render(self.request, "measures/enter.html", {"rows": rows}, status=status)


class LibraryView(View):
    """The indicators one can begin with."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The library by process."""
        return self._draw(AdoptForm(user=request.user))  # type: ignore[arg-type]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take those that were ticked into use."""
        user: Any = request.user
        require(user, "create", Indicator)
        form = AdoptForm(request.POST, user=user)
        if not form.is_valid():
            return self._draw(form, HTTPStatus.UNPROCESSABLE_ENTITY)
        said, made = form.cleaned_data, []
        for key in said["keys"]:
            try:
                made.append(adopt(key, actor=user, scope=said["about"], owner=said["owner"]))
            except REFUSALS as error:
                form.add_error("keys", str(error))
        if made:
            words = ngettext("%(n)d indicator was adopted.", "%(n)d indicators were adopted.", len(made)) % {
                "n": len(made)
            }
            messages.success(request, words)
        return self._draw(form, HTTPStatus.UNPROCESSABLE_ENTITY) if form.errors else redirect("measures:dashboard")

    def _draw(self, form: AdoptForm, status: int = HTTPStatus.OK) -> HttpResponse:
        user: Any = self.request.user
        seen = Indicator.objects.visible_to(user).current().exclude(catalogue_key="").exclude(state="retired")
        adopted = {each.catalogue_key: each for each in seen}
        ticked = self.request.POST.getlist("keys")
        context = {
            "form": form,
            "ticked": ticked,
            "groups": _offers(adopted),
            "count": len(starters()),
            "may_adopt": permits(user, "create", Indicator),
        }
        return render(self.request, "measures/library.html", context, status=status)


def _by_process(found: Sequence[Standing]) -> list[tuple[str, str, list[Card]]]:
    """Processes by how many targets they miss, each with its indicators, the worst first."""
    names = process_names()
    grouped: dict[str, list[Standing]] = {}
    for standing in worst_first(found):
        grouped.setdefault(standing.indicator.process_key, []).append(standing)

    def order(key: str) -> tuple[int, str]:
        return -sum(each.status == Status.MISSED for each in grouped[key]), key or "~"

    return [
        (key, names.get(key, _("Of no process")), [Card.of(each) for each in grouped[key]])
        for key in sorted(grouped, key=order)
    ]


def _to_bring(user: User) -> list[tuple[Indicator, Period]]:
    mine = [each for each in brought_in_use(user) if permits(user, "measure", each)]
    return lacking(mine)


def _row(indicator: Indicator, period: Period, user: User, sent: Any) -> Row:
    name = name_of(indicator.frequency, period)
    prefix = f"v{indicator.pk}-{period.first:%Y%m%d}"
    form = RowForm(sent, user=user, record=indicator, prefix=prefix, about=f"{indicator.title}, {name}")
    is_late = (today() - period.last).days > indicator.days_to_bring
    return Row(indicator, period, name, target_text(indicator), is_late, form)


def _offers(adopted: dict[str, Indicator]) -> list[tuple[str, str, list[Offer]]]:
    names = process_names()
    grouped: dict[str, list[Offer]] = {}
    for key, starter in starters().items():
        offer = Offer(starter, _usual_target(starter), measure_for(key), adopted.get(key))
        grouped.setdefault(starter.process, []).append(offer)
    return [(key, names.get(key, key), grouped[key]) for key in sorted(grouped)]


def _usual_target(starter: Starter) -> str:
    return target_text(
        Indicator(
            direction=starter.direction,
            target=starter.target,
            target_upper=starter.upper,
            unit=starter.unit,
            decimals=1,
        )
    )

"""What the service portfolio brings to a management review: services that come, changed or go, and changes of scope."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext as _

from people.calendar import today
from records.review_inputs import (
    day_words,
    list_url,
    named_cells,
    named_headings,
    none_wanted,
    state_cell,
    table,
    tables,
)
from services.models import Service, SmsScope
from shell.registry import Brought, Cell, Figure, Heading, worst

if TYPE_CHECKING:
    from collections.abc import Sequence

    from people.calendar import Period
    from people.models import User
    from shell.registry import Table


def changes(period: Period, user: User) -> Brought | None:
    """Services planned, new, being removed and retired, and editions of the scope that are written or came in force."""
    found, scopes = _services(period, user), _scopes(period, user)
    if not (found or scopes or Service.objects.visible_to(user).exists()):
        return None
    planned, going = (_in_state(found, state) for state in ("planned", "being_removed"))
    new = [each for each in _in_state(found, "live") if _is_in(each.live_since, period)]
    retired = _in_state(found, "retired")
    late = sum(each.planned_for is not None and each.planned_for < today() for each in planned)
    late += sum(each.removal_on is not None and each.removal_on < today() for each in going)
    figures = [
        Figure.count("planned", _("Services planned"), len(planned), url=list_url("service", state="planned")),
        Figure.count(
            "new", _("Services new in the period"), len(new), is_of_period=True, url=list_url("service", state="live")
        ),
        Figure.count("going", _("Services being removed"), len(going), url=list_url("service", state="being_removed")),
        Figure.count(
            "retired",
            _("Services retired in the period"),
            len(retired),
            is_of_period=True,
            url=list_url("service", state="retired"),
        ),
        none_wanted("late", _("Beyond their planned day"), late, tone="warn", url=list_url("service")),
        Figure.count("scopes", _("Changes of the scope"), len(scopes), url=list_url("sms-scope")),
    ]
    about = {each.key: each.value for each in figures}
    return Brought(
        message=_(
            "Services: %(planned)s planned, %(new)s new, %(going)s being removed, %(retired)s retired;"
            " changes of the scope: %(scopes)s."
        )
        % about,
        tone=worst([each.tone for each in figures]),
        figures=figures,
        charts=[],
        tables=tables(_service_table([*planned, *going, *new, *retired]), _scope_table(scopes)),
    )


def _is_in(day: Any, period: Period) -> bool:
    return day is not None and period.first <= day <= period.last


def _in_state(found: Sequence[Service], state: str) -> list[Service]:
    return [each for each in found if each.state == state]


def _services(period: Period, user: User) -> Sequence[Service]:
    """Services that are to come or to go, and those that did in the period, the next first."""
    days = {"live_since": "live", "retired_on": "retired"}
    in_period = Q(state__in=("planned", "being_removed"))
    for name, state in days.items():
        in_period |= Q(**{f"{name}__gte": period.first, f"{name}__lte": period.last}, state=state)
    seen = Service.objects.visible_to(user).current().filter(in_period)
    return list(seen.order_by("planned_for", "removal_on", "title", "pk"))


def _scopes(period: Period, user: User) -> Sequence[SmsScope]:
    """Editions of the scope that are on their way, or came into force in the period."""
    seen = SmsScope.objects.visible_to(user).current()
    came = Q(in_force_from__gte=period.first, in_force_from__lte=period.last)
    return list(seen.filter(Q(state__in=("draft", "approved")) | came).order_by("-edition"))


def _service_table(found: Sequence[Service]) -> Table:
    headings = named_headings(_("Service"), Heading(_("State")), Heading(_("Day")))
    rows = ([*named_cells(each), state_cell(each), _day_cell(each)] for each in found)
    return table("services", _("Services that come and go"), headings, rows, len(found))


def _day_cell(service: Service) -> Cell:
    name = {"planned": "planned_for", "live": "live_since", "being_removed": "removal_on"}
    day = getattr(service, name.get(service.state, "retired_on"))
    is_late = service.state in {"planned", "being_removed"} and day is not None and day < today()
    return Cell(day_words(day), "warn" if is_late else "")


def _scope_table(scopes: Sequence[SmsScope]) -> Table:
    headings = named_headings(
        _("Scope"), Heading(_("Edition"), is_number=True), Heading(_("State")), Heading(_("In force from"))
    )
    rows = (
        [*named_cells(each), Cell(str(each.edition)), state_cell(each), Cell(day_words(each.in_force_from))]
        for each in scopes
    )
    return table("scopes", _("Editions of the scope"), headings, rows, len(scopes))

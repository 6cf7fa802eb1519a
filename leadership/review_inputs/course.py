"""What top management's room brings to a management review: objectives, and resources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leadership.domain.allocation import by_kind, planned_for
from leadership.models import ResourceRequest
from leadership.panels.amounts import amount_text
from leadership.panels.resource import bar_of_sum
from leadership.queries import in_force
from leadership.shown import at_end_words, baseline_words, status_words, target_words, value_words
from measures.enums import Direction, Status
from measures.figures import name_of as period_name
from measures.review_inputs import tone_of
from measures.shown import bounds, point_url, rounded, trend_text, value_text, with_unit
from people.calendar import today
from records.labels import cells_of
from records.review_inputs import (
    day_words,
    list_url,
    name_of,
    named_headings,
    names_of,
    none_wanted,
    owner_of,
    table,
    tables,
    text_of,
)
from shell.registry import Brought, Cell, Chart, Figure, Heading, Point, worst

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leadership.domain.allocation import OfKind, Sum
    from leadership.domain.standing import OnPath
    from leadership.models import Capability, Resource
    from people.calendar import Period
    from people.models import User
    from shell.registry import Table

#: Objectives drawn.
DRAWN = 9


def objectives(period: Period, user: User) -> Brought | None:
    """Each objective in force when the period was over: from where to where, where it stood, and where it led.

    One that began later is left out.
    """
    found = in_force(user, min(period.last, today()))
    if not found:
        return None
    figures, valued = _objective_figures(found), [each for each in found if each.value is not None]
    return Brought(
        message=_behind_words([each for each in found if each.status == Status.MISSED], len(found)),
        tone=worst([each.tone for each in figures]),
        figures=figures,
        charts=[_chart(each) for each in valued[:DRAWN]],
        tables=tables(_objective_table(found)),
    )


def resources(period: Period, user: User) -> Brought | None:
    """What the four kinds of resource need, have and will need; capabilities that are short; requests to decide."""
    planned = planned_for(user, period.first, max(period.last, today()))
    requests = _requests(user)
    if not planned and not requests:
        return None
    prefetch_related_objects(planned, "capabilities")
    short = [(each, capability) for each in planned for capability in each.capabilities.all() if capability.is_short]
    figures = _resource_figures(by_kind(planned), short, requests)
    return Brought(
        message=_gap_words([each for each in planned if each.gap], len(planned)),
        tone=worst([each.tone for each in figures]),
        figures=figures,
        charts=[],
        tables=tables(_resource_table(planned), _capability_table(short), _request_table(requests)),
    )


def _behind_words(behind: Sequence[OnPath], count: int) -> str:
    about = {"n": len(behind), "all": count}
    if not behind:
        return (
            ngettext(
                "The one objective in force is not behind its path.",
                "None of %(all)d objectives is behind its path.",
                count,
            )
            % about
        )
    words = ngettext(
        "%(n)d of %(all)d objectives is behind its path: %(which)s.",
        "%(n)d of %(all)d objectives are behind their path: %(which)s.",
        len(behind),
    )
    return words % {**about, "which": names_of([each.objective for each in behind])}


def _objective_figures(found: Sequence[OnPath]) -> list[Figure]:
    url = list_url("objective", state="approved")
    counts = {status: sum(each.status == status for each in found) for status in Status}
    over = sum(each.is_over for each in found)
    return [
        none_wanted("behind", _("Behind their path"), counts[Status.MISSED], url=url),
        none_wanted("just_behind", _("Just behind"), counts[Status.NEAR], tone="warn", url=url),
        Figure.count("on_path", _("On their path"), counts[Status.GOOD], better="up", url=url),
        Figure.count("no_result", _("No result yet"), counts[Status.NO_DATA], better="down", url=url),
        none_wanted(
            "over",
            _("Over, and not concluded"),
            over,
            tone="warn",
            url=list_url("objective", state="approved", until="past"),
        ),
    ]


def _objective_table(found: Sequence[OnPath]) -> Table:
    headings = named_headings(
        _("Objective"),
        *(
            Heading(words, is_number=True)
            for words in (_("Baseline"), _("Target"), _("Actual"), _("Expected at its end"))
        ),
        Heading(_("Until")),
        Heading(_("Trend")),
        Heading(_("Status")),
    )
    return table(
        "objectives", _("Objectives in force, the worst first"), headings, map(_objective_row, found), len(found)
    )


def _objective_row(found: OnPath) -> list[Cell]:
    tone = "" if found.is_hidden else tone_of(found.status)
    return [
        *cells_of(found.objective),
        Cell(baseline_words(found)),
        Cell(target_words(found)),
        Cell(value_words(found), tone),
        Cell(_forecast_words(found)),
        Cell(day_words(found.objective.until)),
        Cell("" if found.is_hidden or not found.standing.points else trend_text(found.standing)),
        Cell(status_words(found), tone),
    ]


def _forecast_words(found: OnPath) -> str:
    """What is expected on its last day, with the limits that hold with 95 in 100; nothing without a forecast."""
    if (ahead := found.at_end) is None:
        return ""
    indicator = found.objective.indicator
    low, value, high = (with_unit(indicator, rounded(indicator, each)) for each in bounds(found.standing, ahead))
    return _("%(value)s (%(low)s to %(high)s)") % {"value": value, "low": low, "high": high}


def _chart(found: OnPath) -> Chart:
    objective, wanted = found.objective, float(found.objective.target)
    is_higher = found.path.direction == Direction.HIGHER
    about = {"name": name_of(objective), "value": value_words(found), "status": status_words(found).lower()}
    finding = _("%(name)s: %(value)s, %(status)s.") % about
    return Chart(
        key=objective.reference,
        title=name_of(objective),
        finding=f"{finding} {at_end_words(found)}".strip(),
        points=[_point(found, each) for each in found.points],
        low=wanted if is_higher else None,
        high=None if is_higher else wanted,
        unit=objective.indicator.unit,
        is_small=True,
        value=value_words(found),
        url=objective.page_url,
    )


def _point(found: OnPath, point: Any) -> Point:
    return Point(
        label=period_name(found.objective.indicator.frequency, point.period),
        value=None if point.value is None else float(point.value),
        tone="" if point.value is None else tone_of(found.status_at(point)),
        url=point_url(found.objective.indicator, point),
        words="" if point.value is None else value_text(found.objective.indicator, point.value),
    )


def _requests(user: User) -> Sequence[ResourceRequest]:
    seen = ResourceRequest.objects.visible_to(user).current().filter(state="open")
    return list(seen.select_related("owner").order_by("due", "pk"))


def _gap_words(short: Sequence[Resource], count: int) -> str:
    about = {"n": len(short), "all": count}
    if not count:
        return _("No resource is planned for the period; requests wait for a decision.")
    if not short:
        return (
            ngettext(
                "The one planned resource is allocated as needed.",
                "All %(all)d planned resources are allocated as needed.",
                count,
            )
            % about
        )
    words = ngettext(
        "%(n)d of %(all)d planned resources has less allocated than needed: %(which)s.",
        "%(n)d of %(all)d planned resources have less allocated than needed: %(which)s.",
        len(short),
    )
    return words % {**about, "which": names_of(short)}


def _resource_figures(kinds: Sequence[OfKind], short: Sequence[Any], requests: Sequence[Any]) -> list[Figure]:
    sums = [_sum_figure(kind, each) for kind in kinds for each in kind.sums]
    late = [each for each in requests if each.due and each.due < today()]
    return [
        *sums,
        none_wanted("short", _("Capabilities that are short"), len(short), tone="warn", url=list_url("resource")),
        Figure.count(
            "requests", _("Requests to decide"), len(requests), url=list_url("resource-request", state="open")
        ),
        none_wanted(
            "late_requests",
            _("Requests whose day has gone by"),
            len(late),
            url=list_url("resource-request", state="open", due="past"),
        ),
    ]


def _sum_figure(kind: OfKind, found: Sum) -> Figure:
    """What is allocated of a kind, held against what is needed."""
    bar = bar_of_sum(found)
    return Figure(
        key=f"allocated_{kind.type.value}_{found.unit.lower()}",
        label=_("%(kind)s allocated") % {"kind": kind.type.label},
        value=bar.allocated,
        number=str(found.allocated),
        unit=found.unit,
        tone="bad" if found.gap else "good",
        wanted=_("%(needed)s needed") % {"needed": bar.needed},
        better="up",
        url=f"{reverse('leadership:allocation')}?year={today().year}",
    )


def _resource_table(planned: Sequence[Resource]) -> Table:
    words = (_("Needed"), _("Allocated"), _("Gap"), _("Forecast"))
    headings = named_headings(
        _("Resource"), Heading(_("Kind")), *(Heading(each, is_number=True) for each in words), Heading(_("Until"))
    )
    rows = (
        [
            *cells_of(each),
            Cell(str(each.get_type_display())),
            Cell(amount_text(each.needed, each)),
            Cell(amount_text(each.allocated, each)),
            Cell(amount_text(each.gap, each) if each.gap else _("none"), "bad" if each.gap else "good"),
            Cell(amount_text(each.forecast, each)),
            Cell(day_words(each.ends)),
        ]
        for each in planned
    )
    return table("resources", _("Resources, the largest gap first"), headings, rows, len(planned))


def _capability_table(short: Sequence[tuple[Resource, Capability]]) -> Table:
    headings = named_headings(
        _("Resource"),
        Heading(_("Capability")),
        Heading(_("Level needed"), is_number=True),
        Heading(_("Level there"), is_number=True),
        Heading(_("What is done about the gap")),
    )
    rows = (
        [
            *cells_of(resource),
            Cell(text_of(resource, each.name)),
            Cell(str(each.needed)),
            Cell(str(each.there), "warn"),
            Cell(text_of(resource, each.about)),
        ]
        for resource, each in sorted(short, key=lambda row: row[1].there - row[1].needed)
    )
    return table("capabilities", _("Capabilities that are short"), headings, rows, len(short))


def _request_table(requests: Sequence[ResourceRequest]) -> Table:
    headings = named_headings(
        _("Request"),
        Heading(_("Asked for"), is_number=True),
        Heading(_("Asked by")),
        Heading(_("Needed by")),
        Heading(_("What happens without"), width=30),
    )
    rows = (
        [
            *cells_of(each),
            Cell(amount_text(each.amount, each)),
            Cell(owner_of(each)),
            Cell(day_words(each.due), "bad" if each.due and each.due < today() else ""),
            Cell(text_of(each, each.without)),
        ]
        for each in requests
    )
    return table("requests", _("Requests to decide"), headings, rows, len(requests))

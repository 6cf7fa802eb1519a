"""What the measures room brings to a management review: every indicator in use against its target, the worst first."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from measures.domain.asking import day_due
from measures.enums import TONES, Status
from measures.figures import name_of
from measures.queries import all_standings, worst_first
from measures.shown import point_url, target_text, trend_text, value_text
from people.calendar import today
from records.kind import is_over
from records.labels import cells_of
from records.models import Record
from records.review_inputs import name_of as record_name
from records.review_inputs import named_headings, names_of, none_wanted, table, tables
from shell.registry import Brought, Cell, Chart, Figure, Heading, Point, worst

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from measures.queries import Standing
    from people.calendar import Period
    from people.models import User
    from shell.registry import Table

#: Indicators drawn, and values of each that stand in the table.
DRAWN, VALUES = 9, 3
#: The kind of what is done about an indicator.
ACTION = "action"
#: Status, key and name of a figure, and which way is good.
COUNTED = (
    (Status.GOOD, "on_target", "up"),
    (Status.NEAR, "near", "down"),
    (Status.NO_DATA, "no_data", "down"),
)


def scorecard(period: Period, user: User) -> Brought | None:
    """How each indicator stood when the period was over, with its last values, and what is done about those that missed.

    One whose validity began later is left out.
    """
    day = min(period.last, today())
    found = worst_first(all_standings(user, day))
    if not found:
        return None
    missed = [each for each in found if each.status == Status.MISSED]
    figures, valued = _figures(found, day), [each for each in found if each.value is not None]
    return Brought(
        message=_missed_words(missed, len(found)),
        tone=worst([each.tone for each in figures]),
        figures=figures,
        charts=[_chart(each) for each in valued[:DRAWN]],
        tables=tables(_table(found, _actions_about(missed, user))),
    )


def tone_of(status: Status) -> str:
    """The tone of a status; none without data."""
    return {"wait": ""}.get(TONES[status], TONES[status])


def _missed_words(missed: Sequence[Standing], count: int) -> str:
    about = {"n": len(missed), "all": count}
    if not missed:
        return (
            ngettext(
                "No indicator of %(all)d misses its target.", "None of %(all)d indicators misses its target.", count
            )
            % about
        )
    words = ngettext(
        "%(n)d of %(all)d indicators misses its target: %(which)s.",
        "%(n)d of %(all)d indicators miss their target: %(which)s.",
        len(missed),
    )
    return words % {**about, "which": names_of([each.indicator for each in missed])}


def _figures(found: Sequence[Standing], day: date) -> list[Figure]:
    url = reverse("measures:dashboard")
    counts = {status: sum(each.status == status for each in found) for status in Status}
    late = sum(_is_late(each, day) for each in found)
    return [
        none_wanted("missed", str(Status.MISSED.label), counts[Status.MISSED], url=f"{url}?status={Status.MISSED}"),
        *(
            Figure.count(
                key,
                str(status.label),
                counts[status],
                tone=tone_of(status) if counts[status] else "",
                better=better,
                url=f"{url}?status={status}",
            )
            for status, key, better in COUNTED
        ),
        none_wanted("late", _("Last value is late"), late, tone="warn", url=reverse("measures:enter")),
    ]


def _is_late(standing: Standing, day: date) -> bool:
    """Whether the last period whose value was to be brought before a day has no entry, nor any after it."""
    due = [point for point in standing.points if day_due(standing.indicator, point.period) < day]
    return bool(due) and (standing.last is None or standing.last.period.first < due[-1].period.first)


def _actions_about(missed: Sequence[Standing], user: User) -> Mapping[int | None, Sequence[Record]]:
    """What is still done about indicators, as far as ``user`` sees it, by the indicator's key."""
    keys = [each.indicator.pk for each in missed]
    found: dict[int | None, list[Record]] = defaultdict(list)
    about = Record.objects.visible_to(user).current().filter(kind=ACTION, scope__in=keys)
    for action in about.exclude(is_over()).order_by("due", "pk"):
        found[action.scope_id].append(action)
    return found


def _table(found: Sequence[Standing], actions: Mapping[int | None, Sequence[Record]]) -> Table:
    values = [Heading(words, is_number=True) for words in (_("Two before"), _("One before"), _("Latest"))]
    headings = named_headings(
        _("Indicator"), Heading(_("Target"), is_number=True), *values, Heading(_("Status")), Heading(_("Open actions"))
    )
    rows = (_row(each, actions.get(each.indicator.pk, ())) for each in found)
    return table("scorecard", _("Indicators, the worst first"), headings, rows, len(found))


def _row(standing: Standing, actions: Sequence[Record]) -> list[Cell]:
    indicator: Any = standing.indicator
    status = standing.status
    return [
        *cells_of(indicator),
        Cell(target_text(indicator, standing.target)),
        *_last_values(standing),
        Cell(str(status.label), tone_of(status)),
        Cell(", ".join(action.reference for action in actions), record=actions[0].pk if len(actions) == 1 else 0),
    ]


def _last_values(standing: Standing) -> list[Cell]:
    """The values of the last three periods up to the latest that has an entry; empty where there were fewer."""
    last = standing.last
    until = standing.points.index(last) + 1 if last else 0
    points = [None] * VALUES + list(standing.points[:until])
    return [
        Cell(value_text(standing.indicator, point.value), tone_of(standing.status_at(point))) if point else Cell("")
        for point in points[-VALUES:]
    ]


def _chart(standing: Standing) -> Chart:
    indicator, last, wanted = standing.indicator, standing.last, standing.target
    value, name = value_text(indicator, standing.value), record_name(indicator)
    about = {
        "name": name,
        "value": value,
        "target": target_text(indicator, wanted),
        "period": name_of(indicator.frequency, last.period) if last else "",
        "trend": trend_text(standing),
    }
    return Chart(
        key=indicator.reference,
        title=name,
        finding=_("%(name)s: %(value)s in %(period)s, wanted %(target)s. %(trend)s") % about,
        points=[_point(standing, point) for point in standing.points],
        low=None if wanted.lowest is None else float(wanted.lowest),
        high=None if wanted.highest is None else float(wanted.highest),
        unit=indicator.unit,
        is_small=True,
        value=value,
        url=indicator.page_url,
    )


def _point(standing: Standing, point: Any) -> Point:
    return Point(
        label=name_of(standing.indicator.frequency, point.period),
        value=None if point.value is None else float(point.value),
        tone=tone_of(standing.status_at(point)),
        url=point_url(standing.indicator, point),
        words="" if point.value is None else value_text(standing.indicator, point.value),
    )

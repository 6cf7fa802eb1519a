"""Where the decisions of earlier reviews stand (clause 9.3, input a)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from improvement.models import ActionMove
from leadership.models import Review, ReviewDecision
from people.calendar import today
from records.kind import find_kind
from records.models import Record
from shell.registry import Brought, Cell, Chart, Figure, Heading, Point, Table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from people.calendar import Period
    from people.models import User

#: Rows of the table, and reviews of the chart.
ROWS, REVIEWS = 15, 6
#: States of a record in which what was decided is done, though something is still awaited, such as a judgement of its effect.
DONE = frozenset({"done"})


@dataclass(frozen=True)
class Earlier:
    """A decision of an earlier review, and the record that carries it on as far as the reader sees it."""

    decision: ReviewDecision
    record: Record | None

    @property
    def is_done(self) -> bool:
        """Whether it was carried out, or nobody wants it any more."""
        if self.record is None:
            return False
        return self.record.withdrawn or self.record.state in DONE or _is_over(self.record)

    @property
    def due(self) -> date | None:
        """The day by which it is to be carried out: that of its record, else the one that was decided."""
        return (self.record and self.record.due) or self.decision.due

    @property
    def days_late(self) -> int:
        """For how many days it is late; 0 for one that is not."""
        return max((today() - self.due).days, 0) if self.due and not self.is_done else 0

    @property
    def age(self) -> int:
        """Days since it was decided."""
        return (today() - timezone.localdate(self.decision.review.meeting.starts)).days


def earlier_decisions(until: date, user: User) -> list[Earlier]:
    """What reviews that were held by a day decided and somebody is to carry out, the latest review first."""
    reviews = Review.objects.visible_to(user).filter(
        state__in=("held", "submitted", "approved"), period_until__lt=until
    )
    kept = ReviewDecision.objects.filter(review__in=reviews.values("pk"), decision__struck="").exclude(
        decision__led_to=""
    )
    found = kept.select_related("decision", "review__meeting", "owner", "block").order_by("-review__period_until", "pk")
    decisions = list(found)
    seen = Record.objects.visible_to(user).filter(pk__in=[each.decision.action_id for each in decisions])
    records = {record.pk: record for record in seen.select_related("owner")}
    return [Earlier(each, records.get(each.decision.action_id or 0)) for each in decisions]


def decisions(period: Period, user: User) -> Brought | None:
    """Done, open and late ones; None before a first review decided anything."""
    found = earlier_decisions(period.last, user)
    if not found:
        return None
    done = [each for each in found if each.is_done]
    still = [each for each in found if not each.is_done]
    late = [each for each in still if each.days_late]
    return Brought(
        message=_message(len(done), len(found), len(late)),
        tone="bad" if len(late) * 5 > len(found) else "warn" if late else "good",
        figures=_figures(done, still, late),
        charts=[_chart(found)],
        tables=[_table(still)] if still else [],
    )


def _message(done: int, whole: int, late: int) -> str:
    first = ngettext(
        "%(done)d of %(whole)d decision is carried out.", "%(done)d of %(whole)d decisions are carried out.", whole
    )
    second = ngettext("%(n)d is late.", "%(n)d are late.", late) if late else _("None is late.")
    return f"{first % {'done': done, 'whole': whole}} {second % {'n': late} if late else second}"


def _figures(done: Sequence[Earlier], still: Sequence[Earlier], late: Sequence[Earlier]) -> list[Figure]:
    url = f"{find_kind('action').url()}?origin=management_review"
    whole = len(done) + len(still)
    age = round(sum(each.age for each in still) / len(still)) if still else 0
    words = _("%(done)d of %(whole)d") % {"done": len(done), "whole": whole}
    return [
        Figure("done", _("carried out"), words, str(len(done)), better="up", url=url),
        Figure.count("open", _("still open"), len(still), better="down", url=url),
        Figure.count(
            "late",
            _("late"),
            len(late),
            tone="bad" if late else "good",
            wanted=_("none"),
            better="down",
            url=f"{url}&awaits=doing&due=past",
        ),
        Figure.count("age", _("days, average age of open ones"), age, better="down"),
    ]


def _chart(found: Sequence[Earlier]) -> Chart:
    by_review: dict[Any, list[Earlier]] = {}
    for each in found:
        by_review.setdefault(each.decision.review, []).append(each)
    shown = list(by_review.items())[:REVIEWS][::-1]
    points = [
        Point(
            date_format(timezone.localdate(review.meeting.starts), "M Y"),
            round(100 * sum(each.is_done for each in decisions) / len(decisions)),
            tone="bad" if any(each.days_late for each in decisions) else "",
            url=review.page_url,
        )
        for review, decisions in shown
    ]
    finding = "; ".join(f"{point.label}: {point.value} %" for point in points)
    return Chart("by-review", _("Carried out, by the review that decided"), finding, points, shape="bars", unit="%")


def _table(still: Sequence[Earlier]) -> Table:
    rows = sorted(still, key=lambda each: (-each.days_late, each.due or today(), each.decision.pk))
    reasons = _last_reasons([each.decision.decision.action_id for each in rows[:ROWS]])
    left = len(rows) - ROWS
    return Table(
        "open",
        _("Open and late"),
        [
            Heading(_("Record"), width=16),
            Heading(_("What was decided, and where it stands")),
            Heading(_("Who"), width=18),
            Heading(_("Due"), width=13),
            Heading(_("Days late"), is_number=True, width=9),
        ],
        [_row(each, reasons) for each in rows[:ROWS]],
        note=_("%(n)d more are left out here") % {"n": left} if left > 0 else "",
    )


def _row(each: Earlier, reasons: dict[int, str]) -> list[Cell]:
    key = each.decision.decision.action_id
    what = each.decision.decision.what if each.record and not each.record.restricted else ""
    moved = reasons.get(key or 0, "")
    return [
        Cell(each.decision.decision.led_to, record=key or 0),
        Cell(" ".join(part for part in (what, moved) if part)),
        Cell(str(each.decision.owner or "")),
        Cell(date_format(each.due, "j M Y") if each.due else ""),
        Cell(str(each.days_late or ""), tone="bad" if each.days_late else ""),
    ]


def _last_reasons(keys: Sequence[int | None]) -> dict[int, str]:
    """Why the day of an action was last moved."""
    moves = ActionMove.objects.filter(action__in=[key for key in keys if key]).order_by("pk")
    return {move.action_id: _("Moved: %(reason)s") % {"reason": move.reason} for move in moves}


def _is_over(record: Record) -> bool:
    return bool(find_kind(record.kind).state_of(record).is_over)

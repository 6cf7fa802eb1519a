"""What the measures room shows on the page of a duty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from measures.domain.duty import interval_of, proposed_of
from measures.domain.interval import Freshness, Interval, freshness
from measures.models import Duty, DutyDone
from people.calendar import today
from records.labels import labels_for
from records.models import Link

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.safestring import SafeString

    from people.models import User
    from standard.models import RequirementItem

#: Times listed on the page.
TIMES = 24
TONES = {Freshness.FRESH: "good", Freshness.AGEING: "warn", Freshness.STALE: "bad", Freshness.NONE: "wait"}


@dataclass(frozen=True)
class DutyShown:
    """A duty's interval, how fresh its evidence is, what it answers, and the times it was done."""

    interval: Interval | None
    proposed: Interval | None
    freshness: Freshness | None
    tone: str
    items: Sequence[RequirementItem]
    times: Sequence[tuple[DutyDone, SafeString | None]]
    before: Duty | None


def shown(duty: Duty, user: User) -> DutyShown:
    """What the page of a duty says beside its fields."""
    times = list(DutyDone.objects.filter(duty=duty).select_related("person")[:TIMES])
    labels = labels_for({time.evidence_id for time in times if time.evidence_id}, user) if times else {}
    follows = Link.objects.filter(source=duty.pk, relation=Link.Relation.FOLLOWS, ended=None)
    before = Duty.objects.visible_to(user).filter(pk__in=follows.values("target")).first()
    fresh = freshness(duty.last_done, duty.due, today()) if duty.state == "in_force" else None
    return DutyShown(
        interval=interval_of(duty),
        proposed=proposed_of(duty),
        freshness=fresh,
        tone=TONES[fresh] if fresh else "wait",
        items=[each.item for each in duty.duty_items.select_related("item__clause")],
        times=[(time, labels.get(time.evidence_id or 0)) for time in times],
        before=before,
    )

"""Figures of conformity that indicators take their values from: as the history of assessments says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from conformity.domain.beginning import items_to_assess
from conformity.figures import burn_up, changes_until
from shell.registry import Computed, ComputedMeasure

if TYPE_CHECKING:
    from collections.abc import Callable

    from conformity.figures import Point
    from people.calendar import Period
    from people.models import User


def items_in_place(period: Period, seen_by: User | None) -> Computed:
    """Requirement items in place or proven at the period's end / all requirement items x 100."""
    return _share(period, seen_by, lambda point: point.there)


def items_proven(period: Period, seen_by: User | None) -> Computed:
    """Requirement items proven at the period's end / all requirement items x 100."""
    return _share(period, seen_by, lambda point: point.proven)


def computed_measures() -> list[ComputedMeasure]:
    """What the room declares of them; the library has no indicator that is exactly one of these."""
    return [
        ComputedMeasure(
            key="conformity.items_in_place",
            label=_("Requirement items in place"),
            explain=_("Requirement items that people said were in place or proven at the end of the period, of all."),
            unit="%",
            compute=items_in_place,
        ),
        ComputedMeasure(
            key="conformity.items_proven",
            label=_("Requirement items proven"),
            explain=_("Requirement items that somebody else than their owner said were proven then, of all."),
            unit="%",
            compute=items_proven,
        ),
    ]


def _share(period: Period, seen_by: User | None, part: Callable[[Point], int]) -> Computed:
    """Of all items; no data for a time before anything was assessed."""
    changes = changes_until(period.end, seen_by)
    (point,) = burn_up(changes, [period.last])
    return Computed.share(part(point), items_to_assess().count() if changes else 0, reverse("conformity:overview"))

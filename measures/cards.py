"""Indicators as small cards, on dashboards and beside what they measure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from measures import pictures
from measures.figures import name_of
from measures.shown import badge_of, point_url, target_text, trend_text, value_text

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from measures.queries import Standing


@dataclass(frozen=True)
class Card:
    """An indicator: its latest value, how that stands, and the way it took."""

    standing: Standing
    picture: SafeString
    badge: SafeString
    value: str
    target: str
    trend: str
    url: str
    period: str

    @classmethod
    def of(cls, standing: Standing) -> Card:
        """The card of an indicator."""
        indicator, last = standing.indicator, standing.last
        return cls(
            standing=standing,
            picture=pictures.small(standing),
            badge=badge_of(standing.status),
            value=value_text(indicator, standing.value),
            target=target_text(indicator),
            trend=trend_text(standing),
            url=point_url(indicator, last) if last else "",
            period=name_of(indicator.frequency, last.period) if last else "",
        )

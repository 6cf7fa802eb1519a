"""Filters of the conformity room's templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from conformity.shown import fresh_badge

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from measures.domain.interval import Freshness

register = template.Library()


@register.filter
def fresh(freshness: Freshness) -> SafeString:
    """How fresh something is, as a badge."""
    return fresh_badge(freshness)

"""Spans, months and kinds of tickets in templates."""

from __future__ import annotations

from datetime import date

from django import template
from django.utils.formats import date_format

from agreements.enums import TicketType
from operations.overview.board import span_words

register = template.Library()
register.filter("span", span_words)


@register.filter
def month_name(value: str) -> str:
    """A month by the first of its days, as figures keep it."""
    return date_format(date.fromisoformat(value), "F Y")


@register.filter
def ticket_type(value: str) -> str:
    """What a kind of ticket is called."""
    return str(TicketType(value).label)

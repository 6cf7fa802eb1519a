"""Tags of papers, which are read long after they were made: nothing in them is said as "3 min ago"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.utils.safestring import SafeString

    from shell.registry import Text

register = template.Library()


@register.filter
def exact_day(value: date) -> str:
    """A day with its year: "12 Nov 2026"."""
    return date_format(value, "j\N{NO-BREAK SPACE}M\N{NO-BREAK SPACE}Y")


@register.filter
def exact_moment(value: datetime) -> str:
    """A moment with its time zone: "12 Nov 2026, 18:00 CET"."""
    local = timezone.localtime(value)
    return f"{exact_day(local)}, {local:%H:%M}\N{NO-BREAK SPACE}{local:%Z}"


@register.simple_tag
def verdict(tone: str, label: Text) -> SafeString:
    """How something is: shape and word. ``tone`` is good, warn, bad or wait."""
    return format_html('<span class="verdict verdict-{}">{}</span>', tone, label)

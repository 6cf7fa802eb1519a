"""Tags of record pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.utils.html import format_html

from records import words
from records.kind import kind_of
from shell.html import icon

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.safestring import SafeString

    from records.kind import Kind
    from records.models import Event, Record

register = template.Library()


@register.simple_tag
def event_words(event: Event, kind: Kind, labels: Mapping[int, SafeString]) -> SafeString:
    """What was done, to follow the name of who did it."""
    return words.event_words(event, kind, labels)


@register.simple_tag
def record_badge(record: Record) -> SafeString:
    """The state of a record of any kind."""
    return kind_of(record).badge(record)


@register.simple_tag
def record_awaited(record: Record) -> str:
    """The day by which something is awaited of a record of any kind; nothing of one that is over."""
    kind = kind_of(record)
    if not record.due or kind.state_of(record).is_over:
        return ""
    return format_html('<span class="small quiet">{}</span>', kind.due_of(record))


@register.simple_tag
def record_icon(record: Any) -> SafeString:
    """The sign of the record's kind."""
    return icon(kind_of(record).icon)


@register.simple_tag
def event_said(event: Event, labels: Mapping[int, SafeString]) -> SafeString:
    """What was done, for an event read with its record."""
    return words.event_words(event, kind_of(event.record), labels)


@register.simple_tag
def record_kind(record: Record) -> str:
    """What kind of record it is, in words."""
    return str(kind_of(record).label)

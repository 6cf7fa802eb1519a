"""Tags of every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.forms import Select

from shell import html

if TYPE_CHECKING:
    from django.forms import BoundField
    from django.utils.safestring import SafeString

register = template.Library()
register.filter("day", html.day)
register.filter("moment", html.moment)
register.filter("due", html.due)
register.simple_tag(html.person, name="person")
register.simple_tag(html.face, name="face")


@register.simple_tag
def icon(name: str, small: bool = False) -> SafeString:  # noqa: FBT001, FBT002 - written as small=True in templates
    """A sign from the sprite."""
    return html.icon(name, small=small)


@register.simple_tag
def badge(tone: str, label: str, icon_name: str | None = None) -> SafeString:
    """A state: tone, shape and word."""
    return html.badge(tone, label, icon_name)


@register.filter
def dressed(field: BoundField) -> SafeString:
    """A field's widget with the classes it is drawn by."""
    widget = field.field.widget
    is_list = isinstance(widget, Select) and widget.input_type == "select"
    css = "form-check-input" if field.widget_type == "checkbox" else "form-select" if is_list else "form-control"
    own = widget.attrs.get("class", "")
    return field.as_widget(attrs={"class": f"{css} {own}".strip()})

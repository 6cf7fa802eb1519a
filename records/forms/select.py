"""A select that is drawn at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from collections.abc import Iterable


class LongSelect(forms.Select):
    """A select of many: Django's draws a template, and one within it, for each option, which people wait for."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The same element, its options written in one go."""
        widget = self.get_context(name, value, attrs)["widget"]
        drawn = ((_group(label, options),) for label, options, _index in widget["optgroups"])
        groups = format_html_join("\n", "{}", drawn)
        return format_html('<select name="{}"{}>{}</select>', widget["name"], flatatt(widget["attrs"]), groups)


def _group(label: Any, options: Iterable[dict[str, Any]]) -> SafeString:
    drawn = format_html_join(
        "\n",
        '<option value="{}"{}>{}</option>',
        ((option["value"], flatatt(option["attrs"]), option["label"]) for option in options),
    )
    return format_html('<optgroup label="{}">{}</optgroup>', label, drawn) if label else drawn

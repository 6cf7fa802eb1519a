"""Rows of a list as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from records.kind.columns import Column, Shown


def render_rows(rows: Sequence[Any], columns: Sequence[Column], shown: Shown, *, has_boxes: bool = False) -> SafeString:
    """One <tr> a record; cells are safe, since columns escape what they show. With a box to choose it by."""
    openings = [f'<td class="{column.css}">' if column.css else "<td>" for column in columns]
    pairs = list(zip(openings, columns, strict=True))
    choose = escape(_("Choose %s"))
    lines = [
        (f"<tr>{_box(row, choose)}" if has_boxes else "<tr>")
        + "".join([f"{opening}{column.render(row, shown)}</td>" for opening, column in pairs])
        + "</tr>"
        for row in rows
    ]
    return mark_safe("".join(lines))


def _box(row: Any, choose: str) -> str:
    # A key and a reference that we gave hold nothing to escape.
    label = choose.replace("%s", row.reference)
    return (
        '<td class="c-pick"><label><input class="form-check-input" type="checkbox" form="bulk" name="chosen"'
        f' value="{row.pk}" aria-label="{label}"></label></td>'
    )

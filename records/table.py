"""Rows of a list as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from records.kind.columns import Column, Shown


def render_rows(rows: Sequence[Any], columns: Sequence[Column], shown: Shown) -> SafeString:
    """One <tr> a record; cells are safe, since columns escape what they show."""
    openings = [f'<td class="{column.css}">' if column.css else "<td>" for column in columns]
    pairs = list(zip(openings, columns, strict=True))
    lines = [
        "<tr>" + "".join([f"{opening}{column.render(row, shown)}</td>" for opening, column in pairs]) + "</tr>"
        for row in rows
    ]
    return mark_safe("".join(lines))

"""Showing the values of fields: on a record's page, in differences, in old versions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.html import conditional_escape, format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe

from people.models import User
from records.labels import labels_for
from records.models import Record
from shell.html import person, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from records.history import Change
    from records.kind import Kind

EMPTY = mark_safe('<span class="quieter">&ndash;</span>')


#: Values that stand for none.
NOTHING: tuple[Any, ...] = (None, "", [], {})


@dataclass(frozen=True)
class Names:
    """What values point to, read at once for a whole page: people, records, and rows of other tables."""

    people: dict[int, str]
    records: dict[int, SafeString]
    others: dict[tuple[Any, Any], str]


def names_for(pairs: Iterable[tuple[Any, Any]], user: User) -> Names:
    """Names for (field, value) pairs; one query a table pointed to, all kinds of record being one table."""
    pointed: dict[Any, set[Any]] = {}
    for field, value in pairs:
        if value is not None and field.is_relation:
            pointed.setdefault(_table(field), set()).add(value)
    people, records = pointed.pop(User, set()), pointed.pop(Record, set())
    found = User.objects.filter(pk__in=people).values_list("pk", "display_name") if people else ()
    others = {(table, row.pk): str(row) for table, keys in pointed.items() for row in _rows(table, keys)}
    return Names(dict(found), labels_for(records, user) if records else {}, others)


def show(field: Any, value: Any, names: Names) -> SafeString:
    """A stored value in words."""
    if value in NOTHING:
        return EMPTY
    if field.is_relation:
        return _related(field, value, names)
    if field.choices:
        return conditional_escape(dict(field.flatchoices).get(value, value))
    return _plain(field, value)


def show_state(kind: Kind, value: str) -> SafeString:
    """A state in the kind's words."""
    return conditional_escape(str(next((state.label for state in kind.states if state.key == value), value)))


def show_field(kind: Kind, field: Any, value: Any, names: Names) -> tuple[SafeString, SafeString]:
    """A field as the kind calls it, and its value in words."""
    words = show_state(kind, value) if field.name == "state" else show(field, value, names)
    return conditional_escape(kind.label_of(field)), words


def show_change(kind: Kind, change: Change, names: Names) -> tuple[SafeString, SafeString, SafeString]:
    """Label, value before and value after of a change; a value that is empty is shown as nothing."""
    label, before = show_field(kind, change.field, change.before, names)
    _label, after = show_field(kind, change.field, change.after, names)
    nothing = SafeString("")
    return label, nothing if change.before in NOTHING else before, nothing if change.after in NOTHING else after


def _table(field: Any) -> Any:
    """The table a field points into: one for all kinds of record."""
    return Record if issubclass(field.related_model, Record) else field.related_model


def _rows(table: Any, keys: set[Any]) -> Any:
    return table._default_manager.filter(pk__in=keys)


def _related(field: Any, value: Any, names: Names) -> SafeString:
    table = _table(field)
    if table is User:
        return person(names.people.get(value, ""))
    if table is Record:
        return names.records.get(value, EMPTY)
    return conditional_escape(names.others.get((table, value), value))


def _plain(field: Any, value: Any) -> SafeString:
    if isinstance(field, models.TextField):
        return mark_safe(linebreaks(value, autoescape=True))
    if isinstance(field, models.URLField):
        return format_html('<a href="{}" rel="noreferrer noopener">{}</a>', value, value)
    return _lines(value) if isinstance(field, models.JSONField) else plain(value)


def _lines(value: Any) -> SafeString:
    """A list, or names with values, one a line."""
    if value in NOTHING:
        return EMPTY
    if isinstance(value, dict):
        lines = [format_html("{}: {}", name, _lines(inner)) for name, inner in value.items()]
    elif isinstance(value, list):
        lines = [_lines(inner) for inner in value]
    else:
        return plain(value)
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((line,) for line in lines)))

"""Showing the values of fields: on a record's page, in differences, in old versions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.html import conditional_escape, format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from people.models import User
from records.labels import labels_for
from records.models import Record
from shell.html import day, moment, person

if TYPE_CHECKING:
    from collections.abc import Iterable

    from records.history import Change

EMPTY = mark_safe('<span class="quieter">&ndash;</span>')


@dataclass(frozen=True)
class Names:
    """People and records that values point to, read at once for a whole page."""

    people: dict[int, str]
    records: dict[int, SafeString]


def names_for(pairs: Iterable[tuple[Any, Any]], user: User) -> Names:
    """Names for (field, value) pairs; at most two queries, none when nothing is pointed to."""
    people: set[int] = set()
    records: set[int] = set()
    for field, value in pairs:
        if value is not None and field.is_relation:
            (people if field.related_model is User else records).add(value)
    found = User.objects.filter(pk__in=people).values_list("pk", "display_name") if people else ()
    return Names(dict(found), labels_for(records, user) if records else {})


def show(field: Any, value: Any, names: Names) -> SafeString:
    """A stored value in words."""
    if value is None or value == "":
        return EMPTY
    if field.is_relation:
        return _related(field, value, names)
    if field.choices:
        return conditional_escape(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return conditional_escape(_("Yes") if value else _("No"))
    return _plain(field, value)


def show_state(kind: Any, value: str) -> SafeString:
    """A state in the kind's words."""
    return conditional_escape(next((state.label for state in kind.states if state.key == value), value))


def show_change(kind: Any, change: Change, names: Names) -> tuple[SafeString, SafeString, SafeString]:
    """Label, value before and value after of a change; a value that is empty is shown as nothing."""
    label = conditional_escape(capfirst(change.field.verbose_name))
    if change.field.name == "state":
        return label, show_state(kind, change.before), show_state(kind, change.after)
    return label, _part(change.field, change.before, names), _part(change.field, change.after, names)


def _part(field: Any, value: Any, names: Names) -> SafeString:
    """One side of a change; nothing where there was nothing."""
    return SafeString("") if value is None or value == "" else show(field, value, names)


def _related(field: Any, value: Any, names: Names) -> SafeString:
    if field.related_model is User:
        return person(names.people.get(value, ""))
    if issubclass(field.related_model, Record):
        return names.records.get(value, EMPTY)
    return conditional_escape(value)


def _plain(field: Any, value: Any) -> SafeString:
    if isinstance(field, models.DateTimeField):
        return moment(value)
    if isinstance(field, models.DateField):
        return day(value)
    if isinstance(field, models.TextField):
        return mark_safe(linebreaks(value, autoescape=True))
    if isinstance(field, models.URLField):
        return format_html('<a href="{}" rel="noreferrer noopener">{}</a>', value, value)
    return conditional_escape(value)

"""Naming records on pages of other records: by title to those who see them, else by reference alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, Case, QuerySet, Value, When
from django.utils.html import format_html
from django.utils.safestring import SafeString

from records.access.visibility import visibility
from records.models import Record
from shell.registry import Cell

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from people.models import User


def labels_for(keys: Collection[int], user: User) -> dict[int, SafeString]:
    """The labels of many records, by key, in one query."""
    return {record.pk: _label(record, is_seen=record.is_seen) for record in _judged(keys, user)}


def plain_labels_for(keys: Collection[int], user: User) -> dict[int, str]:
    """The same labels as text, for what is not a page."""
    return {record.pk: str(record) if record.is_seen else record.reference for record in _judged(keys, user)}


def seen_among(keys: Collection[int], user: User) -> set[int]:
    """Those keys whose records ``user`` sees, in one query."""
    return set(Record.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))


def cells_of(record: Record) -> tuple[Cell, Cell]:
    """Reference and title for a table that everybody reads alike: no title of a record that is restricted."""
    return Cell(record.reference, record=record.pk), Cell("" if record.restricted else record.title)


def _judged(keys: Collection[int], user: User) -> QuerySet[Any]:
    """The records, each with whether ``user`` sees it."""
    seen = Case(When(visibility(user), then=Value(value=True)), default=Value(value=False), output_field=BooleanField())
    records: QuerySet[Any] = Record.objects.filter(pk__in=keys).annotate(is_seen=seen)
    return records


def text_for(key: int, user: User) -> str:
    """Reference and title as plain text, the reference alone of a record that ``user`` does not see; empty for none."""
    return plain_labels_for([key], user).get(key, "")


def job_about(argument: str, rows: Any = None, record: str = "") -> Callable[[Mapping[str, Any], User], str]:
    """What a job is about (``JobKind.about``): the record whose key is an argument of it, or that a row of a table names."""

    def about(arguments: Mapping[str, Any], reader: User) -> str:
        key = arguments.get(argument)
        if rows is not None:
            key = rows._default_manager.filter(pk=key).values_list(record, flat=True).first()
        return labels_for([key], reader).get(key, "") if key else ""

    return about


def _label(record: Record, *, is_seen: bool) -> SafeString:
    if not is_seen:
        return format_html('<span class="ref">{}</span>', record.reference)
    return format_html(
        '<a href="{}"><span class="ref">{}</span> {}</a>', record.page_url, record.reference, record.title
    )

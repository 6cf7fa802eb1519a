"""Columns of lists. Cells are made in Python: the template engine would be half of a list's time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from shell.html import day, moment, money, number, plain, yes_no

if TYPE_CHECKING:
    from shell.registry import Text


@dataclass(frozen=True)
class Shown:
    """What a list knows beside its rows: links to related records, as the reader may see them."""

    labels: Mapping[int, SafeString] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column: ``cell`` is what the page shows, ``value`` what exports hold.

    ``sort`` names the indexed field it can be ordered by; ``related`` fields of other tables to read
    along, such as ``owner__display_name``; long text is read where the column has its name;
    ``record_id`` gives the key of a related record, which is named only as far as it is visible.
    """

    key: str
    label: Text
    value: Callable[[Any], Any]
    cell: Callable[[Any, Shown], str] | None = None
    sort: str = ""
    default: bool = True
    css: str = ""
    related: tuple[str, ...] = ()
    record_id: Callable[[Any], int | None] | None = None

    def render(self, record: Any, shown: Shown) -> str:
        """The content of the cell, safe for HTML."""
        if self.cell:
            return self.cell(record, shown)
        value = self.value(record)
        return "" if value is None else conditional_escape(value)


def text_column(name: str, label: Text, *, default: bool = True) -> Column:
    """A column of a text field, cut to a line."""

    def cell(record: Any, _shown: Shown) -> str:
        return conditional_escape(Truncator(getattr(record, name)).chars(80))

    return Column(
        key=name, label=label, value=lambda record: getattr(record, name), cell=cell, default=default, css="c-less"
    )


@cache
def _choices(model: Any, name: str, _language: str) -> Mapping[Any, str]:
    """The words of a field's choices, translated once a language."""
    return {value: str(words) for value, words in model._meta.get_field(name).flatchoices}


@cache
def _choice_cells(model: Any, name: str, language: str) -> Mapping[Any, SafeString]:
    """The same words, escaped."""
    return {value: escape(words) for value, words in _choices(model, name, language).items()}


def choice_column(name: str, label: Text, *, default: bool = True) -> Column:
    """A column of a field with choices, by their labels."""

    def cell(record: Any, _shown: Shown) -> str:
        return _choice_cells(record._meta.model, name, get_language()).get(getattr(record, name), "")

    return Column(
        key=name,
        label=label,
        value=lambda record: _choices(record._meta.model, name, get_language()).get(getattr(record, name), ""),
        cell=cell,
        default=default,
        css="c-less text-nowrap",
    )


def person_column(name: str, label: Text, *, default: bool = True) -> Column:
    """A column of a person; says so where there is none."""

    def value(record: Any) -> str:
        person = getattr(record, name)
        return person.display_name if person else ""

    def cell(record: Any, _shown: Shown) -> str:
        found = value(record)
        return conditional_escape(found) if found else format_html('<span class="quieter">{}</span>', _("Nobody"))

    return Column(
        key=name,
        label=label,
        value=value,
        cell=cell,
        related=(f"{name}__display_name",),
        default=default,
        css=f"c-{name} text-nowrap",
    )


def date_column(name: str, label: Text, *, sort: bool = False, default: bool = True) -> Column:
    """A column of a date."""
    return _written(name, label, day, sort=sort, default=default, css="n text-nowrap")


def moment_column(name: str, label: Text, *, sort: bool = False, default: bool = True) -> Column:
    """A column of a day and time."""
    return _written(name, label, moment, sort=sort, default=default, css="c-at n small quiet text-nowrap")


def number_column(name: str, label: Text, *, default: bool = True) -> Column:
    """A column of numbers, written as the language does and set to the right."""
    return _written(name, label, number, default=default, css="n text-end text-nowrap")


def _written(
    name: str, label: Text, write: Callable[[Any], str], *, sort: bool = False, default: bool, css: str
) -> Column:
    """A column of a field, exported as it is and shown as ``write`` writes it, where it has a value."""

    def cell(record: Any, _shown: Shown) -> str:
        value = getattr(record, name)
        return "" if value is None else write(value)

    return Column(
        key=name,
        label=label,
        value=lambda record: getattr(record, name),
        cell=cell,
        sort=name if sort else "",
        default=default,
        css=css,
    )


def money_column(name: str, label: Text, *, currency: str = "currency", default: bool = True) -> Column:
    """A column of amounts, each with the currency that another field of the record holds."""

    def cell(record: Any, _shown: Shown) -> str:
        amount = getattr(record, name)
        return "" if amount is None else escape(money(amount, getattr(record, currency)))

    def value(record: Any) -> str:
        amount = getattr(record, name)
        return "" if amount is None else f"{amount} {getattr(record, currency)}"

    return Column(key=name, label=label, value=value, cell=cell, default=default, css="n text-end text-nowrap")


def yes_no_column(name: str, label: Text, *, default: bool = True) -> Column:
    """A column of a field that holds or does not; nothing where that is unknown."""

    def value(record: Any) -> str:
        held = getattr(record, name)
        return "" if held is None else yes_no(held)

    return Column(key=name, label=label, value=value, default=default, css="text-nowrap")


def computed_column(
    key: str,
    label: Text,
    value: Callable[[Any], Any],
    *,
    related: tuple[str, ...] = (),
    default: bool = True,
    css: str = "",
) -> Column:
    """A column of what is worked out from a record already read, shown by what it is: number, day, yes or no, text.

    ``value`` is called once a row: it asks the database nothing, and names in ``related`` what it
    reads of other tables. Long text is not read for it.
    """

    def cell(record: Any, _shown: Shown) -> str:
        found = value(record)
        return "" if found is None else plain(found)

    return Column(key=key, label=label, value=value, cell=cell, related=related, default=default, css=css)


def record_column(name: str, label: Text, *, default: bool = True) -> Column:
    """A column of a related record, named as far as the reader may see it."""

    def key_of(record: Any) -> int | None:
        key: int | None = getattr(record, f"{name}_id")
        return key

    def cell(record: Any, shown: Shown) -> str:
        return shown.labels.get(key_of(record) or 0, "")

    return Column(
        key=name,
        label=label,
        value=key_of,
        cell=cell,
        record_id=key_of,
        default=default,
        css=f"c-{name}",
    )


def _title_cell(record: Any, _shown: Shown) -> str:
    title = escape(record.title)
    mark = format_html(' <span class="quieter">({})</span>', _("withdrawn")) if record.withdrawn else ""
    # The address is made of a reference that we gave; the title was escaped.
    return SafeString(f'<a class="link-plain cut" href="{record.page_url}" title="{title}">{title}{mark}</a>')


def _reference_cell(record: Any, _shown: Shown) -> str:
    # A reference that we gave holds nothing to escape.
    return SafeString(f'<a class="ref" href="{record.page_url}" tabindex="-1">{record.reference}</a>')


def _restricted_cell(record: Any, _shown: Shown) -> str:
    return mark_safe(_("Restricted")) if record.restricted else ""


REFERENCE = Column(
    key="reference",
    label=gettext_lazy("Reference"),
    value=lambda record: record.reference,
    cell=_reference_cell,
    sort="created",
    css="c-ref",
)
TITLE = Column(
    key="title",
    label=gettext_lazy("Title"),
    value=lambda record: record.title,
    cell=_title_cell,
    sort="title",
    css="wide c-title",
)
OWNER = person_column("owner", gettext_lazy("Owner"))
DUE = Column(
    key="due",
    label=gettext_lazy("Due"),
    value=lambda record: record.due,
    sort="due",
    css="c-due text-nowrap",
)
CREATED = Column(
    key="created",
    label=gettext_lazy("Recorded"),
    value=lambda record: record.created,
    cell=lambda record, _shown: moment(record.created),
    sort="created",
    default=False,
    css="c-at n small quiet text-nowrap",
)
UPDATED = Column(
    key="updated",
    label=gettext_lazy("Changed"),
    value=lambda record: record.updated,
    cell=lambda record, _shown: moment(record.updated),
    sort="updated",
    css="c-at n small quiet text-nowrap",
)
RECORDED_BY = person_column("created_by", gettext_lazy("Recorded by"), default=False)
RESTRICTED = Column(
    key="restricted",
    label=gettext_lazy("Restricted"),
    value=lambda record: _("Restricted") if record.restricted else "",
    cell=_restricted_cell,
    default=False,
)

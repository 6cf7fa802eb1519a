"""How a table is to be read: what the file itself says is found and shown, and may be said otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from people.models import Installation
from records.domain.errors import InputError
from records.importing.tables import DELIMITERS, ENCODINGS, AmbiguousError, Layout, TableError
from records.importing.values import FORMATS, ISO, formats_that_fit, moment

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from people.models import User
    from records.importing.tables import Table

#: Rows by which things are found out, and how many of them are shown.
SAMPLE = 5000
SHOWN = 3
DELIMITER_NAMES = {",": _("comma"), ";": _("semicolon"), "\t": _("tab"), "|": _("bar")}
FOUND = _("As found in the file")


@dataclass(frozen=True)
class Found:
    """Something that was found in the file: what it is of, and lines that say it."""

    label: str
    lines: tuple[str, ...]
    #: It needs an answer, or another look.
    is_open: bool = False


class SettingsForm(forms.Form):
    """What is asked before a table is tried out; ``found`` is what was found in it.

    ``open_table`` opens the table by a layout. What cannot be read is said at the field that would put it right.
    """

    delimiter = forms.ChoiceField(
        label=_("Columns are parted by"),
        choices=[("", FOUND), *((mark, DELIMITER_NAMES[mark]) for mark in DELIMITERS)],
        required=False,
    )
    encoding = forms.ChoiceField(
        label=_("Encoding"), choices=[("", FOUND), *((name, name) for name in ENCODINGS)], required=False
    )
    date_format = forms.ChoiceField(
        label=_("Form of days"), choices=[("", FOUND), (ISO, ISO), *((name, name) for name in FORMATS)], required=False
    )
    zone = forms.ChoiceField(
        label=_("Time zone of its days"),
        choices=lambda: [(name, name) for name in sorted(available_timezones())],
        help_text=_("Of those that name none themselves."),
    )

    #: Fields of the form that are no settings.
    ASIDE: frozenset[str] = frozenset()

    def __init__(
        self,
        data: Any = None,
        *,
        open_table: Callable[[Layout], Table],
        user: User,
        proposed: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial={"zone": Installation.current().time_zone, **self.as_typed(proposed or {})})
        self.open_table, self.user = open_table, user
        self.found: list[Found] = []
        self.table: Table | None = None
        self.wrong: list[tuple[str | None, str]] = []
        self._look()

    def as_typed(self, settings: dict[str, Any]) -> dict[str, Any]:
        """Settings as the form shows them."""
        return settings

    def value_of(self, name: str) -> Any:
        """What a field says just now, typed or proposed."""
        if name not in self.fields:
            return None
        field = self.fields[name]
        if self.is_bound:
            return field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
        return self.initial.get(name, field.initial)

    def _look(self) -> None:
        """Look into the file, by what is said of it just now."""
        try:
            self.table = self.open_table(self.layout)
        except (TableError, LookupError) as error:
            self.wrong.append(("delimiter" if self.value_of("delimiter") else None, str(error)))
            return
        if self.table.is_workbook:
            del self.fields["delimiter"], self.fields["encoding"]
        self.found.append(Found(gettext("The file"), _about(self.table)))
        self.look_into(self.table)

    @property
    def layout(self) -> Layout:
        """How the file is said to be written."""
        encoding, delimiter = self.value_of("encoding"), self.value_of("delimiter")
        is_known = delimiter in DELIMITERS and encoding in {*ENCODINGS, "", None}
        return (
            Layout(encoding or "", delimiter or "") if is_known else Layout(encoding if encoding in ENCODINGS else "")
        )

    def look_into(self, table: Table) -> None:
        """Add what is found in the table to ``found``, and what is wrong to ``wrong``."""

    def show_days(self, cells: Sequence[Any], *, label: str = "") -> None:
        """Show three days as they are read; days that can be read in two ways are asked for at their field."""
        label = label or gettext("Days")
        said = self.value_of("date_format") or self.usual_form
        forms_ = [said] if said else formats_that_fit(cells)
        texts = list(dict.fromkeys(str(cell) for cell in cells))[:SHOWN]
        if not texts:
            return
        if len(forms_) != 1 and any(isinstance(cell, str) for cell in cells):
            self._ask_for_form(forms_, texts)
            return
        form, shown = forms_[0] if forms_ else "", list(dict.fromkeys(cells))[:SHOWN]
        self.found.append(Found(label, tuple(self._read_as(cell, form) for cell in shown)))

    #: The form of days where neither the file nor anybody says it.
    usual_form = ""

    def _ask_for_form(self, fitting: Sequence[str], texts: Sequence[str]) -> None:
        about = {"examples": ", ".join(f"“{text}”" for text in texts), "forms": gettext(" or ").join(fitting)}
        if fitting:
            why = gettext("%(examples)s can be read as %(forms)s: choose which") % about
        else:
            why = gettext("The form of %(examples)s is not known: choose it") % about
        self.found.append(Found(gettext("Days"), (why,), is_open=True))
        self.wrong.append(("date_format", why))

    def _read_as(self, cell: Any, form: str) -> str:
        zone = self.value_of("zone")
        zone = zone if zone in available_timezones() else "UTC"
        try:
            at = moment(cell, form if form in {"", ISO, *FORMATS} else "", ZoneInfo(zone))
        except InputError as error:
            return str(error)
        return f"{cell} → {date_format(at.astimezone(ZoneInfo(zone)), 'j F Y, H:i')} {zone}"

    def clean(self) -> dict[str, Any]:
        """Say what is wrong with the file at the field that puts it right."""
        cleaned = super().clean() or {}
        for field, why in self.wrong:
            if field is None or field not in self.errors:
                self.add_error(field if field in self.fields else None, why)
        return cleaned

    @property
    def settings(self) -> dict[str, Any]:
        """What was said, as it is kept with the run."""
        return {name: value for name, value in self.cleaned_data.items() if name not in self.ASIDE}


def sample_of(table: Table, places: Sequence[int]) -> list[Any]:
    """The cells of these columns that say something, in the first rows."""
    rows = (row for row in islice(table.rows(), SAMPLE) if not row.why)
    cells = (row.cells[place] for row in rows for place in places if place < len(row.cells))
    return [cell for cell in cells if cell is not None and str(cell).strip()]


def only_form(cells: Sequence[Any]) -> str:
    """The one form in which all of these are days; raises AmbiguousError where there are several, or none."""
    forms_ = formats_that_fit(cells)
    if len(forms_) != 1 and any(isinstance(cell, str) for cell in cells):
        raise AmbiguousError(forms_, [str(cell) for cell in cells[:SHOWN]])
    return forms_[0] if forms_ else ""


def _about(table: Table) -> tuple[str, ...]:
    columns = gettext("%(n)d columns: %(names)s") % {"n": len(table.header), "names": ", ".join(table.header[:8])}
    if table.is_workbook:
        return (gettext("Workbook"), columns)
    mark = str(DELIMITER_NAMES.get(table.layout.delimiter, table.layout.delimiter))
    about = {"mark": mark, "encoding": table.layout.encoding}
    return (gettext("CSV, columns parted by %(mark)s, in %(encoding)s") % about, columns)

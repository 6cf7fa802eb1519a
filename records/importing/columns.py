"""The columns that a kind's table has: those of its form, and what an import alone may say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _

from records.forms.record import form_class_of
from records.importing.cells import flat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from people.models import User
    from records.forms import RecordForm
    from records.importing.tables import Table
    from records.kind import Kind

REFERENCE, NUMBER, STATE, RECORDED = "reference", "old_number", "state", "recorded_on"
#: Choices written into a workbook at the most.
CHOICES_MAX = 200


@dataclass(frozen=True)
class TableColumn:
    """A column of a kind's table: what its header says, and what may stand below."""

    key: str
    label: str
    explain: str
    required: bool = False
    choices: tuple[str, ...] = ()
    is_day: bool = False


def columns_of(kind: Kind, user: User) -> list[TableColumn]:
    """The columns of a kind, as one who may create its records fills them in."""
    form = empty_form(kind, user)
    fields = [
        name for name in kind.form_fields if name in form.fields and not isinstance(form.fields[name], forms.FileField)
    ]
    labels = [str(form.fields[name].label) for name in fields]
    own = [
        _column(
            name, label if labels.count(label) == 1 else name, form.fields[name], is_answered=bool(form[name].value())
        )
        for name, label in zip(fields, labels, strict=True)
    ]
    return [*_first(kind), *own, *_last(kind)]


def places_in(table: Table, columns: Sequence[TableColumn]) -> dict[str, int]:
    """Where each column stands in a table, by its label or its key."""
    titles = {
        title.strip().rstrip("*").strip().lower(): place for place, title in reversed(list(enumerate(table.header)))
    }
    found = {}
    for column in columns:
        names = (column.label.lower(), column.key.lower(), column.key.lower().replace("_", " "))
        place = next((titles[name] for name in names if name in titles), None)
        if place is not None:
            found[column.key] = place
    return found


def empty_form(kind: Kind, user: User) -> RecordForm:
    """The form of a new record."""
    return form_class_of(kind)(instance=kind.model(), kind=kind, user=user)


def _first(kind: Kind) -> list[TableColumn]:
    known = _("Of a record that is here already: it is changed. Left empty, it is recorded anew.")
    number = _("The number it had where it comes from: kept, so that a second import finds it again.")
    example = f" {kind.model.reference_prefix}-2026-0001"
    return [TableColumn(REFERENCE, _("Reference"), known + example), TableColumn(NUMBER, _("Old number"), number)]


def _last(kind: Kind) -> list[TableColumn]:
    states = tuple(str(state.label) for state in kind.states)
    said = _("Which it had reached; for administrators and the SMR. Left empty, it begins as a new one does.")
    recorded = _("The day it was recorded where it comes from; for administrators and the SMR. Of new records alone.")
    return [
        TableColumn(STATE, _("State"), said, choices=states),
        TableColumn(RECORDED, _("Recorded on"), recorded, is_day=True),
    ]


def _column(name: str, label: str, field: Any, *, is_answered: bool) -> TableColumn:
    choices: tuple[str, ...] = ()
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        pairs: Any = field.choices
        offered = [str(words) for value, words in flat(pairs) if str(value)]
        choices = tuple(offered) if len(offered) <= CHOICES_MAX else ()
    if isinstance(field, forms.BooleanField):
        choices = (_("Yes"), _("No"))
    said = partial(_said, field)
    return TableColumn(
        name,
        label,
        said(),
        field.required and not is_answered,
        choices,
        isinstance(field, forms.DateField | forms.DateTimeField),
    )


def _said(field: forms.Field) -> str:
    """What the field says of itself, and how an answer is written."""
    ways: list[tuple[Any, str]] = [
        (forms.DateTimeField, _("A day and time.")),
        (forms.DateField, _("A day.")),
        (forms.ModelMultipleChoiceField, _("Several with semicolons between.")),
        (forms.ModelChoiceField, _("A name; of people also the e-mail address.")),
    ]
    if hasattr(field, "for_person"):
        ways.insert(0, (object, _("A reference or an exact title.")))
    how = next((words for cls, words in ways if isinstance(field, cls)), "")
    limit = getattr(field, "max_length", None)
    most = _("At most %(n)d characters.") % {"n": limit} if limit and not how else ""
    return " ".join(part for part in (str(field.help_text or ""), how, most) if part)

"""Cells as the form of a kind takes them: people by name, records by title, choices by label, days in one form."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from people.models import User
from records.domain.errors import InputError
from records.forms.fields import PersonField, RecordField, RecordsField
from records.importing.values import moment, yes_or_no
from records.models import Record

if TYPE_CHECKING:
    from collections.abc import Iterable

_REFERENCE = re.compile(r"^[A-Z]+-[\w-]*\d+$")
#: Between several answers in one cell.
BETWEEN = re.compile(r"\s*[;\n]\s*")


class CellReader:
    """Reads cells for one person: what they do not see, they cannot name."""

    def __init__(self, actor: User, *, date_format: str = "", zone: str = "UTC") -> None:
        self.actor, self.date_format, self.zone = actor, date_format, ZoneInfo(zone)

    def answer(self, field: forms.Field, cell: Any) -> Any:
        """What a form is sent for a cell, by the kind of its field. Raises InputError that says what to do."""
        if isinstance(field, forms.NullBooleanField | forms.BooleanField):
            return self.truth(cell)
        if isinstance(field, forms.DateTimeField):
            return timezone.localtime(self.moment(cell)).isoformat()
        if isinstance(field, forms.DateField):
            return self.day(cell).isoformat()
        return self._choice(field, text_of(cell))

    def moment(self, cell: Any) -> datetime:
        """A day and time. Raises InputError."""
        if isinstance(cell, date) and not isinstance(cell, datetime):
            cell = datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001 - the zone is that of the file
        return moment(cell, self.date_format, self.zone)

    def day(self, cell: Any) -> date:
        """A day, as it is written: a zone would move it. Raises InputError."""
        if isinstance(cell, datetime):
            return cell.date()
        return cell if isinstance(cell, date) else moment(cell, self.date_format, UTC).date()

    def truth(self, cell: Any) -> str:
        """Yes or no, as a box is sent. Raises InputError."""
        text = text_of(cell)
        words = {_("Yes").lower(): True, _("No").lower(): False}
        held = words.get(text.lower(), yes_or_no(text))
        if held is None:
            raise InputError(_("“%(cell)s” is neither yes nor no: write one of them") % {"cell": text})
        return "on" if held else ""

    def _choice(self, field: Any, text: str) -> Any:
        if isinstance(field, PersonField):
            return str(self.person(text).pk)
        if isinstance(field, RecordField):
            return self.reference(text, field.model)
        if isinstance(field, RecordsField):
            return ", ".join(self.reference(part, Record) for part in _parts(text))
        if isinstance(field, forms.ModelMultipleChoiceField | forms.MultipleChoiceField):
            return [one_of(_choices(field), part) for part in _parts(text)]
        return one_of(_choices(field), text) if isinstance(field, forms.ChoiceField) else text

    def person(self, text: str) -> User:
        """The person of an address or name. Raises InputError."""
        people = User.objects.filter(is_active=True)
        found = list(people.filter(email__iexact=text)[:1]) or list(people.filter(display_name__iexact=text)[:2])
        if len(found) != 1:
            what = _("Several people are called “%(name)s”: write the e-mail address")
            none = _(
                "Nobody with an account is called “%(name)s”: write the name or e-mail address of somebody who has one"
            )
            raise InputError((what if found else none) % {"name": text})
        return found[0]

    def reference(self, text: str, model: type[Record]) -> str:
        """The reference of a record of this reference or title. Raises InputError."""
        first = text.split(maxsplit=1)[0].upper() if text.split() else ""
        seen = model.objects.visible_to(self.actor)
        if _REFERENCE.match(first) and seen.filter(reference=first).exists():
            return first
        titled = list(seen.filter(title__iexact=text, withdrawn=False).values_list("reference", flat=True)[:2])
        if len(titled) != 1:
            several = _("Several records are called “%(title)s”: write the reference")
            none = _("There is no record “%(title)s” that you see: write its reference or its exact title")
            raise InputError((several if titled else none) % {"title": text})
        return str(titled[0])


def one_of(choices: Iterable[Any], text: str) -> str:
    """The value of a choice by its label or value. Raises InputError that names the choices."""
    offered = list(flat(choices))
    for value, label in offered:
        if text.lower() in {str(value).lower(), str(label).lower()}:
            return str(value)
    names = ", ".join(str(label) for value, label in offered if str(value))
    raise InputError(
        _("“%(cell)s” is none of its choices: write one of %(choices)s") % {"cell": text, "choices": names[:250]}
    )


def text_of(cell: Any) -> str:
    """The text of a cell; a whole number without a comma."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _choices(field: Any) -> Iterable[Any]:
    offered: Iterable[Any] = field.choices
    return offered


def flat(choices: Iterable[Any]) -> Iterable[tuple[Any, Any]]:
    """Choices without their groups."""
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from flat(label)
        else:
            yield getattr(value, "value", value), label


def _parts(text: str) -> list[str]:
    return [part for part in BETWEEN.split(text) if part]

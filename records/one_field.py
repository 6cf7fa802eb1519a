"""Changing one field of a record as its form does: with every check of its kind, and nothing else touched."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from records.conflict import with_values
from records.domain.errors import InputError, NotNowError
from records.forms.record import form_class_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from people.models import User
    from records.forms import RecordForm
    from records.kind import Kind


def can_be_changed_alone(kind: Kind, name: str) -> bool:
    """Whether the kind's form asks for this field, and for nothing that its verb would miss without the form."""
    return kind.has_page("edit") and name in kind.form_fields and not _asks_beside_columns(kind)


def change_one_field(
    kind: Kind, record: Any, name: str, value: Any, *, actor: User, reason: str, token: str | None = None
) -> None:
    """Let a field have another value, by the kind's own verb. Raises InputError, NotNowError, and what the verb raises."""
    if getattr(record, name) == value:
        raise NotNowError(_("It is so already"))
    _require_fitting(kind, record, name, value, actor)
    setattr(record, name, value)
    kind.edit(record, actor=actor, action="edit", reason=reason, token=token)


def _require_fitting(kind: Kind, record: Any, name: str, value: Any, actor: User) -> None:
    """Raise InputError unless the form takes the record with the value. It judges a copy: forms write to what they have."""
    made = form_class_of(kind)
    first = made(instance=copy(record), kind=kind, user=actor)
    sent = with_values(QueryDict(mutable=True), first, first.fields)
    sent[name] = str(getattr(value, "pk", value))
    form = made(sent, instance=copy(record), kind=kind, user=actor)
    if not form.is_valid():
        raise InputError("; ".join(_said(form, name)))


def _said(form: RecordForm, name: str) -> Iterator[str]:
    """What the form says; of another field than the one that is changed, with its label."""
    for field, errors in form.errors.items():
        label = f"{form.fields[field].label}: " if field in form.fields and field != name else ""
        yield from (f"{label}{error}" for error in errors)


def _asks_beside_columns(kind: Kind) -> bool:
    """Whether its form has answers that are no columns: its verb takes them, and nobody gave them here."""
    form = form_class_of(kind)
    columns = {field.name for field in kind.model._meta.concrete_fields}
    return bool(set(form.base_fields) - columns - set(form.OWN))

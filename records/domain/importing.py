"""What an import alone may say of a record: the state it had reached, and the number it had."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from records import guard
from records.access.permits import Refused, meets
from records.access.predicates import holds, is_administrator
from records.domain.entering import enter
from records.domain.errors import InputError
from records.domain.log import note
from records.models import ImportedNumber, Record
from records.models.event import keep
from records.transitions import states_of
from standard.roles import SMR

if TYPE_CHECKING:
    from people.models import User

#: Who says what a record had become elsewhere: what happened there passed none of the checks here.
TELLS_THE_PAST = is_administrator | holds(SMR)


def may_tell_the_past(actor: User) -> bool:
    """Whether a person may bring in states and days of the past."""
    return meets(TELLS_THE_PAST, actor, None)


@transaction.atomic
def bring_in_state(record: Record, state: str, *, actor: User, reason: str) -> None:
    """Let a record have the state that it had where it came from. Raises Refused, InputError."""
    if not may_tell_the_past(actor):
        raise Refused(_("For administrators and the SMR: leave the state empty"))
    stored = enter(record, actor=actor, action="edit")
    if state not in states_of(type(stored)):
        raise InputError(_("There is no state “%(state)s”") % {"state": state}, "state")
    field: Any = type(stored)._meta.get_field("state")
    field.set_state(stored, state)
    stored.version += 1
    with guard.opened():
        values = {"state": state, "version": stored.version, "updated": timezone.now()}
        Record.objects.filter(pk=stored.pk).update(**values)
    keep(stored, note(stored, actor=actor, action="edit", reason=reason), is_new=False)


def number_of(record: Record) -> str:
    """The number a record had where it came from, or nothing."""
    return record.imported_numbers.values_list("number", flat=True).first() or ""


def keep_number(record: Record, number: str) -> None:
    """Keep the number that a record had where it came from."""
    ImportedNumber.objects.create(kind=record.kind, number=number, record_id=record.pk)

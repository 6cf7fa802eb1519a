"""Confirming that one has read a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from records.domain.entering import enter
from records.domain.errors import StaleError
from records.domain.log import note
from records.models import Acknowledgement

if TYPE_CHECKING:
    from people.models import User
    from records.models import Record


@transaction.atomic
def acknowledge(record: Record, *, actor: User, version: int) -> Acknowledgement:
    """Confirm having read and understood a version; a second time changes nothing.

    Raises Refused, and StaleError when the record has gone on from that version.
    """
    record = enter(record, actor=actor, action="acknowledge")
    if record.version != version:
        raise StaleError(_("The record was changed after you opened it: read it again"))
    read, is_new = Acknowledgement.objects.get_or_create(record_id=record.pk, version=record.version, person=actor)
    if is_new:
        note(record, actor=actor, action="acknowledge")
    return read

"""Confirming that one has read a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from records.access.permits import require
from records.domain.log import note
from records.models import Acknowledgement

if TYPE_CHECKING:
    from people.models import User
    from records.models import Record


@transaction.atomic
def acknowledge(record: Record, *, actor: User, token: str | None = None) -> Acknowledgement:
    """Confirm having read and understood the version at hand; a second time changes nothing."""
    require(actor, "acknowledge", record)
    read, is_new = Acknowledgement.objects.get_or_create(record_id=record.pk, version=record.version, person=actor)
    if is_new:
        note(record, actor=actor, action="acknowledge", token=token)
    return read

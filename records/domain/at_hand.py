"""What a person keeps at hand: records opened lately, and those pinned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from records.models import Opened, Pin

if TYPE_CHECKING:
    from people.models import User
    from records.models import Record

#: Records that are remembered as opened.
OPENED_MAX = 50


@transaction.atomic
def note_opened(record: Record, *, by: User) -> None:
    """Remember that a person opened a record; what was opened longest ago is forgotten."""
    Opened.objects.update_or_create(user=by, record_id=record.pk, defaults={"at": timezone.now()})
    old = list(Opened.objects.filter(user=by).order_by("-at", "-id").values_list("pk", flat=True)[OPENED_MAX:])
    if old:
        Opened.objects.filter(pk__in=old).delete()


def pin(record: Record, *, by: User) -> None:
    """Keep a record at hand; pinning twice is pinning once."""
    Pin.objects.get_or_create(user=by, record_id=record.pk)


def unpin(record: Record, *, by: User) -> None:
    """Keep it no longer."""
    Pin.objects.filter(user=by, record_id=record.pk).delete()

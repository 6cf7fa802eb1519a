"""Writing events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from records.models.event import Event
from records.origin import current_origin, moment_of_writing

if TYPE_CHECKING:
    from people.models import User
    from records.models import Record


def note(
    record: Record,
    *,
    actor: User | None,
    action: str,
    reason: str = "",
    detail: dict[str, Any] | None = None,
    token: str | None = None,
) -> Event:
    """Write that something was done to a record; without an actor, by the system itself."""
    now = timezone.now()
    return Event.objects.create(
        record_id=record.pk,
        kind=record.kind,
        actor=actor,
        acted_for_id=record.acted_for_id,
        at=moment_of_writing(now),
        recorded=now,
        action=action,
        origin=current_origin(),
        reason=reason,
        version=record.version,
        detail=detail or {},
        token=token,
    )

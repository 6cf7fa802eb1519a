"""Linking records, and taking links away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from records.access.permits import require
from records.domain.log import note
from records.models import Link

if TYPE_CHECKING:
    from people.models import User
    from records.models import Record


class AlreadyLinkedError(ValueError):
    """The two records already stand in this relation."""


@transaction.atomic
def link(
    source: Record, target: Record, *, actor: User, relation: str = Link.Relation.RELATES, token: str | None = None
) -> Link:
    """Link two records; both get an event. Raises AlreadyLinkedError, or ValueError for itself."""
    require(actor, "link", source)
    if source.pk == target.pk:
        raise ValueError(_("A record cannot be linked to itself: choose another one"))
    if source.links_out.filter(target_id=target.pk, relation=relation, ended=None).exists():
        raise AlreadyLinkedError(_("The two are linked in this way already"))
    made = Link.objects.create(source_id=source.pk, target_id=target.pk, relation=relation, created_by=actor)
    note(source, actor=actor, action="link", detail={"link": made.pk, "other": target.pk}, token=token)
    note(target, actor=actor, action="link", detail={"link": made.pk, "other": source.pk})
    return made


@transaction.atomic
def unlink(record: Record, made: Link, *, actor: User, token: str | None = None) -> None:
    """End a link; it stays in the timeline of both records."""
    require(actor, "link", record)
    made.ended = timezone.now()
    made.save(update_fields=["ended"])
    for end, other in ((made.source, made.target_id), (made.target, made.source_id)):
        note(
            end,
            actor=actor,
            action="unlink",
            detail={"link": made.pk, "other": other},
            token=token if end.pk == record.pk else None,
        )

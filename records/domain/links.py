"""Linking records, and taking links away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from records.domain.entering import enter, enter_in_sight
from records.domain.errors import InputError, NotNowError
from records.domain.log import note
from records.models import Link

if TYPE_CHECKING:
    from people.models import User
    from records.models import Record


@transaction.atomic
def link(
    source: Record, target: Record, *, actor: User, relation: str = Link.Relation.RELATES, token: str | None = None
) -> Link:
    """Link two records that ``actor`` sees; both get an event.

    Raises Refused, also for a target that was withdrawn, and InputError for the record itself or where the two are linked so already.
    """
    source = enter(source, actor=actor, action="link")
    target = enter_in_sight(target, actor=actor)
    target.acted_for_id = source.acted_for_id
    if source.pk == target.pk:
        raise InputError(_("A record cannot be linked to itself: choose another one"), "target")
    made, is_new = Link.objects.get_or_create(
        source_id=source.pk, target_id=target.pk, relation=relation, ended=None, defaults={"created_by": actor}
    )
    if not is_new:
        raise InputError(_("The two are linked in this way already"), "target")
    note(source, actor=actor, action="link", detail={"link": made.pk, "other": target.pk}, token=token)
    note(target, actor=actor, action="link", detail={"link": made.pk, "other": source.pk})
    return made


@transaction.atomic
def unlink(record: Record, made: Link, *, actor: User, token: str | None = None) -> None:
    """End a link; it stays in the timeline of both records. Raises Refused, NotNowError."""
    record = enter(record, actor=actor, action="link")
    if not Link.objects.filter(pk=made.pk, ended=None).update(ended=timezone.now()):
        raise NotNowError(_("The link was taken away already"))
    other = made.target if made.source_id == record.pk else made.source
    other.acted_for_id = record.acted_for_id
    note(record, actor=actor, action="unlink", detail={"link": made.pk, "other": other.pk}, token=token)
    note(other, actor=actor, action="unlink", detail={"link": made.pk, "other": record.pk})

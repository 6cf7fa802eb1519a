"""Several incidents that are one: work goes on at one of them, the others say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from operations.domain.working import end_without_result
from records.domain.entering import enter_in_sight
from records.domain.errors import InputError
from records.domain.log import note
from records.models import Comment
from records.search.index import index_comments

if TYPE_CHECKING:
    from operations.models import Incident
    from people.models import User


@transaction.atomic
def merge(incident: Incident, *, actor: User, into: Incident, reason: str = "", token: str | None = None) -> Incident:
    """Say that it is the same as another one: it ends, what was said about it is said there too, both tell of it.

    Raises InputError where the other is itself one of these, over, or a duplicate.
    """
    kept = enter_in_sight(into, actor=actor)
    _require_fitting(incident, kept)
    incident.duplicate_of = kept
    end_without_result(incident, actor=actor, action="merge", reason=reason, token=token, detail={"other": kept.pk})
    _carry_comments(incident, kept)
    note(kept, actor=actor, action="merged", reason=reason, detail={"other": incident.pk})
    return incident


def _require_fitting(incident: Incident, kept: Incident) -> None:
    if kept.pk == incident.pk:
        raise InputError(_("It is this very incident: name the one it is the same as"), "into")
    if not kept.is_open:
        raise InputError(_("Work on that one is over: reopen it first, or name another one"), "into")
    if incident.duplicates.exists():
        raise InputError(_("Others were said to be the same as this one: let that one be the same as this"), "into")


def _carry_comments(incident: Incident, kept: Incident) -> None:
    """Comments stay as and when they were said, with the reference they were said at."""
    said = Comment.objects.filter(record=incident.pk)
    carried = [
        Comment(record_id=kept.pk, author_id=one.author_id, at=one.at, text=f"{incident.reference}: {one.text}"[:5000])
        for one in said
    ]
    if carried:
        Comment.objects.bulk_create(carried)
        index_comments(kept.pk)

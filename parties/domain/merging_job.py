"""Merging by a job, where very much points to the record that goes: in batches, and run again it completes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from jobs.domain.errors import JobError
from jobs.kinds import Result
from parties.domain.merging import batches, finish, move, why_merged
from people.models import User
from records.access.permits import Refused, require
from records.models.record import model_of

if TYPE_CHECKING:
    from jobs.progress import Progress


def run_merge(progress: Progress, *, gone: int, kept: int, of_kind: str, by: int, reason: str) -> Result:
    """The job: what a merge does, some rows at a time; raises JobError when the right to it has ended."""
    model, actor = model_of(of_kind), User.objects.get(pk=by)
    old, new = (model._default_manager.get(pk=key) for key in (gone, kept))
    if old.withdrawn:
        return Result(_("It was merged already"))
    try:
        require(actor, "merge", old)
        require(actor, "merge", new)
    except Refused as error:
        raise JobError(str(error)) from error
    found = list(batches(old))  # type: ignore[arg-type]
    for place, rows in enumerate(found):
        progress.tell(place, len(found), _("Pointing records to %(kept)s") % {"kept": new.reference})
        move(rows, new, actor=actor, why=why_merged(old, new, reason))  # type: ignore[arg-type]
    finish(old, new, actor=actor, reason=reason)  # type: ignore[type-var]
    return Result(_("%(gone)s was merged into %(kept)s") % {"gone": old.reference, "kept": new.reference})

"""Versions of processes on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from jobs.domain.errors import JobError
from jobs.kinds import Result, ResultFile
from people.calendar import zone
from people.models import Installation, User
from processes.domain.approving import signatures_of
from processes.domain.copies import Copy, read
from processes.enums import VersionState
from processes.models import Process, ProcessVersion
from processes.shown import shown
from records.labels import plain_labels_for
from shell.contents import ContentDamagedError, ContentGoneError
from shell.paper import render

if TYPE_CHECKING:
    from jobs.progress import Progress

PRINT_JOB = "processes.print"
#: What stands under the pages of a version that nobody goes by.
STAMPS = {
    VersionState.IN_REVIEW: "DRAFT",
    VersionState.SENT_BACK: "DRAFT",
    VersionState.APPROVED: "NOT IN FORCE",
    VersionState.SUPERSEDED: "OBSOLETE",
}


def print_version(progress: Progress, *, version: int, by: int) -> Result:
    """The job: a version as a PDF, for a person who may see the process."""
    progress.tell(0, 2, _("Reading the version"))
    user = User.objects.get(pk=by)
    found = ProcessVersion.objects.select_related("blob").get(pk=version)
    process = Process.objects.visible_to(user).filter(pk=found.process_id).first()
    if process is None:
        raise JobError(_("You do not see this process (any more)"))
    copy = _read(found)
    progress.tell(1, 2, _("Laying the pages out"))
    home = Installation.current()
    with translation.override(home.language), timezone.override(zone.get()):
        content = render(
            "processes/paper/version.html",
            {
                "found": shown(copy, plain_labels_for(copy.keys, user) if copy.keys else {}),
                "version": found,
                "signatures": signatures_of(found),
            },
            **home.letterhead(),
            reference=_("%(reference)s, version %(number)s") % {"reference": process.reference, "number": found.number},
            title=copy.title,
            as_of=timezone.localtime(timezone=zone.get()),
            lang=home.language,
            stamp=STAMPS.get(VersionState(found.state), ""),
        )
    name = f"{process.reference}-{found.number}.pdf"
    return Result(_("The process as a PDF"), file=ResultFile(name, content))


def _read(found: ProcessVersion) -> Copy:
    """What it says; raises JobError where its content is lost or damaged."""
    try:
        return read(found)
    except (ContentGoneError, ContentDamagedError) as error:
        raise JobError(_("What was kept of this version is no longer there, or differs from what it was")) from error

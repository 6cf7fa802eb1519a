"""Minutes on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from communication.models import Meeting
from communication.panels import shown
from jobs.domain.errors import JobError
from jobs.kinds import Result, ResultFile
from people.calendar import zone
from people.models import Installation, User
from shell.paper import render

if TYPE_CHECKING:
    from jobs.progress import Progress

PRINT_JOB = "communication.print_minutes"


def print_minutes(progress: Progress, *, meeting: int, by: int) -> Result:
    """The job: the minutes of a meeting as a PDF, for a person who sees it."""
    progress.tell(0, 1, _("Laying the pages out"))
    reader = User.objects.get(pk=by)
    meetings = Meeting.objects.visible_to(reader).select_related(
        "chair", "minute_taker", "approved_by", "about", "owner"
    )
    found = meetings.filter(pk=meeting).first()
    if found is None:
        raise JobError(_("You do not see this meeting (any more)"))
    home = Installation.current()
    with translation.override(home.language), timezone.override(zone.get()):
        words = _("%(reference)s as a PDF") % {"reference": found.reference}
        return Result(words, file=ResultFile(f"{found.reference}.pdf", _print(found, reader, home)))


def _print(meeting: Meeting, reader: User, home: Installation) -> bytes:
    return render(
        "communication/paper/minutes.html",
        {"record": meeting, "rows": shown(meeting, reader)},
        **home.letterhead(),
        reference=meeting.reference,
        title=meeting.title,
        as_of=timezone.localtime(meeting.approved_at or timezone.now(), zone.get()),
        lang=home.language,
        is_draft=meeting.state != "approved",
    )

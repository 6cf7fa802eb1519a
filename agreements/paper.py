"""Agreements on paper, for both parties to sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from agreements.models import Agreement
from agreements.panels import terms_panel
from jobs.domain.errors import JobError
from jobs.kinds import Result, ResultFile
from people.calendar import zone
from people.models import Installation, User
from shell.paper import render

if TYPE_CHECKING:
    from jobs.progress import Progress

PRINT_JOB = "agreements.print"


def print_agreement(progress: Progress, *, agreement: int, by: int) -> Result:
    """The job: an agreement with all its terms as a PDF, for a person who sees it."""
    progress.tell(0, 1, _("Laying the pages out"))
    reader = User.objects.get(pk=by)
    found = Agreement.objects.visible_to(reader).select_related("customer", "service_hours", "support_hours", "owner")
    record = found.filter(pk=agreement).first()
    if record is None:
        raise JobError(_("You do not see this agreement (any more)"))
    home, now = Installation.current(), timezone.localtime(timezone=zone.get())
    with translation.override(home.language):
        content = render(
            "agreements/paper/agreement.html",
            {"record": record, "terms": terms_panel(record, reader), "home": home},
            **home.letterhead(),
            reference=f"{record.reference} {record.edition}",
            title=record.title,
            as_of=now,
            lang=home.language,
            is_draft=record.state == "draft",
        )
        words = _("%(reference)s as a PDF") % {"reference": record.reference}
        return Result(words, file=ResultFile(f"{record.reference}-{record.edition}.pdf".replace("/", "-"), content))

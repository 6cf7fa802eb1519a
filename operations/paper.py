"""Service reports on paper, from their frozen figures, which lie inside the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from jobs.domain.errors import JobError
from jobs.kinds import Result, ResultFile
from operations.exporters import workbook
from operations.figures import Period
from operations.models import ServiceReport
from operations.pictures import on_paper
from operations.report_panels import shown
from people.calendar import zone
from people.models import Installation, User
from shell.paper import Enclosure, render

if TYPE_CHECKING:
    from jobs.progress import Progress

PRINT_JOB = "operations.print_report"


def print_report(progress: Progress, *, report: int, by: int) -> Result:
    """The job: a service report as a PDF, for a person who sees it."""
    progress.tell(0, 1, _("Laying the pages out"))
    reports = ServiceReport.objects.visible_to(User.objects.get(pk=by))
    found = (
        reports.select_related("agreement__customer", "service", "team", "approved_by", "owner")
        .filter(pk=report)
        .first()
    )
    if found is None:
        raise JobError(_("You do not see this report (any more)"))
    home = Installation.current()
    with translation.override(home.language), timezone.override(zone.get()):
        name = f"{found.reference}.pdf"
        return Result(
            _("%(reference)s as a PDF") % {"reference": found.reference}, file=ResultFile(name, _print(found, home))
        )


def _print(report: ServiceReport, home: Installation) -> bytes:
    drawn = shown(report, paint=on_paper)
    if drawn.figures is None:
        raise JobError(drawn.error or _("It has no figures yet: count them first"))
    content = workbook(report, drawn.figures)
    return render(
        "operations/paper/report.html",
        {
            "record": report,
            "rows": drawn,
            "figures": drawn.figures,
            "period": Period(report.period_from, report.period_until),
        },
        **home.letterhead(),
        reference=report.reference,
        title=report.title,
        as_of=timezone.localtime(drawn.figures.as_of, zone.get()),
        lang=home.language,
        is_draft=report.state == "draft",
        attachments=(Enclosure(f"{report.reference}.xlsx", content, _("The figures of this report")),),
    )

"""The service management plan on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from jobs.domain.errors import JobError
from jobs.kinds import Result, ResultFile
from leadership.domain.plan_text import parts_of
from leadership.models import ManagementPlan
from people.calendar import zone
from people.models import Installation, User
from records.labels import plain_labels_for
from shell.paper import render

if TYPE_CHECKING:
    from jobs.progress import Progress

PRINT_JOB = "leadership.print_plan"
#: What stands under the pages of a version that nobody goes by.
STAMPS = {"draft": "DRAFT", "proposed": "DRAFT", "superseded": "OBSOLETE"}


def print_plan(progress: Progress, *, plan: int, by: int) -> Result:
    """The job: a version of the plan as a PDF, for a person who sees it. Raises JobError for anybody else."""
    progress.tell(0, 1, _("Laying the pages out"))
    reader = User.objects.get(pk=by)
    plans = ManagementPlan.objects.visible_to(reader).select_related("owner", "approved_by")
    found = plans.filter(pk=plan).first()
    if found is None:
        raise JobError(_("You do not see this plan (any more)"))
    home = Installation.current()
    with translation.override(home.language), timezone.override(zone.get()):
        words = _("%(reference)s as a PDF") % {"reference": found.reference}
        return Result(words, file=ResultFile(f"{found.reference}.pdf", _print(found, reader, home)))


def _print(plan: Any, reader: User, home: Installation) -> bytes:
    parts = parts_of(plan)
    names = plain_labels_for({key for part in parts for key in part.references}, reader)
    return render(
        "leadership/paper/plan.html",
        {"record": plan, "parts": [(part, [names[key] for key in part.references]) for part in parts]},
        **home.letterhead(),
        reference=f"{plan.reference}, {plan.edition}",
        title=plan.title,
        as_of=timezone.localtime(plan.approved_at or timezone.now(), zone.get()),
        lang=home.language,
        stamp=STAMPS.get(plan.state, ""),
    )

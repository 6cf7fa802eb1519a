"""The brief of a month on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jobs.domain.errors import JobError
from jobs.kinds import Result, ResultFile
from leadership.domain.reviews.brief import brief_of, key_of, month_of, tell_of_brief
from leadership.paper.sections import RESULTS, shortened
from leadership.to_decide import to_decide
from people.calendar import zone
from people.models import Installation, User
from shell.paper import render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobs.progress import Progress
    from leadership.domain.reviews.brief import Brief

#: Where the brief stands as a page.
PAGE = "/leadership/brief/"
#: What fits the page: letters of a sentence and of a title, and decisions named.
SENTENCE, TITLE, NAMED = 116, 72, 6


def make_brief(progress: Progress, *, by: int, month: str) -> Result:
    """The job: the brief of a month as a PDF for somebody of top management, who is told of it once."""
    reader = User.objects.get(pk=by)
    if not reader.is_active:
        raise JobError(_("The account was closed"))
    period = month_of(month)
    progress.tell(0, 2, _("Reading the figures"))
    content = print_brief(brief_of(reader, period), list(to_decide(reader)))
    progress.check()
    tell_of_brief(reader, period, PAGE)
    words = _("The brief of %(month)s") % {"month": key_of(period)}
    return Result(words, url=PAGE, file=ResultFile(f"brief-{key_of(period)}.pdf", content))


def print_brief(brief: Brief, waiting: Sequence[Any] = ()) -> bytes:
    """The bytes of the page: the same brief, with what waits for a decision, gives the same."""
    home = Installation.current()
    with translation.override(home.language), timezone.override(zone.get()):
        return render(
            "leadership/paper/brief.html",
            _context(brief, waiting),
            **home.letterhead(),
            reference=key_of(brief.period),
            title=_("Brief of %(month)s") % {"month": brief.name},
            as_of=timezone.localtime(brief.as_of, zone.get()),
            lang=home.language,
        )


def _context(brief: Brief, waiting: Sequence[Any]) -> dict[str, Any]:
    lines = [(each, RESULTS[each.tone], each.tone or "wait", shortened(each.message, SENTENCE)) for each in brief.lines]
    named = [(shortened(each.title, TITLE), each) for each in waiting[:NAMED]]
    return {
        "lines": lines,
        "silent": ", ".join(brief.silent),
        "named": named,
        "more": len(waiting) - len(named),
        "said": _said(brief, len(lines), len(waiting)),
    }


def _said(brief: Brief, count: int, waiting: int) -> str:
    """What the page finds, in one sentence."""
    if not count:
        return _("There was nothing to report of the month.")
    off = ngettext("%(n)d of %(all)d is off target", "%(n)d of %(all)d are off target", brief.off)
    waits = ngettext("%(n)d decision waits for you", "%(n)d decisions wait for you", waiting)
    words = off % {"n": brief.off, "all": count} if brief.off else _("Nothing is off target")
    return _("%(off)s, and %(waits)s.") % {"off": words, "waits": waits % {"n": waiting}}

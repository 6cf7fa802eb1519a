"""The monthly brief: one sentence of each input of the review, what is off target first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from jobs.domain.queue import enqueue
from jobs.kinds import Result
from jobs.models import Job
from leadership.domain.reviews.inputs import collect_kept
from people.calendar import Period, month_end, today
from people.models import Installation
from records.holders import holders_of
from records.models import Notice
from records.notices.telling import tell
from roles.domain.catalogue import roles_by_key
from shell.registry import TONES
from standard.roles import TOP_MANAGEMENT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from jobs.progress import Progress
    from leadership.domain.reviews.inputs import Input
    from people.models import User

BRIEF_JOB, BRIEFS_JOB = "leadership.brief", "leadership.ask_for_briefs"
#: Days of a month in which the brief of the month before is asked for.
ASKED_UNTIL = 14


@dataclass(frozen=True)
class BriefLine:
    """What one input says in a sentence; ``tone`` is "bad", "warn", "good", or "" for what has no target.

    ``url`` leads to the records behind it; "" where no figure leads anywhere.
    """

    code: str
    name: str
    tone: str
    message: str
    url: str


@dataclass(frozen=True)
class Brief:
    """A period in sentences; ``silent`` names the inputs that nothing can be said of yet."""

    period: Period
    as_of: datetime
    lines: Sequence[BriefLine]
    silent: Sequence[str]

    @property
    def name(self) -> str:
        """The month in words."""
        return date_format(self.period.first, "F Y")

    @property
    def off(self) -> int:
        """How many inputs are off target."""
        return sum(line.tone == "bad" for line in self.lines)

    @property
    def off_target(self) -> list[BriefLine]:
        """What needs attention, the worst first."""
        return [line for line in self.lines if line.tone in {"bad", "warn"}]

    @property
    def on_target(self) -> list[BriefLine]:
        """All else."""
        return [line for line in self.lines if line.tone not in {"bad", "warn"}]


def brief_of(user: User, period: Period) -> Brief:
    """The brief of a period as a person sees the records; what is shown may be two minutes old."""
    inputs = collect_kept(period, user)
    said = sorted((each for each in inputs if not each.is_empty), key=lambda each: TONES.index(each.tone))
    silent = [each.name for each in inputs if each.is_empty]
    return Brief(inputs.period, inputs.as_of, [_line(each) for each in said], silent)


def last_month() -> Period:
    """The last month that is over."""
    first = today().replace(day=1)
    return Period(first, month_end(first)).before(1)


def month_of(key: str) -> Period:
    """The month with a key such as "2026-10"; raises ValueError."""
    first = date.fromisoformat(f"{key}-01")
    return Period(first, month_end(first))


def key_of(period: Period) -> str:
    """What a month is called in keys of jobs."""
    return f"{period.first:%Y-%m}"


def ask_for_briefs(progress: Progress) -> Result:
    """The job of the clock: at the beginning of a month, a brief of the month before for each of top management, once."""
    asked = 0
    if today().day <= ASKED_UNTIL:
        month = key_of(last_month())
        for person in holders_of(TOP_MANAGEMENT):
            progress.check()
            enqueue(BRIEF_JOB, actor=person, key=f"{month} {person.pk}", by=person.pk, month=month)
            asked += 1
    return Result(_("Briefs are asked for: %(n)d") % {"n": asked})


def job_of_brief(person: User, period: Period) -> Job | None:
    """The job that made a person's brief of a month last, whose file it is; None where none did."""
    made = Job.objects.filter(kind=BRIEF_JOB, requested_by=person, state=Job.State.DONE, file__isnull=False)
    found: Job | None = made.filter(arguments__month=key_of(period)).order_by("-pk").first()
    return found


def tell_of_brief(person: User, period: Period, page: str) -> None:
    """Tell somebody of top management, once a month, and lead them to the page of their brief."""
    role = roles_by_key()[TOP_MANAGEMENT]
    with override(Installation.current().language):
        what = _("the brief of %(month)s") % {"month": date_format(period.first, "F Y")}
    told = Notice.objects.filter(person=person, kind=Notice.Kind.NEWS, record=role.pk)
    if not told.filter(detail__brief=key_of(period)).exists():
        tell([person], kind=Notice.Kind.NEWS, record=role, detail={"what": what, "page": page, "brief": key_of(period)})


def _line(found: Input) -> BriefLine:
    return BriefLine(found.code, found.name, found.tone, found.message, _url_of(found))


def _url_of(found: Input) -> str:
    """Where its leading figure leads, else the first that leads anywhere."""
    figures = [found.lead, *(figure for part in found.parts for figure in part.brought.figures)]
    return next((figure.url for figure in figures if figure is not None and figure.url), "")

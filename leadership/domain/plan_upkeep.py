"""What the clock does with plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import ngettext

from jobs.kinds import Result
from leadership.domain.plans import take_effect

if TYPE_CHECKING:
    from jobs.progress import Progress

UPKEEP_JOB = "leadership.plan_upkeep"


def keep_up(progress: Progress) -> Result:
    """The job: let approved plans go whose first day has come. A second run finds nothing to do."""
    progress.tell(0, 1)
    begun = len(take_effect())
    return Result(ngettext("%d plan goes from today", "%d plans go from today", begun) % begun)

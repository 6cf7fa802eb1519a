"""What the clock does with assignments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jobs.kinds import Result
from people.calendar import today
from roles.domain.assigning import end
from roles.domain.settling import IN_FORCE, settle_all
from roles.models import Assignment

if TYPE_CHECKING:
    from jobs.progress import Progress


def keep_up(progress: Progress) -> Result:
    """The job: say of assignments whose term has passed that they ended, and repair what all of them give.

    Rights do not wait for it: they have their last day themselves. A second run finds nothing to do.
    """
    over = list(Assignment.objects.filter(state__in=IN_FORCE, ends__lt=today()).order_by("pk"))
    for place, assignment in enumerate(over):
        progress.tell(place, len(over))
        end(assignment, actor=None, reason=_("The term has passed"))
    settle_all()
    return Result(ngettext("%d assignment ended", "%d assignments ended", len(over)) % len(over))

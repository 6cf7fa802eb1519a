"""The monthly brief: one page, plain words, what is off target first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.views.decorators.http import require_safe

from leadership.domain.reviews.brief import brief_of, job_of_brief, last_month
from leadership.to_decide import count_to_decide, to_decide

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

#: Decisions that are named; the rest is counted.
SHOWN = 5


@require_safe
def brief(request: HttpRequest) -> HttpResponse:
    """The brief of the month before this one."""
    user: Any = request.user
    month = last_month()
    context = {
        "brief": brief_of(user, month),
        "made": job_of_brief(user, month),
        "waiting": list(to_decide(user)[:SHOWN]),
        "waiting_count": count_to_decide(user),
    }
    return render(request, "leadership/brief.html", context)

"""Steps of a review's meeting are taken by the review alone: behind its gates, and never on the meeting's own page."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from leadership.models import Review

if TYPE_CHECKING:
    from collections.abc import Iterator

    from communication.models import Meeting

_stepping: ContextVar[int | None] = ContextVar("review_stepping", default=None)


@contextmanager
def stepping(review: Review) -> Iterator[None]:
    """Let the meeting of a review take the step that the review has just taken."""
    token = _stepping.set(review.meeting_id)
    try:
        yield
    finally:
        _stepping.reset(token)


def is_kept_back(meeting: Meeting) -> bool:
    """Whether a meeting is that of a review that has not taken the step itself."""
    if _stepping.get() == meeting.pk:
        return False
    return bool(Review.objects.filter(meeting=meeting.pk).exists())

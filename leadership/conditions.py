"""What keeps steps of the meeting of a review back: they are taken on the page of the review, behind its gates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from leadership.domain.reviews.stepping import is_kept_back
from shell.registry import Condition

if TYPE_CHECKING:
    from communication.models import Meeting


def _review_goes_first(meeting: Meeting) -> str | None:
    return (
        _("It is the meeting of a management review: do this on the review's page") if is_kept_back(meeting) else None
    )


CONDITIONS = [
    Condition(key=f"leadership.review.{step}", kind="meeting", action=step, unmet=_review_goes_first)
    for step in ("hold", "submit", "send_back", "approve", "call_off")
]

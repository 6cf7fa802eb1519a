"""What keeps steps of the meeting of a review back: they are taken on the page of the review, behind its gates."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from shell.registry import Condition

if TYPE_CHECKING:
    from communication.models import Meeting

#: States of a review in which a step of its meeting may be taken, since the review itself has taken it.
AFTER = {
    "hold": ("held", "past"),
    "submit": ("submitted", "past"),
    "send_back": ("held",),
    "approve": ("approved", "past"),
    "call_off": ("cancelled",),
}


def _review_goes_first(step: str, meeting: Meeting) -> str | None:
    """Why a meeting cannot take a step by itself: it is that of a review, which has not taken it."""
    review = getattr(meeting, "review", None)
    if review is None or review.state in AFTER[step]:
        return None
    return _("It is the meeting of the management review %(reference)s: do this there") % {
        "reference": review.reference
    }


CONDITIONS = [
    Condition(key=f"leadership.review.{step}", kind="meeting", action=step, unmet=partial(_review_goes_first, step))
    for step in AFTER
]

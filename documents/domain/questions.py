"""Check questions: setting them, and whether they were answered right."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from documents.models import Question
from documents.models.question import ANSWERS_MAX, ANSWERS_MIN, QUESTIONS_MAX
from records.domain.entering import enter
from records.domain.errors import InputError, StaleError
from records.domain.log import note

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from documents.models import Document
    from people.models import User


class Asked(NamedTuple):
    """A question at its place, from 1, with its answers, and the place of the right one, from 0."""

    place: int
    text: str
    answers: Sequence[str]
    right: int


@transaction.atomic
def set_questions(
    document: Document, *, actor: User, questions: Sequence[Asked], shown: str, token: str | None = None
) -> None:
    """Put check questions in the place of those before; none at all is possible.

    ``shown`` is ``digest_of`` those that were on the page. Raises StaleError where they are others by now,
    InputError for answers that nobody could choose between, Refused.
    """
    stored = enter(document, actor=actor, action="set_questions")
    if digest_of(stored) != shown:
        raise StaleError(_("The questions were changed by somebody else meanwhile: open the page anew"))
    if len(questions) > QUESTIONS_MAX:
        raise InputError(_("Ask %(n)d questions at most") % {"n": QUESTIONS_MAX})
    for asked in questions:
        _require_answerable(asked)
    stored.questions.all().delete()
    Question.objects.bulk_create(
        Question(document=stored, place=asked.place, text=asked.text, answers=list(asked.answers), right=asked.right)
        for asked in questions
    )
    note(stored, actor=actor, action="set_questions", detail={"count": len(questions)}, token=token)


def questions_of(document: Document) -> list[Question]:
    """The check questions of a document, in order."""
    return list(document.questions.order_by("place"))


def digest_of(document: Document) -> str:
    """What stands for the questions as they are now (SHA-256, hex)."""
    rows = [(row.text, row.answers, row.right) for row in questions_of(document)]
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def wrongly_answered(document: Document, answers: Mapping[int, int]) -> list[Question]:
    """The questions that were not answered, or not rightly; ``answers`` by the question's key, from 0."""
    return [question for question in questions_of(document) if answers.get(question.pk) != question.right]


def require_right_answers(document: Document, answers: Mapping[int, int]) -> None:
    """Raise InputError at the first question that was not answered rightly, without telling the answer."""
    if wrong := wrongly_answered(document, answers):
        raise InputError(not_right(), f"question_{wrong[0].pk}")


def not_right() -> str:
    """What is said at a question that was answered wrongly."""
    return _("This is not what the document says: look it up and answer once more")


def _require_answerable(asked: Asked) -> None:
    field = f"answers_{asked.place}"
    if not asked.text:
        raise InputError(_("Say what is asked"), f"text_{asked.place}")
    if not ANSWERS_MIN <= len(asked.answers) <= ANSWERS_MAX:
        message = _("Give %(least)d to %(most)d answers, each on a line of its own")
        raise InputError(message % {"least": ANSWERS_MIN, "most": ANSWERS_MAX}, field)
    if len(set(asked.answers)) < len(asked.answers):
        raise InputError(_("Two answers are the same"), field)
    if not 0 <= asked.right < len(asked.answers):
        raise InputError(_("Choose the line of the right answer"), f"right_{asked.place}")

"""Questions that readers answer before their word counts."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

#: Questions of one document, and answers of one question, at least and at most.
QUESTIONS_MAX = 3
ANSWERS_MIN, ANSWERS_MAX = 2, 5


class Question(models.Model):
    """A question about a document with answers to choose from; ``right`` is the place of the right one, from 0."""

    document = models.ForeignKey("documents.Document", models.CASCADE, related_name="questions")
    place = models.PositiveSmallIntegerField()
    text = models.CharField(_("Question"), max_length=300)
    answers: Any = models.JSONField(default=list)
    right = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["document", "place"]
        constraints = [models.UniqueConstraint(fields=["document", "place"], name="one_question_a_place")]

    def __str__(self) -> str:
        return self.text

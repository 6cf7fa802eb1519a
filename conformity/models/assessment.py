"""Assessments: how a requirement item stands, item by item (clauses 4.4 and 9.2)."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from conformity.rules import ASSESSMENT
from records.models import Record, TrailedHistory
from standard.models import RequirementItem

#: The longest text of how an item is met.
TEXT_MAX = 50_000
EVERY = ["not_started", "planned", "in_place", "proven"]
#: States in which something is there, proven or not.
THERE = ("in_place", "proven")


class Assessment(Record):
    """How one requirement item of the standard stands: said by people, never by the system.

    ``proven_words`` is the hash of how it was met when it was last said to be proven: words that were changed
    since are no longer those that somebody stood by.
    """

    kind_key = "assessment"
    reference_prefix = "ASM"
    initial_state = "not_started"
    rules = ASSESSMENT

    item = models.OneToOneField(
        RequirementItem, models.PROTECT, related_name="+", editable=False, verbose_name=_("Requirement item")
    )
    how = models.TextField(
        _("How it is met"),
        max_length=TEXT_MAX,
        blank=True,
        help_text=_("What is done here, by whom, and where one sees it."),
    )
    note = models.TextField(
        _("Note"), max_length=5000, blank=True, help_text=_("What is still open, or what an auditor should know.")
    )
    assessed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("Assessed by"),
    )
    assessed_at = models.DateTimeField(_("Assessed"), null=True, editable=False)
    proven_words = models.CharField(_("Words that were proven"), max_length=64, blank=True, editable=False)

    history = TrailedHistory()

    @transition(field="state", source=EVERY, target="not_started")
    def set_back(self) -> None:
        """Nothing is there, or no longer."""

    @transition(field="state", source=EVERY, target="planned")
    def plan(self) -> None:
        """It is known what will be done."""

    @transition(field="state", source=EVERY, target="in_place")
    def put_in_place(self) -> None:
        """It is done so; whether records show it is another question."""

    @transition(field="state", source=EVERY, target="proven")
    def prove(self) -> None:
        """Somebody else than its owner looked at the evidence, and stands by it."""

    @property
    def words_hash(self) -> str:
        """The hash of how it is met, as it stands (SHA-256, hex)."""
        return hashlib.sha256(self.how.encode()).hexdigest()

    @property
    def is_reworded(self) -> bool:
        """Whether it is said to be proven, of other words than those that stand there."""
        return self.state == "proven" and self.proven_words not in {"", self.words_hash}

    @property
    def is_own_proof(self) -> bool:
        """Whether who said that it is proven owns it by now."""
        return self.state == "proven" and self.owner_id is not None and self.owner_id == self.assessed_by_id

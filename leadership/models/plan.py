"""The service management plan: one structured record a version, with the eight parts of clause 6.3."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from leadership.rules.plan import PLAN
from records.models import Blob, Content, Record, TrailedHistory

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

#: Characters that a part may have.
TEXT_MAX = 100_000


class PartKey(models.TextChoices):
    """The eight parts, each contained in the plan or referred to by it."""

    SERVICES = "services", _("Services")
    LIMITATIONS = "limitations", _("Known limitations")
    OBLIGATIONS = "obligations", _("Obligations, and how each applies")
    AUTHORITIES = "authorities", _("Authorities and responsibilities")
    RESOURCES = "resources", _("People, technology, information and money")
    PARTIES = "parties", _("How we work with other parties")
    TECHNOLOGY = "technology", _("Technology that supports the system")
    EFFECTIVENESS = "effectiveness", _("How effect is measured, audited, reported and improved")


#: The requirement item that each part answers.
ITEMS = {key: f"6.3-{place:02d}" for place, key in enumerate(PartKey.values, 3)}


class ManagementPlan(Record):
    """A version of the plan by which the system is run for a period; one is approved and goes at most.

    ``content`` is what was approved, as text, under its SHA-256. ``due`` is the day it is to be reviewed by.
    """

    kind_key = "management-plan"
    reference_prefix = "SMP"
    initial_state = "draft"
    rules = PLAN
    #: Once approved, a trigger refuses to change what was signed.
    freezes_when = "approved_at"
    frozen = ("starts", "ends", "basis", "edition", "content_id", "approved_by_id", "approved_at")

    starts = models.DateField(_("From"), help_text=_("The first day of the period that it plans."))
    ends = models.DateField(_("Until"), help_text=_("The last day."))
    basis = models.TextField(
        _("What it rests on"),
        max_length=5000,
        blank=True,
        help_text=_("Policy, objectives, risks and opportunities, and requirements that it was made from."),
    )
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", editable=False, verbose_name=_("Follows")
    )
    edition = models.PositiveSmallIntegerField(_("Version of the plan"), default=1, editable=False)
    is_current = models.BooleanField(_("The plan that goes"), default=False, editable=False)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("Proposed by"),
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("Approved by"),
    )
    approved_at = models.DateTimeField(_("Approved"), null=True, editable=False)
    content = models.ForeignKey(
        Blob, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("Approved text")
    )

    history = TrailedHistory()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__gte=models.F("starts")),
                name="a_plan_ends_after_it_starts",
                violation_error_message=_("The last day must be on or after the first"),
            ),
            models.UniqueConstraint(fields=["is_current"], condition=models.Q(is_current=True), name="one_plan_goes"),
            models.UniqueConstraint(fields=["edition"], name="one_plan_a_version"),
        ]

    @transition(field="state", source="draft", target="proposed")
    def propose(self) -> None:
        """Top management is to approve it."""

    @transition(field="state", source="proposed", target="draft")
    def send_back(self) -> None:
        """It needs more work."""

    @transition(field="state", source="proposed", target="approved")
    def approve(self) -> None:
        """Top management stands by it; its text stays as it is."""

    @transition(field="state", source="approved", target="superseded")
    def supersede(self) -> None:
        """Another version took its place."""

    @transition(field="state", source="approved", target="approved")
    def review(self) -> None:
        """Somebody looked whether it still fits."""

    @transition(field="state", source="approved", target="approved")
    def begin_next(self) -> None:
        """The next version is written, which may take its place."""

    @cached_property
    def author_keys(self) -> frozenset[int]:
        """Whoever wrote at a part of this version."""
        if self._state.adding:
            return frozenset()
        return frozenset(key for key in self.parts.values_list("changed_by_id", flat=True) if key)

    @cached_property
    def answerable_keys(self) -> frozenset[int]:
        """Whoever answers for a part."""
        if self._state.adding:
            return frozenset()
        return frozenset(key for key in self.parts.values_list("answers_id", flat=True) if key)

    @classmethod
    def contents_of(cls, keys: Collection[int]) -> Iterable[Content]:
        """The text that was approved."""
        kept = cls._default_manager.filter(pk__in=keys, content__isnull=False)
        return [
            Content(plan.pk, f"{plan.reference}.txt", plan.content_id, str(_("Approved text")), "text/")
            for plan in kept
        ]

    @classmethod
    def keys_with_content(cls, sha256: str) -> Iterable[int]:
        """The plans whose approved text is this content."""
        return list(cls._default_manager.filter(content=sha256).values_list("pk", flat=True))


class PlanPart(models.Model):
    """A part of a plan: the text it contains, and who answers for it; frozen once the plan is approved, by trigger."""

    freezes_when = "approved"
    frozen = ("plan_id", "key", "text", "answers_id", "version")

    plan = models.ForeignKey(ManagementPlan, models.PROTECT, related_name="parts")
    key = models.CharField(max_length=20, choices=PartKey)
    text = models.TextField(_("What the plan says"), max_length=TEXT_MAX, blank=True)
    answers = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=0)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "key"], name="a_part_once_a_plan")]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.key}"


class PlanReference(models.Model):
    """That a part refers to a record; frozen with it."""

    freezes_when = "approved"
    frozen = ("part_id", "record_id")

    part = models.ForeignKey(PlanPart, models.PROTECT, related_name="references")
    record = models.ForeignKey(Record, models.PROTECT, related_name="+")
    approved = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["part", "record"], name="a_record_once_a_part")]

    def __str__(self) -> str:
        return f"{self.part_id} {self.record_id}"

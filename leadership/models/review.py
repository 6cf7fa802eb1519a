"""Management reviews: what was looked at, by whom, and what top management decided and concluded (clause 9.3)."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from communication.models import AgendaItem, Decision, Meeting
from leadership.rules.review import REVIEW
from records.models import Blob, Content, Record, TrailedHistory

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

#: Characters of a comment on an input, and of a reason.
COMMENT_MAX, REASON_MAX = 20_000, 5000


class InputCode(models.TextChoices):
    """The inputs of the standard, each under the code that the catalogue gives it."""

    A = "a", _("Actions from earlier reviews")
    B = "b", _("Internal and external issues")
    C1 = "c1", _("Nonconformities and corrective actions")
    C2 = "c2", _("Monitoring and measurement results")
    C3 = "c3", _("Audit results")
    D = "d", _("Opportunities for improvement")
    E = "e", _("Feedback of customers and others")
    F = "f", _("Policies: followed and still right")
    G = "g", _("Objectives")
    H = "h", _("Performance of the services")
    I = "i", _("Other parties in delivery")  # noqa: E741 - the letter of the standard
    J = "j", _("Resources, present and forecast")
    K = "k", _("Risks and opportunities")
    L = "l", _("Changes ahead")


class Verdict(models.TextChoices):
    """What top management concludes of the system."""

    YES = "yes", _("Yes")
    CHANGES = "changes", _("With changes")
    NO = "no", _("No")


def _verdict(label: Any) -> models.CharField[str, str]:
    return models.CharField(label, max_length=10, choices=Verdict, blank=True, editable=False)


def _why(label: Any) -> models.TextField[str, str]:
    return models.TextField(label, max_length=REASON_MAX, blank=True, editable=False)


def _person(label: Any) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=label
    )


def _content(label: Any) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(Blob, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=label)


class Review(Record):
    """A review of the system by top management, of a period.

    ``inputs`` are its figures as they were frozen, ``content`` all that was approved; both are JSON under its SHA-256.
    Who comes, what is on the agenda and what was said are those of its ``meeting``.
    """

    kind_key = "review"
    reference_prefix = "RVW"
    initial_state = "planned"
    rules = REVIEW
    #: Once approved, a trigger refuses to change what was signed.
    freezes_when = "approved_at"
    frozen = (
        "period_from",
        "period_until",
        "as_of",
        "inputs_id",
        "meeting_id",
        "follows_id",
        "content_id",
        "approved_by_id",
        "approved_at",
        "suitable",
        "suitable_why",
        "adequate",
        "adequate_why",
        "effective",
        "effective_why",
    )

    period_from = models.DateField(_("From"), help_text=_("The first day that it looks at."))
    period_until = models.DateField(_("Until"), help_text=_("The last day."))
    freeze_on = models.DateField(
        _("Figures freeze on"), help_text=_("Five to ten working days before the meeting gives time to read.")
    )
    meeting = models.OneToOneField(
        Meeting, models.PROTECT, editable=False, related_name="review", verbose_name=_("Meeting")
    )
    follows = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("The review before"),
    )
    as_of = models.DateTimeField(_("Figures as of"), null=True, editable=False)
    inputs = _content(_("Frozen figures"))
    suitable = _verdict(_("Suitable"))
    suitable_why = _why(_("Why suitable, or not"))
    adequate = _verdict(_("Adequate"))
    adequate_why = _why(_("Why adequate, or not"))
    effective = _verdict(_("Effective"))
    effective_why = _why(_("Why effective, or not"))
    content = _content(_("What was approved"))
    approved_by = _person(_("Approved by"))
    approved_at = models.DateTimeField(_("Approved"), null=True, editable=False)

    history = TrailedHistory()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(period_until__gte=models.F("period_from")),
                name="a_review_has_a_period",
                violation_error_message=_("The period must end on or after the day it begins"),
            )
        ]

    @transition(field="state", source=["planned", "frozen"], target="frozen")
    def freeze(self) -> None:
        """Its figures are those of this moment, whatever becomes of the records."""

    @transition(field="state", source="frozen", target="held")
    def hold(self) -> None:
        """It takes place; top management is there."""

    @transition(field="state", source="held", target="submitted")
    def submit(self) -> None:
        """What was said and decided waits for approval."""

    @transition(field="state", source="submitted", target="held")
    def send_back(self) -> None:
        """Something is missing from it."""

    @transition(field="state", source="submitted", target="approved")
    def approve(self) -> None:
        """It stays as it is, as evidence."""

    @transition(field="state", source="planned", target="past")
    def keep_past(self) -> None:
        """It was held before it was recorded here: its minutes are attached."""

    @transition(field="state", source=["planned", "frozen"], target="cancelled")
    def call_off(self) -> None:
        """It does not take place."""

    @classmethod
    def contents_of(cls, keys: Collection[int]) -> Iterable[Content]:
        """What was approved."""
        kept = cls._default_manager.filter(pk__in=keys, content__isnull=False)
        return [
            Content(review.pk, f"{review.reference}.json", review.content_id, str(_("Approved review")))
            for review in kept
        ]

    @classmethod
    def keys_with_content(cls, sha256: str) -> Iterable[int]:
        """The reviews whose approved content is this one."""
        return list(cls._default_manager.filter(content=sha256).values_list("pk", flat=True))

    @cached_property
    def run_by(self) -> tuple[int | None, int | None]:
        """The keys of who chairs its meeting and of who takes the minutes."""
        if self._state.adding:
            return None, None
        found = Meeting._default_manager.filter(pk=self.meeting_id).values_list("chair_id", "minute_taker_id")
        chair, taker = found.first() or (None, None)
        return chair, taker

    @cached_property
    def presenter_keys(self) -> frozenset[int]:
        """The keys of those who present its inputs."""
        keys = () if self._state.adding else self.blocks.values_list("presenter", flat=True)
        return frozenset(key for key in keys if key is not None)

    @property
    def is_prepared(self) -> bool:
        """Whether inputs are still prepared: until it takes place."""
        return self.state in {"planned", "frozen"} and not self.withdrawn

    @property
    def is_open(self) -> bool:
        """Whether notes, decisions and a conclusion may be written."""
        return self.state == "held" and not self.withdrawn


class ReviewBlock(models.Model):
    """An input of a review: who presents it, what they say about it, and whether it was looked at.

    ``version`` grows with every change of the comment. ``item`` is its point of the meeting's agenda, where notes stand.
    """

    freezes_when = "approved"
    frozen = ("code", "presenter_id", "comment", "released", "considered", "excuse")

    review = models.ForeignKey(Review, models.PROTECT, related_name="blocks")
    code = models.CharField(_("Input"), max_length=4, choices=InputCode)
    place = models.PositiveSmallIntegerField()
    presenter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Presented by")
    )
    due = models.DateField(_("Release by"), null=True)
    comment = models.TextField(_("What the presenter says"), max_length=COMMENT_MAX, blank=True)
    version = models.PositiveIntegerField(default=0)
    changed = models.DateTimeField(null=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    released = models.DateTimeField(null=True)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    considered = models.DateTimeField(null=True)
    #: Why there is nothing to report, or why it was put off.
    excuse = models.TextField(_("Reason"), max_length=REASON_MAX, blank=True)
    item = models.OneToOneField(AgendaItem, models.SET_NULL, null=True, related_name="+")
    approved = models.DateTimeField(null=True)

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["review", "code"], name="an_input_once_a_review")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def title(self) -> str:
        """What the input is called."""
        return str(InputCode(self.code).label)

    @property
    def is_answered(self) -> bool:
        """Whether the meeting looked at it, or it is excused with a reason."""
        return self.considered is not None or bool(self.excuse.strip())


class ReviewDecision(models.Model):
    """What top management decided about an input, of which kind, and what became of it."""

    freezes_when = "approved"
    frozen = ("decision_id", "block_id", "kind", "outcome", "owner_id", "due")

    class Kind(models.TextChoices):
        """What a decision is about; it says what kind of record carries it on."""

        IMPROVEMENT = "improvement", _("Improvement")
        SMS = "sms", _("Change to the SMS")
        SERVICE = "service", _("Change to the services")
        RESOURCES = "resources", _("Resources")
        ACTION = "action", _("Action")
        NOTE = "note", _("Noted, nothing to do")

    class Outcome(models.TextChoices):
        """What was decided."""

        APPROVED = "approved", _("Approved")
        REJECTED = "rejected", _("Rejected")
        DEFERRED = "deferred", _("Deferred")

    review = models.ForeignKey(Review, models.PROTECT, related_name="decisions")
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="+")
    block = models.ForeignKey(ReviewBlock, models.PROTECT, null=True, related_name="decisions")
    kind = models.CharField(_("About"), max_length=12, choices=Kind, default=Kind.ACTION)
    outcome = models.CharField(_("Decided"), max_length=10, choices=Outcome, default=Outcome.APPROVED)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Who carries it out")
    )
    due = models.DateField(_("By when"), null=True)
    approved = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.decision.what


class ReviewPack(models.Model):
    """A pack that was made of a review: one for each content; made again, it has the same bytes.

    ``source`` is the SHA-256 of what stands in it, ``file`` the PDF under its own.
    """

    only_grows = True

    review = models.ForeignKey(Review, models.PROTECT, related_name="packs")
    source = models.CharField(max_length=64)
    file = models.ForeignKey(Blob, models.PROTECT, related_name="+")
    is_draft = models.BooleanField()
    made = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["review", "source"], name="one_pack_a_content")]

    def __str__(self) -> str:
        return f"{self.review_id} {self.source[:12]}"

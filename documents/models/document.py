"""Documents: what stays the same while versions come and go."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from documents.enums import OPEN, Classification, Type, VersionState
from documents.models.document_type import MONTHS_MAX, QUORUM_MAX, YEARS_MAX, usage_of
from documents.models.version import Version
from documents.required import required_choices
from documents.rules import DOCUMENT
from records.models import Content, Record, TrailedHistory

if TYPE_CHECKING:
    from collections.abc import Collection

    from documents.enums import Usage


class Document(Record):
    """Documented information that is kept current (clause 7.5): one identifier, one version in force.

    Its reference is its identifier, such as POL-001, whatever the file is called. ``due`` is the day
    by which it is to be reviewed.
    """

    kind_key = "document"
    reference_prefix = "DOC"
    initial_state = "draft"
    rules = DOCUMENT

    type = models.CharField(_("Type"), max_length=20, choices=Type)
    purpose = models.TextField(
        _("What it is for"), max_length=1000, blank=True, help_text=_("One or two sentences: who needs it, and when.")
    )
    classification = models.CharField(
        _("Classification"), max_length=20, choices=Classification, default=Classification.INTERNAL
    )
    language = models.CharField(
        _("Language"), max_length=10, default="en", help_text=_("Of the text, as a code: en, de, fr.")
    )
    answers = models.CharField(_("Required by the standard as"), max_length=80, blank=True, choices=required_choices)
    review_months = models.PositiveSmallIntegerField(
        _("Review every so many months"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MONTHS_MAX)],
        help_text=_("Left empty it is the interval of its type."),
    )
    retention_years = models.PositiveSmallIntegerField(
        _("Keep so many years"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(YEARS_MAX)],
        help_text=_("After it is obsolete. Left empty it is as long as its type asks for."),
    )
    quorum = models.PositiveSmallIntegerField(
        _("Signatures needed"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(QUORUM_MAX)],
        help_text=_("Where its type asks for more, so many."),
    )
    must_be_read = models.BooleanField(
        _("To be acknowledged"),
        default=False,
        help_text=_("Its readers confirm that they have read and understood it."),
    )
    days_to_read = models.PositiveSmallIntegerField(
        _("Days to read it"), default=14, validators=[MinValueValidator(1), MaxValueValidator(180)]
    )
    waits_for_readers = models.BooleanField(
        _("In force only once all have read it"),
        default=False,
        help_text=_("Its readers are asked as soon as it is approved."),
    )
    source = models.CharField(_("Issued by"), max_length=200, blank=True)
    edition = models.CharField(_("Edition"), max_length=100, blank=True)
    used_at = models.CharField(_("Where it is used"), max_length=200, blank=True)

    #: The number of the version in force, so that lists need not read versions; empty before the first.
    version_in_force = models.CharField(_("In force"), max_length=12, blank=True, editable=False)
    effective = models.DateField(_("In force since"), null=True, editable=False)
    obsolete_since = models.DateField(_("Obsolete since"), null=True, editable=False)
    hold_reason = models.CharField(_("Kept for"), max_length=300, blank=True, editable=False)
    disposal_proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("Disposal proposed by"),
    )

    history = TrailedHistory()

    @cached_property
    def _present_versions(self) -> list[Version]:
        """The one in force and the one that is being made, read at once, or with those of many documents before."""
        if (found := getattr(self, "versions_present", None)) is not None:
            return list(found)
        return list(self.versions.filter(state__in=[*OPEN, VersionState.IN_FORCE]).select_related("blob"))

    @property
    def in_work(self) -> Version | None:
        """The version that is being made, if there is one."""
        return next((version for version in self._present_versions if version.is_open), None)

    @property
    def in_force(self) -> Version | None:
        """The version that people go by, if there is one."""
        return next((version for version in self._present_versions if not version.is_open), None)

    def forget_versions(self) -> None:
        """Let what was read of its versions and approvers be read anew."""
        for name in ("_present_versions", "versions_present", "author_keys", "named_approver_keys", "usage"):
            self.__dict__.pop(name, None)

    @cached_property
    def named_approver_keys(self) -> frozenset[int]:
        """The people whose signatures it asks for by name."""
        if self._state.adding:
            return frozenset()
        return frozenset(found.person_id for found in self.named_approvers.all())

    @cached_property
    def author_keys(self) -> frozenset[int]:
        """Whoever wrote at the version that is being made."""
        if self._state.adding or self.in_work is None:
            return frozenset()
        return frozenset(person.pk for person in self.in_work.authors.all())

    @classmethod
    def contents_of(cls, keys: Collection[int]) -> list[Content]:
        """What people go by is found by search; drafts and what was superseded are not."""
        found = Version.objects.filter(document__in=keys, state=VersionState.IN_FORCE, disposed=None)
        return [
            Content(
                version.document_id,
                version.name,
                version.blob_id,
                gettext("in version %(number)s, in force") % {"number": version.number},
                "read/",
            )
            for version in found.order_by("id")
        ]

    @classmethod
    def keys_with_content(cls, sha256: str) -> list[int]:
        """Documents whose version in force has this content."""
        found = Version.objects.filter(blob=sha256, state=VersionState.IN_FORCE)
        return list(found.values_list("document_id", flat=True))

    @cached_property
    def usage(self) -> Usage:
        """What its type asks for now."""
        return usage_of(self.type)

    @property
    def approving_roles(self) -> tuple[str, ...]:
        """The roles any one of which approves it: what is in review by the rule it was submitted under."""
        version = None if self._state.adding else self.in_work
        if version is not None and version.state == VersionState.IN_REVIEW:
            return tuple(version.asked_roles)
        return self.usage.approvers

    @property
    def months_between_reviews(self) -> int:
        """Its own interval, else that of its type."""
        return self.review_months or self.usage.review_months

    @property
    def years_kept(self) -> int:
        """Its own retention, else that of its type."""
        return self.retention_years or self.usage.retention_years

    @transition(field="state", source="draft", target="in_review")
    @transition(field="state", source="under_revision", target="under_revision")
    def submit(self) -> None:
        """The draft is ready to be approved."""

    @transition(field="state", source="in_review", target="draft")
    @transition(field="state", source="under_revision", target="under_revision")
    def send_back(self) -> None:
        """The draft needs more work."""

    @transition(field="state", source="in_review", target="approved")
    @transition(field="state", source="under_revision", target="under_revision")
    def approve(self) -> None:
        """All signatures are there."""

    @transition(field="state", source=["approved", "under_revision"], target="published")
    def publish(self) -> None:
        """The approved version is in force."""

    @transition(field="state", source="published", target="under_revision")
    def revise(self) -> None:
        """A new draft is begun; the version in force stays so."""

    @transition(field="state", source="under_revision", target="published")
    def abandon(self) -> None:
        """The new draft is not wanted after all."""

    @transition(field="state", source="published", target="published")
    def confirm(self) -> None:
        """It was reviewed and stays as it is."""

    @transition(field="state", source="published", target="published")
    @transition(field="state", source="under_revision", target="under_revision")
    def trigger_review(self) -> None:
        """It is to be reviewed before its turn."""

    @transition(field="state", source=["published", "under_revision"], target="obsolete")
    def obsolete(self) -> None:
        """Nobody goes by it any more."""

    @transition(field="state", source="obsolete", target="archived")
    def archive(self) -> None:
        """It is kept for its retention alone."""

    @transition(field="state", source="obsolete", target="obsolete")
    @transition(field="state", source="archived", target="archived")
    def hold(self) -> None:
        """It is kept beyond its retention."""

    @transition(field="state", source="obsolete", target="obsolete")
    @transition(field="state", source="archived", target="archived")
    def lift_hold(self) -> None:
        """It is kept no longer than its retention asks for."""
        self.hold_reason = ""

    @transition(field="state", source="archived", target="archived")
    def propose_disposal(self) -> None:
        """Somebody else is to confirm that its contents are destroyed."""

    @transition(field="state", source="archived", target="disposed")
    def dispose(self) -> None:
        """Its contents are destroyed; its entry, hashes and history stay."""


class NamedApprover(models.Model):
    """A person whose signature a document asks for, beside that of the role that approves its type."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="named_approvers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "person"], name="one_approver_a_person")]

    def __str__(self) -> str:
        return f"{self.document_id} {self.person_id}"

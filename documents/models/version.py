"""Versions of documents, and the signatures that approve them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents.enums import OPEN, VersionState
from records.models import Blob

if TYPE_CHECKING:
    from shell.registry import Text

#: The media type of texts that are written here.
MARKDOWN = "text/markdown"


class Version(models.Model):
    """A version of a document and its content; what was approved can be changed no more, by trigger.

    ``blob`` is the content, bound by its SHA-256: Markdown written here, or a file. ``round`` counts how
    often it was submitted; signatures of an earlier round are void.
    """

    #: Once a version is approved, these columns are refused to change; see ``records.triggers``.
    freezes_when = "approved"
    frozen = ("document_id", "blob_id", "name", "major", "minor", "is_minor", "approved", "asked_roles", "asked_quorum")

    document = models.ForeignKey("documents.Document", models.PROTECT, related_name="versions")
    major = models.PositiveSmallIntegerField()
    minor = models.PositiveSmallIntegerField()
    is_minor = models.BooleanField(
        _("Editorial change only"),
        default=False,
        help_text=_("Nobody is asked to read it again."),
    )
    state = models.CharField(_("State"), max_length=20, choices=VersionState, default=VersionState.DRAFT)
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="+")
    #: The name of the file; empty for a text that was written here.
    name = models.CharField(_("File"), max_length=200, blank=True)
    summary = models.CharField(_("What changed"), max_length=500, blank=True)
    authors = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    begun = models.DateTimeField(default=timezone.now)
    saves = models.PositiveIntegerField(default=1)
    round = models.PositiveSmallIntegerField(default=0)
    submitted = models.DateTimeField(null=True)
    #: The rule it was last submitted under: the roles any one of which approves it, and how many signatures it needs.
    asked_roles: Any = models.JSONField(default=list)
    asked_quorum = models.PositiveSmallIntegerField(default=1)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved = models.DateTimeField(_("Approved"), null=True)
    #: From when it is in force, or is to be.
    effective = models.DateField(_("In force from"), null=True)
    ended = models.DateTimeField(null=True)
    #: When its content was destroyed after its retention.
    disposed = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-major", "-minor"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "major", "minor"],
                condition=~models.Q(state=VersionState.ABANDONED),
                name="one_version_a_number",
            ),
            models.UniqueConstraint(
                fields=["document"], condition=models.Q(state=VersionState.IN_FORCE), name="one_version_in_force"
            ),
            models.UniqueConstraint(
                fields=["document"], condition=models.Q(state__in=OPEN), name="one_version_in_work"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """Its number; that of a first draft counts how often it was saved."""
        return f"0.{self.saves}" if self.is_first_draft else self.number_to_be

    @property
    def number_to_be(self) -> str:
        """The number under which it is signed and comes into force."""
        return f"{self.major}.{self.minor}"

    @property
    def is_first_draft(self) -> bool:
        """Whether it is the first of its document and still written at, or was given up as such."""
        is_first = (self.major, self.minor) == (1, 0)
        return is_first and self.approved is None and self.state in {VersionState.DRAFT, VersionState.ABANDONED}

    @property
    def label(self) -> Text:
        """Its state in words; nothing superseded the last version of a document that is obsolete."""
        if self.state == VersionState.SUPERSEDED and self.document.obsolete_since:
            return _("Obsolete")
        return VersionState(self.state).label

    @property
    def is_text(self) -> bool:
        """Whether it was written here, and is no file."""
        return not self.name

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written in it yet."""
        return self.blob.size == 0

    @property
    def is_open(self) -> bool:
        """Whether it is being made."""
        return self.state in OPEN


class Signature(models.Model):
    """A person approves a version: an electronic signature that stays, by trigger.

    ``sha256`` is that of the content as it was signed, ``meaning`` the sentence the person signed
    under, ``role`` the one that let them sign, empty for one who is named.
    """

    only_grows = True

    version = models.ForeignKey(Version, models.PROTECT, related_name="signatures")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    acted_for = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=40, blank=True)
    meaning = models.CharField(max_length=300)
    at = models.DateTimeField(default=timezone.now)
    sha256 = models.CharField(max_length=64)
    round = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["version", "round", "person"], name="one_signature_a_person")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.version_id}"


class Remark(models.Model):
    """Something to be looked at in a draft, beside the passage it is about; settled, never deleted."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="remarks")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    passage = models.CharField(_("Passage"), max_length=500, blank=True)
    text = models.TextField(_("Remark"), max_length=2000)
    settled = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answer = models.CharField(_("Answer"), max_length=500, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text[:80]

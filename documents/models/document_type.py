"""Types of document: who approves them, how often they are reviewed, how long they are kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from documents.enums import USAGES, Type
from documents.rules import DOCUMENT_TYPE
from records.models import Record, TrailedHistory
from standard.catalogue import role_label
from standard.roles import ROLES

if TYPE_CHECKING:
    from documents.enums import Usage

#: The signatures that a type, or one document, can ask for; months between reviews; years of retention.
QUORUM_MAX, MONTHS_MAX, YEARS_MAX = 5, 60, 100


def role_choices() -> list[tuple[str, str]]:
    """The twelve roles, as choices."""
    return [(key, role_label(key)) for key in ROLES]


class DocumentType(Record):
    """A line of the approval matrix (clause 7.5.2): what holds for all documents of a type.

    What is ``proposed`` holds once somebody else has agreed. Until an installation has this record, what the
    product begins with holds.
    """

    kind_key = "document_type"
    reference_prefix = "DT"
    initial_state = "in_force"
    rules = DOCUMENT_TYPE

    type = models.CharField(_("Type"), max_length=20, choices=Type, unique=True, editable=False)
    approver = models.CharField(_("Approved by"), max_length=40, choices=role_choices)
    or_approver = models.CharField(_("Or by"), max_length=40, choices=role_choices, blank=True)
    quorum = models.PositiveSmallIntegerField(
        _("Signatures needed"), default=1, validators=[MinValueValidator(1), MaxValueValidator(QUORUM_MAX)]
    )
    review_months = models.PositiveSmallIntegerField(
        _("Review every so many months"), validators=[MinValueValidator(1), MaxValueValidator(MONTHS_MAX)]
    )
    retention_years = models.PositiveSmallIntegerField(
        _("Keep so many years"), validators=[MinValueValidator(1), MaxValueValidator(YEARS_MAX)]
    )
    #: What is to hold instead, by the name of the column; empty while nothing is.
    proposed = models.JSONField(_("Proposed"), default=dict, editable=False)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("Proposed by"),
    )

    history = TrailedHistory()

    @property
    def approvers(self) -> tuple[str, ...]:
        """The roles any one of which approves it; the first is asked."""
        return tuple(role for role in (self.approver, self.or_approver) if role)

    @transition(field="state", source=["in_force", "proposed"], target="proposed")
    def propose(self) -> None:
        """Something else is to hold, once somebody else agrees."""

    @transition(field="state", source="proposed", target="in_force")
    def agree(self) -> None:
        """What was proposed holds."""

    @transition(field="state", source="proposed", target="in_force")
    def take_back(self) -> None:
        """What was proposed is not wanted."""


def usage_of(document_type: str) -> Usage:
    """What holds for a type now; of no type at all the roles that approve any."""
    if document_type not in USAGES:
        return replace(next(iter(USAGES.values())), approvers=_all_approvers())
    begun = USAGES[document_type]
    columns = ("approver", "or_approver", "quorum", "review_months", "retention_years")
    row = DocumentType.objects.filter(type=document_type).values_list(*columns).first()
    if row is None:
        return begun
    first, second, quorum, months, years = row
    roles = (first, second) if second else (first,)
    return replace(begun, approvers=roles, quorum=quorum, review_months=months, retention_years=years)


def _all_approvers() -> tuple[str, ...]:
    return tuple(dict.fromkeys(role for usage in USAGES.values() for role in usage.approvers))

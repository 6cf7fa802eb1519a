"""What a document is, and what each type asks for."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from standard.roles import DOCUMENTATION_MANAGER, PROCESS_OWNER, RISK_COMPLIANCE_MANAGER, SMR, TOP_MANAGEMENT


class Type(models.TextChoices):
    """Types of document, each with its own prefix, approvers and review interval."""

    POLICY = "policy", _("Policy")
    PLAN = "plan", _("Plan")
    PROCEDURE = "procedure", _("Procedure")
    PROCESS = "process", _("Process description")
    INSTRUCTION = "instruction", _("Work instruction")
    TEMPLATE = "template", _("Template")
    AGREEMENT = "agreement", _("Agreement")
    STATEMENT = "statement", _("Statement or register")
    EXTERNAL = "external", _("External document")


class Classification(models.TextChoices):
    """How freely a document may be passed on."""

    PUBLIC = "public", _("Public")
    INTERNAL = "internal", _("Internal")
    CONFIDENTIAL = "confidential", _("Confidential")


class Cause(models.TextChoices):
    """Why a review is asked for out of turn."""

    LAW = "law", _("Change of law or contract")
    FINDING = "finding", _("Audit finding")
    INCIDENT = "incident", _("Incident or problem")
    SERVICE = "service", _("New or changed service")
    ORGANISATION = "organisation", _("Change in the organisation")
    OTHER = "other", _("Something else")


class VersionState(models.TextChoices):
    """What a version of a document is just now."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    APPROVED = "approved", _("Approved")
    IN_FORCE = "in_force", _("In force")
    SUPERSEDED = "superseded", _("Superseded")
    ABANDONED = "abandoned", _("Abandoned")


class ItemState(models.TextChoices):
    """How something that the standard asks for stands, the worst first."""

    MISSING = "missing", _("Missing")
    OVERDUE = "overdue", _("Review overdue")
    DRAFT = "draft", _("Draft")
    PRESENT = "present", _("Present")


#: The states of a document of which a version is in force.
DOCUMENTS_IN_FORCE = ("published", "under_revision")
#: A version that is being made: a document has one at most.
OPEN = (VersionState.DRAFT, VersionState.IN_REVIEW, VersionState.APPROVED)


@dataclass(frozen=True)
class Usage:
    """What a type of document asks for: how it is numbered, whose roles approve it, how often it is reviewed.

    Any one of ``approvers`` will do, the first is asked; ``quorum`` are the signatures that every document of
    the type needs. Intervals in months are the usual ones of document control. What is obsolete is kept for
    ``retention_years``: the running certification cycle and the one before make six.
    """

    prefix: str
    approvers: tuple[str, ...]
    review_months: int
    quorum: int = 1
    retention_years: int = 6


#: What an installation begins with; what holds now is in ``documents.models.document_type``.
USAGES: dict[str, Usage] = {
    Type.POLICY: Usage("POL", (TOP_MANAGEMENT,), 12),
    Type.PLAN: Usage("PLN", (TOP_MANAGEMENT,), 12),
    Type.PROCEDURE: Usage("PRO", (PROCESS_OWNER,), 24),
    Type.PROCESS: Usage("PRC", (PROCESS_OWNER,), 24),
    Type.INSTRUCTION: Usage("INS", (PROCESS_OWNER, SMR), 24),
    Type.TEMPLATE: Usage("TPL", (DOCUMENTATION_MANAGER,), 24),
    Type.AGREEMENT: Usage("AGR", (TOP_MANAGEMENT, SMR), 12),
    Type.STATEMENT: Usage("STA", (SMR, TOP_MANAGEMENT), 12),
    Type.EXTERNAL: Usage("EXT", (DOCUMENTATION_MANAGER, RISK_COMPLIANCE_MANAGER), 12),
}

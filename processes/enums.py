"""Choices of the process owners' room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping


class Part(models.TextChoices):
    """What a role does in an activity (clause 5.3): one role is accountable, others take part."""

    RESPONSIBLE = "R", _("Responsible")
    ACCOUNTABLE = "A", _("Accountable")
    BOTH = "AR", _("Accountable and responsible")
    CONSULTED = "C", _("Consulted")
    INFORMED = "I", _("Informed")


#: Parts that make a role the one that is accountable, and those of a role that does the work.
ACCOUNTABLE, DOING = frozenset({"A", "AR"}), frozenset({"R", "AR"})


def doing(raci: Mapping[str, str]) -> set[str]:
    """The roles without which an activity does not happen: those that do it, and the one that is accountable."""
    return {role for role, part in raci.items() if part in DOING | ACCOUNTABLE}


class VersionState(models.TextChoices):
    """Where a version of a process stands."""

    IN_REVIEW = "in_review", _("In review")
    SENT_BACK = "sent_back", _("Sent back")
    APPROVED = "approved", _("Approved")
    PUBLISHED = "published", _("In force")
    SUPERSEDED = "superseded", _("Superseded")


class Step(models.TextChoices):
    """What it takes until people work by a process (clause 8.1), in order."""

    TOLD = "told", _("Who works in it was told")
    TRAINED = "trained", _("Who works in it was trained")
    TOOLS = "tools", _("Tools are set up")
    RECORDS = "records", _("First records are kept")
    GO_LIVE = "go_live", _("Go-live")


class RollOut(models.TextChoices):
    """How far a version has come in practice."""

    PLANNED = "planned", _("Planned")
    UNDER_WAY = "under_way", _("Under way")
    LIVE = "live", _("Live")


class Conclusion(models.TextChoices):
    """What a review of a process comes to."""

    WORKS = "works", _("It works")
    NEEDS_WORK = "needs_work", _("It needs work")
    FAILS = "fails", _("It fails")

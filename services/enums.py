"""Choices of the service portfolio."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Criticality(models.TextChoices):
    """How badly the business needs a service."""

    LOW = "low", _("Low")
    MEDIUM = "medium", _("Medium")
    HIGH = "high", _("High")
    CRITICAL = "critical", _("Critical")


class Relation(models.TextChoices):
    """How one service stands to another."""

    PART = "part", _("has as a part")
    DEPENDS = "depends", _("depends on")


class RequirementType(models.TextChoices):
    """What a service requirement is about (clause 8.2.2)."""

    FUNCTION = "function", _("What it does")
    SERVICE_LEVEL = "service_level", _("Service level")
    AVAILABILITY = "availability", _("Availability")
    CAPACITY = "capacity", _("Capacity")
    CONTINUITY = "continuity", _("Continuity")
    SECURITY = "security", _("Information security")
    LEGAL = "legal", _("Legal or contractual")
    OTHER = "other", _("Other")


class RequirementPriority(models.TextChoices):
    """How much a service requirement matters."""

    MUST = "must", _("Must")
    SHOULD = "should", _("Should")
    COULD = "could", _("Could")

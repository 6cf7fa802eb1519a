"""Choices of tickets."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.IntegerChoices):
    """Impact and urgency."""

    HIGH = 1, _("1 High")
    MEDIUM = 2, _("2 Medium")
    LOW = 3, _("3 Low")


class Priority(models.IntegerChoices):
    """How soon a ticket is worked on."""

    CRITICAL = 1, _("1 Critical")
    HIGH = 2, _("2 High")
    MODERATE = 3, _("3 Moderate")
    LOW = 4, _("4 Low")
    PLANNING = 5, _("5 Planning")


class Channel(models.TextChoices):
    """How a ticket came in."""

    PHONE = "phone", _("Phone")
    MAIL = "mail", _("E-mail")
    PORTAL = "portal", _("Portal")
    CHAT = "chat", _("Chat")
    MONITOR = "monitor", _("Monitoring")
    PERSON = "person", _("In person")
    OTHER = "other", _("Other")


class Waiting(models.TextChoices):
    """What a ticket on hold waits for."""

    CALLER = "caller", _("the caller")
    SUPPLIER = "supplier", _("a supplier")
    CHANGE = "change", _("a change")
    PROBLEM = "problem", _("a problem")
    EVIDENCE = "evidence", _("evidence")
    OTHER = "other", _("something else")
    #: Between a resolution and the reopening.
    RESOLVED = "resolved", _("nothing: it was resolved")

"""Choices of agreements."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Metric(models.TextChoices):
    """What a service level target is about (clause 8.3.3)."""

    RESPONSE = "response", _("Response")
    RESOLUTION = "resolution", _("Resolution")
    FULFILMENT = "fulfilment", _("Fulfilment")
    AVAILABILITY = "availability", _("Availability")
    PERFORMANCE = "performance", _("Performance")
    RELIABILITY = "reliability", _("Reliability")
    SATISFACTION = "satisfaction", _("Satisfaction")


#: Metrics that a clock counts on each ticket.
CLOCKED = (Metric.RESPONSE, Metric.RESOLUTION, Metric.FULFILMENT)


class TicketType(models.TextChoices):
    """What a target or a limit is for."""

    INCIDENT = "incident", _("Incidents")
    REQUEST = "request", _("Service requests")


class Comparator(models.TextChoices):
    """Which side of the value keeps the target."""

    AT_MOST = "at_most", _("at most")
    AT_LEAST = "at_least", _("at least")


class Unit(models.TextChoices):
    """What a value is counted in."""

    MINUTES = "minutes", _("minutes")
    HOURS = "hours", _("hours")
    PERCENT = "percent", "%"
    COUNT = "count", _("a period")
    SECONDS = "seconds", _("seconds")
    POINTS = "points", _("points")


#: Seconds of the units that a clock counts in.
SECONDS = {Unit.MINUTES: 60, Unit.HOURS: 3600}


class Evidence(models.TextChoices):
    """How both parties agreed."""

    SIGNATURE = "signature", _("Signed by both")
    MINUTES = "minutes", _("Minutes of a meeting")
    TERMS = "terms", _("Accepted terms")


class Frequency(models.TextChoices):
    """How often the customer gets a report."""

    MONTHLY = "monthly", _("Monthly")
    QUARTERLY = "quarterly", _("Quarterly")
    YEARLY = "yearly", _("Yearly")


class Reopening(models.TextChoices):
    """What the time between a resolution and the reopening is to the clock."""

    NOT_COUNTED = "not_counted", _("does not count")
    COUNTED = "counted", _("counts")


class Repricing(models.TextChoices):
    """What a change of priority or agreement does to the clock of a ticket that is open."""

    RECOMPUTE = "recompute", _("counts anew from the opening, pauses kept")
    RESET = "reset", _("counts from the change on")


class Pausing(models.TextChoices):
    """Which waiting stops the clock of resolution and fulfilment."""

    NONE = "none", _("none: it always runs")
    CALLER = "caller", _("waiting for the caller")
    ANY = "any", _("any time on hold")

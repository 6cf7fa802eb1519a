"""Choices of indicators."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Direction(models.TextChoices):
    """Which side of the target is good."""

    HIGHER = "higher", _("Higher is better")
    LOWER = "lower", _("Lower is better")
    BAND = "band", _("Between two limits")


class Source(models.TextChoices):
    """Where values come from."""

    TYPED = "typed", _("Typed in")
    IMPORTED = "imported", _("Imported from a table")
    COMPUTED = "computed", _("Computed by a room")
    FILTER = "filter", _("Counted by a saved filter")


#: Sources whose values somebody brings; the others are computed.
BROUGHT = (Source.TYPED, Source.IMPORTED)


class Frequency(models.TextChoices):
    """How often there is a value."""

    WEEKLY = "weekly", _("Weekly")
    MONTHLY = "monthly", _("Monthly")
    QUARTERLY = "quarterly", _("Quarterly")
    HALF_YEARLY = "half_yearly", _("Half-yearly")
    YEARLY = "yearly", _("Yearly")


class Came(models.TextChoices):
    """How a value came in."""

    TYPED = "typed", _("Typed in")
    IMPORTED = "imported", _("Imported")
    COMPUTED = "computed", _("Computed")


class Aggregate(models.TextChoices):
    """What is counted of the records a filter finds."""

    COUNT = "count", _("How many there are")
    SHARE = "share", _("Share of them that a second filter finds too, in %")
    SUM = "sum", _("Sum of a field")
    MEAN = "mean", _("Mean of a field")
    MEDIAN = "median", _("Median of a field")
    P90 = "p90", _("90th percentile of a field")
    P95 = "p95", _("95th percentile of a field")


#: Percentiles, as parts of a hundred.
PERCENTILES = {Aggregate.MEDIAN: 50, Aggregate.P90: 90, Aggregate.P95: 95}


class Status(models.TextChoices):
    """How a value stands to its target, the worst first."""

    MISSED = "missed", _("Target missed")
    NEAR = "near", _("Near the target")
    NO_DATA = "no_data", _("No data")
    GOOD = "good", _("On target")


#: The tone of each status.
TONES = {Status.MISSED: "bad", Status.NEAR: "warn", Status.NO_DATA: "wait", Status.GOOD: "good"}

"""Values of indicators: facts of which there are many, hung on the record of the indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from measures.enums import Came
from measures.models.indicator import DIGITS, PLACES, Indicator
from people.calendar import Period

if TYPE_CHECKING:
    from typing import Self


class MeasurementQuerySet(models.QuerySet["Measurement"]):
    """Values, of which some were replaced by others."""

    def current(self) -> Self:
        """Those that hold: no other one replaces them."""
        return self.filter(replacement=None)


class Measurement(models.Model):
    """A value of an indicator in a period; never changed, by trigger: a correction is another one that replaces it.

    ``value`` None is "no data", as where the denominator is 0. ``shape`` is the definition it was counted by,
    ``version`` the indicator's own. ``url`` leads to the records behind it.
    """

    only_grows = True

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="measurements")
    first = models.DateField(_("From"))
    last = models.DateField(_("Until"))
    value = models.DecimalField(_("Value"), max_digits=DIGITS, decimal_places=PLACES, null=True)
    numerator = models.DecimalField(_("Numerator"), max_digits=DIGITS, decimal_places=PLACES, null=True)
    denominator = models.DecimalField(_("Denominator"), max_digits=DIGITS, decimal_places=PLACES, null=True)
    evidence = models.CharField(_("Evidence"), max_length=500, blank=True)
    url = models.CharField(max_length=500, blank=True)
    note = models.TextField(_("Note"), max_length=5000, blank=True)
    came = models.CharField(_("Came in"), max_length=10, choices=Came, default=Came.TYPED)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replacement")
    reason = models.CharField(_("Why it was corrected"), max_length=1000, blank=True)
    shape = models.JSONField(null=True)
    version = models.PositiveIntegerField(default=0)

    objects = MeasurementQuerySet.as_manager()

    class Meta:
        ordering = ["first", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "first"], condition=models.Q(replaces=None), name="one_first_value_a_period"
            ),
            models.CheckConstraint(condition=models.Q(last__gte=models.F("first")), name="a_value_has_a_period"),
        ]
        indexes = [models.Index(fields=["indicator", "-first"], name="measurement_newest")]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.first:%Y-%m-%d}: {self.value}"

    @property
    def period(self) -> Period:
        """Its period."""
        return Period(self.first, self.last)


class Trouble(models.Model):
    """That an indicator could not be computed: which period, why, since when. It goes once it can be."""

    indicator = models.OneToOneField(Indicator, models.PROTECT, related_name="trouble")
    first = models.DateField()
    why = models.CharField(max_length=500)
    since = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.why

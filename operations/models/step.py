"""Steps of tickets: what is to be done in order, taken from a catalogue item or a procedure."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from records.models import Record


class TicketStep(models.Model):
    """A step of working on a ticket; done, or left out or done otherwise with a reason (clause 8.6.2: instructions).

    ``source`` says where it was taken from: the reference and version of an item or a procedure.
    """

    ticket = models.ForeignKey(Record, models.PROTECT, related_name="ticket_steps")
    place = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)
    source = models.CharField(max_length=80, blank=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    deviation = models.CharField(_("Why it was left out or done otherwise"), max_length=500, blank=True)

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["ticket", "place"], name="one_step_a_place")]

    def __str__(self) -> str:
        return self.text

    @property
    def is_settled(self) -> bool:
        """Whether it was done, or left out with a reason."""
        return self.done_at is not None or bool(self.deviation)

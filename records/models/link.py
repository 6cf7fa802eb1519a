"""Typed links between records, shown on both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from shell.registry import Text


class Link(models.Model):
    """``source`` stands in a relation to ``target``; removed by ending it."""

    class Relation(models.TextChoices):
        """How the source stands to the target."""

        RELATES = "relates", _("relates to")
        FOLLOWS = "follows", _("follows from")
        ANSWERS = "answers", _("answers")
        REPLACES = "replaces", _("replaces")
        DEPENDS = "depends", _("depends on")

    #: The same relation, read from the target.
    REVERSED = {
        Relation.RELATES: _("relates to"),
        Relation.FOLLOWS: _("led to"),
        Relation.ANSWERS: _("is answered by"),
        Relation.REPLACES: _("is replaced by"),
        Relation.DEPENDS: _("is needed by"),
    }

    source = models.ForeignKey("records.Record", models.PROTECT, related_name="links_out")
    target = models.ForeignKey("records.Record", models.PROTECT, related_name="links_in")
    relation = models.CharField(_("Relation"), max_length=20, choices=Relation, default=Relation.RELATES)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created = models.DateTimeField(default=timezone.now)
    ended = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "target", "relation"],
                condition=models.Q(ended=None),
                name="one_link_of_a_relation",
            ),
            models.CheckConstraint(condition=~models.Q(source=models.F("target")), name="no_link_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.relation} {self.target_id}"

    def other_end(self, key: int) -> int:
        """The key of the record at the other end than the one with ``key``."""
        return self.target_id if self.source_id == key else self.source_id

    def relation_from(self, key: int) -> Text:
        """The relation in words, read from the record with ``key``."""
        relation = self.Relation(self.relation)
        return relation.label if self.source_id == key else self.REVERSED[relation]

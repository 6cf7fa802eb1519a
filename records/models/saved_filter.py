"""Lists that people keep under a name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from people.models import User


@dataclass(frozen=True)
class ListShape:
    """What a list asks for: conditions and words that narrow it, and how it is shown.

    It holds conditions and never keys of what was found, so that each reader finds what they may see.
    Rooms keep the same shape where they count records, such as an indicator made from a saved filter.
    """

    conditions: Mapping[str, str] = field(default_factory=dict)
    words: str = ""
    sort: str = ""
    columns: Sequence[str] = ()

    def as_json(self) -> dict[str, Any]:
        """The shape as it is stored."""
        return {**asdict(self), "columns": list(self.columns)}


class SavedFilter(models.Model):
    """A list of a kind under a name: somebody's own, or shared with groups or with everybody."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    name = models.CharField(_("Name"), max_length=60)
    shape = models.JSONField()
    groups = models.ManyToManyField(Group, blank=True, related_name="+")
    is_for_everybody = models.BooleanField(_("Everybody"), default=False)
    changed = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint("owner", "kind", Lower("name"), name="one_saved_filter_a_name")]
        indexes = [models.Index(fields=["kind", "is_for_everybody"], name="saved_filter_of_kind")]

    def __str__(self) -> str:
        return self.name

    @property
    def asks(self) -> ListShape:
        """What it asks for."""
        return ListShape(**self.shape)

    def is_of(self, user: User) -> bool:
        """Whether it is this person's own."""
        return self.owner_id == user.pk

"""Who was given what of records: django-guardian's permissions by direct foreign key, each with a term."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase


class Term(models.Model):
    """Until when a grant holds, who gave it and why."""

    until = models.DateField(_("Until"), null=True, blank=True)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True


class ByRole(models.Model):
    """What a role gives: ``source`` is the record by which it was given, None for what was given by hand.

    It holds from ``since``. ``acts_for`` is the absent person in whose stead a deputy has it. Rows with
    a source are written by ``records.domain.rights`` alone, as the room that keeps that record asks.
    """

    since = models.DateField(null=True)
    source = models.ForeignKey("records.Record", models.PROTECT, null=True, related_name="+")
    acts_for = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True


class RecordUserPermission(Term, ByRole, UserObjectPermissionBase):
    """A person may see a record (``view_record``), govern it and those in its scope (``govern_record``), or hold it.

    ``hold_record`` is of the record of a role; ``role`` is the key of the role that gives the right.
    """

    content_object = models.ForeignKey("records.Record", models.CASCADE, related_name="user_grants")
    role = models.CharField(max_length=40, blank=True)

    class Meta(UserObjectPermissionBase.Meta):
        abstract = False
        unique_together = ()  # type: ignore[assignment]  # a role may give what was given by hand
        constraints = [
            models.UniqueConstraint(
                fields=["user", "permission", "content_object"],
                condition=models.Q(source=None),
                name="one_grant_by_hand",
            ),
        ]
        indexes = [
            models.Index(fields=["user", "content_object"], name="grant_of_person"),
            models.Index(fields=["role"], condition=~models.Q(role=""), name="grant_of_role"),
        ]

    @property
    def holder(self) -> Any:
        """The person."""
        return self.user


class RecordGroupPermission(Term, GroupObjectPermissionBase):
    """A group may see a record, or govern it and those in its scope."""

    content_object = models.ForeignKey("records.Record", models.CASCADE, related_name="group_grants")

    class Meta(GroupObjectPermissionBase.Meta):
        abstract = False
        indexes = [models.Index(fields=["group", "content_object"], name="grant_of_group")]

    @property
    def holder(self) -> Any:
        """The group."""
        return self.group


class KindSight(ByRole):
    """A person sees every record of a kind, restricted ones too."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sights")
    kind = models.CharField(max_length=40)
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], condition=models.Q(source=None), name="one_sight_by_hand"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind}"


class StandIn(models.Model):
    """A person stands in for an absent one for some days: has their tasks, and what they own."""

    absent = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    deputy = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField()
    source = models.ForeignKey("records.Record", models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["deputy", "until"], name="stand_in_of_deputy")]

    def __str__(self) -> str:
        return f"{self.deputy_id} for {self.absent_id}"

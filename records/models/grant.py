"""Who was given sight of what: django-guardian's permissions, by direct foreign key, with a term."""

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


class RecordUserPermission(Term, UserObjectPermissionBase):
    """A person may see a record (``view_record``), or govern it and those in its scope (``govern_record``)."""

    content_object = models.ForeignKey("records.Record", models.CASCADE, related_name="user_grants")

    class Meta(UserObjectPermissionBase.Meta):
        abstract = False
        indexes = [models.Index(fields=["user", "content_object"], name="grant_of_person")]

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


class KindSight(models.Model):
    """A person sees every record of a kind, restricted ones too; written by ``records.domain.sharing`` alone."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sights")
    kind = models.CharField(max_length=40)
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="one_sight_a_kind")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind}"

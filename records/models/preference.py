"""How a person wants a list."""

from django.conf import settings
from django.db import models

from records.models.saved_filter import SavedFilter


class ListPreference(models.Model):
    """The columns a person chose for the list of a kind, in order, and the saved filter it opens with."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    columns = models.JSONField(default=list)
    opens_with = models.ForeignKey(SavedFilter, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="one_preference_a_list")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind}"

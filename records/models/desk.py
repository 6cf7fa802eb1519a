"""How a person left My work."""

from django.conf import settings
from django.db import models


class Desk(models.Model):
    """When a person last looked at My work and up to what event, when the visit before ended, and what they put away."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+")
    #: The end of the visit before this one, and the newest event there was; None before there was one.
    since = models.DateTimeField(null=True)
    since_event = models.BigIntegerField(default=0)
    #: The last look of this visit, and the newest event then.
    looked = models.DateTimeField(null=True)
    looked_event = models.BigIntegerField(default=0)
    #: Keys of the roles whose first weeks are put away.
    away = models.JSONField(default=list)

    #: The newest event there is, as it was read with the desk.
    newest: int = 0

    def __str__(self) -> str:
        return f"{self.person_id} {self.looked}"

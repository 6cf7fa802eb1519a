"""A plain table, as a project without records would have it."""

from django.conf import settings
from django.db import models


class Plain(models.Model):
    """The columns a list shows."""

    reference = models.CharField(max_length=32)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=40)
    source = models.CharField(max_length=20)
    benefit = models.CharField(max_length=20)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    due = models.DateField(null=True)
    created = models.DateTimeField(db_index=True)

    def __str__(self):
        return self.title

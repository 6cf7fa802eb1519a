"""What people say about a record."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Comment(models.Model):
    """A remark; it stays as it was said, by trigger."""

    only_grows = True

    record = models.ForeignKey("records.Record", models.PROTECT, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    text = models.TextField(_("Comment"), max_length=5000)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text[:80]

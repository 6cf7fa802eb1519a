"""What somebody must do by a date."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Task(models.Model):
    """Something to do about a record, by a person, by a date."""

    class Kind(models.TextChoices):
        """What is to be done; the button says so."""

        APPROVE = "approve", _("Approve")
        READ = "read", _("Read")
        REVIEW = "review", _("Review")
        ANSWER = "answer", _("Answer")
        ACT = "act", _("Act")
        VERIFY = "verify", _("Verify")

    record = models.ForeignKey("records.Record", models.PROTECT, related_name="tasks")
    kind = models.CharField(_("What to do"), max_length=20, choices=Kind, default=Kind.ACT)
    title = models.CharField(_("Task"), max_length=200)
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="tasks", verbose_name=_("For"))
    due = models.DateField(_("Due"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created = models.DateTimeField(default=timezone.now)
    done = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(_("What came of it"), max_length=300, blank=True)

    class Meta:
        ordering = ["due", "id"]
        indexes = [
            models.Index(fields=["assignee", "due", "id"], condition=models.Q(done=None), name="task_waiting"),
            models.Index(fields=["due", "id"], condition=models.Q(done=None), name="task_due"),
        ]

    def __str__(self) -> str:
        return self.title

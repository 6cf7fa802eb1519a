"""What somebody must do by a date."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Task(models.Model):
    """Something to do about a record, by a person or by whoever holds a role, by a date."""

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
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("For")
    )
    #: The record of the role whose holders are to do it, where it is for no one person.
    role = models.ForeignKey("records.Record", models.PROTECT, null=True, blank=True, related_name="role_tasks")
    #: What the role is called, so that a list of tasks need not read its record.
    role_name = models.CharField(max_length=200, blank=True)
    due = models.DateField(_("Due"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created = models.DateTimeField(default=timezone.now)
    done = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(_("What came of it"), max_length=300, blank=True)
    #: Ended without being done: nobody needs it any more.
    cancelled = models.BooleanField(default=False)

    class Meta:
        ordering = ["due", "id"]
        indexes = [
            models.Index(fields=["assignee", "due", "id"], condition=models.Q(done=None), name="task_waiting"),
            models.Index(fields=["due", "id"], condition=models.Q(done=None), name="task_due"),
            models.Index(fields=["role", "due", "id"], condition=models.Q(done=None), name="task_of_role"),
            models.Index(fields=["created_by", "due", "id"], condition=models.Q(done=None), name="task_handed_on"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(assignee=None, role__isnull=False) | models.Q(assignee__isnull=False, role=None),
                name="task_for_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def whose(self) -> str:
        """The name of the person, or of the role, it is for."""
        return str(self.assignee) if self.assignee_id else self.role_name

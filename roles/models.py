"""Roles, who holds them, and who is away."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from records.access.standing import ROLE_KIND
from records.models import Record, TrailedHistory
from roles.rules import ABSENCE, ASSIGNMENT, ROLE


class Role(Record):
    """A role with its responsibilities (clause 5.3): one of the twelve of the catalogue, or the organisation's own."""

    kind_key = ROLE_KIND
    reference_prefix = "ROLE"
    initial_state = "in_force"
    rules = ROLE

    class Auditing(models.TextChoices):
        """Whether those who hold it may audit as well (clause 9.2.2: auditors are impartial)."""

        NEVER = "never", _("Never")
        ELSEWHERE = "elsewhere", _("Outside their own work")
        ALWAYS = "always", _("It is the auditor's role")

    class Reach(models.TextChoices):
        """What holding it for certain records means for those records."""

        GOVERN = "govern", _("Answers for them: may change them and what is in their scope")
        SEE = "see", _("Sees them, restricted or not")

    #: The catalogue's key, or one made from the name; rules and grants know the role by it.
    key = models.SlugField(max_length=40, unique=True, editable=False)
    is_standard = models.BooleanField(_("One of the twelve"), default=False, editable=False)
    purpose = models.TextField(_("Purpose"), max_length=1000, help_text=_("In one sentence: what it is there for."))
    responsibilities = models.TextField(
        _("Responsibilities"), max_length=5000, help_text=_("One a line, each something that leaves a record.")
    )
    auditing = models.CharField(_("May audit"), max_length=10, choices=Auditing, default=Auditing.ELSEWHERE)
    reach = models.CharField(_("Of the records it is held for"), max_length=10, choices=Reach, default=Reach.GOVERN)

    history = TrailedHistory()

    @transition(field="state", source="in_force", target="retired")
    def retire(self) -> None:
        """It is given to nobody any more."""

    @transition(field="state", source="retired", target="in_force")
    def revive(self) -> None:
        """It is given again."""


class Assignment(Record):
    """A person holds a role from a day on, for all or for certain records, until a day or until it is ended.

    ``owner`` is the person too, and ``due`` the last day, so that lists and reminders know both.
    """

    kind_key = "assignment"
    reference_prefix = "ASG"
    initial_state = "given"
    rules = ASSIGNMENT

    role = models.ForeignKey(
        Role,
        models.PROTECT,
        related_name="assignments",
        verbose_name=_("Role"),
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments", verbose_name=_("Person")
    )
    starts = models.DateField(_("From"))
    ends = models.DateField(
        _("Until"), null=True, blank=True, help_text=_("The last day; empty while no end is planned.")
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Deputy"),
        help_text=_("Has the rights of this role while the person is away."),
    )
    competence = models.TextField(
        _("Competence"),
        max_length=2000,
        blank=True,
        help_text=_("Why this person can do it: education, training, experience."),
    )
    accepted = models.DateTimeField(_("Accepted"), null=True, editable=False)

    history = TrailedHistory()

    @transition(field="state", source="given", target="accepted")
    def accept(self) -> None:
        """The person takes it on."""

    @transition(field="state", source="given", target="declined")
    def decline(self) -> None:
        """The person does not take it on."""

    @transition(field="state", source=["given", "accepted"], target="ended")
    def end(self) -> None:
        """The person holds it no longer."""


class AssignmentScope(models.Model):
    """A record that a role is held for, such as a process; none at all means the whole system."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="scopes")
    record = models.ForeignKey(Record, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assignment", "record"], name="one_scope_an_assignment")]

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.record_id}"


class Absence(Record):
    """A person is away for some days, and another stands in; ``owner`` is the person too."""

    kind_key = "absence"
    reference_prefix = "ABS"
    initial_state = "declared"
    rules = ABSENCE

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="absences", verbose_name=_("Who is away")
    )
    starts = models.DateField(_("From"))
    ends = models.DateField(_("Until"), help_text=_("The last day away."))
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("Who stands in"),
        help_text=_(
            "Gets the tasks, sees and does what the person owns, and has the rights of roles without a deputy."
        ),
    )
    note = models.CharField(
        _("Note"), max_length=200, blank=True, help_text=_("Everybody can read it: no reasons of health.")
    )

    history = TrailedHistory()

    @transition(field="state", source="declared", target="called_off")
    def call_off(self) -> None:
        """The person is there after all, or is back before the last day."""

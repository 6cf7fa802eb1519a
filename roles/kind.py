"""How roles, assignments and absences look."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from records.kind import (
    Action,
    ChoiceFilter,
    DateRangeFilter,
    FieldGroup,
    FieldPanel,
    Kind,
    PersonFilter,
    Shows,
    State,
    Tab,
    choice_column,
    date_column,
    moment_column,
    person_column,
    record_column,
    text_column,
    yes_no_column,
)
from records.models import Task
from roles.domain import absences, assigning, catalogue
from roles.forms import AbsenceForm, AssignmentForm
from roles.models import Absence, Assignment, Role

#: None of these is withdrawn or shared: see ``roles.rules.ALWAYS_THERE``.
WITHOUT = frozenset({"sharing"})


class RoleKind(Kind):
    """Roles and what they answer for (clause 5.3)."""

    model = Role
    room = "roles"
    slug = "roles"
    label = _("Role")
    plural = _("Roles")
    new_label = _("New role")
    lead = _("What each role answers for. Who holds which stands under “Who holds what”.")
    empty = _("The twelve roles stand here as soon as the installation is set up.")
    icon = "id-badge-2"
    weight = 120
    labels = {"title": _("Name")}
    without = WITHOUT

    clauses = ("5.3",)
    evidence_for = (Shows("5.3-01", _("The role and what it answers for")),)
    states = (
        State("in_force", _("In force"), "good", "circle-check", is_step=False),
        State("retired", _("Retired"), "wait", "archive", is_step=False, is_over=True),
    )
    columns = (
        text_column("purpose", _("Purpose")),
        yes_no_column("is_standard", _("One of the twelve")),
        choice_column("auditing", _("May audit"), default=False),
        choice_column("reach", _("Of the records it is held for"), default=False),
        text_column("key", _("Key"), default=False),
    )
    filters = (ChoiceFilter("is_standard", _("Kind"), [("True", _("One of the twelve")), ("False", _("Our own"))]),)
    tabs = (Tab(_("All")), Tab(_("Our own"), {"is_standard": "False"}))
    groups = (
        FieldGroup(_("The role"), ("title", "purpose", "responsibilities"), _("So that people know what is theirs.")),
        FieldGroup(_("Its rights"), ("auditing", "reach"), _("What holding it lets people do.")),
    )
    facts = ("purpose", "auditing", "reach", "is_standard", "key")
    panels = (FieldPanel(_("Responsibilities"), ("responsibilities",)),)
    actions = (
        Action(key="retire", label=_("Retire"), run=catalogue.retire, explain=_("It is given to nobody any more.")),
        Action(key="revive", label=_("Bring back"), run=catalogue.revive),
    )
    create = staticmethod(catalogue.create_role)


class AssignmentKind(Kind):
    """Who holds which role (clause 5.3)."""

    model = Assignment
    room = "roles"
    slug = "assignments"
    label = _("Assignment")
    plural = _("Assignments")
    new_label = _("Give a role")
    lead = _("Who holds which role, for what, until when, and who stands in.")
    empty = _("Give somebody a role: its rights come with it, and end with it.")
    icon = "user-plus"
    weight = 130
    labels = {"title": _("Assignment")}
    without = WITHOUT | {"import"}
    not_imported = _("A role is given to one person at a time, who accepts it: do it here.")

    clauses = ("5.3", "7.2")
    evidence_for = (
        Shows("5.3-01", _("Who was given the role, by whom, for what and from when")),
        Shows("5.3-02", _("That the person knows of it and accepted it")),
    )
    states = (
        State("given", _("To accept"), "wait", "circle-dashed"),
        State("declined", _("Declined"), "bad", "circle-x", is_step=False, is_over=True),
        State("accepted", _("Accepted"), "good", "circle-check"),
        State("ended", _("Ended"), "wait", "archive", is_over=True),
    )
    columns = (
        record_column("role", _("Role"), default=False),
        person_column("person", _("Person")),
        replace(date_column("starts", _("From")), css="c-less n text-nowrap"),
        date_column("ends", _("Until")),
        person_column("deputy", _("Deputy")),
        moment_column("accepted", _("Accepted"), default=False),
    )
    filters = (PersonFilter("person", _("Person")), DateRangeFilter("ends", _("Until")))
    tabs = (
        Tab(_("All")),
        Tab(_("To accept"), {"state": "given"}),
        Tab(_("In force"), {"state": "accepted"}),
        Tab(_("My own"), {"person": "me"}),
    )
    groups = (
        FieldGroup(
            _("Who and what"), ("person", "role", "scopes"), _("Rights come with the first day, and end with the last.")
        ),
        FieldGroup(_("How long"), ("starts", "ends")),
        FieldGroup(
            _("So that it is in good hands"),
            ("deputy", "competence"),
            _("Auditors ask why this person can do it, and who does it when they are away."),
        ),
    )
    form_class = AssignmentForm
    sets_due = True
    facts = ("role", "person", "starts", "ends", "deputy", "accepted")
    panels = (FieldPanel(_("Competence"), ("competence",)),)
    actions = (
        Action(
            key="accept",
            label=_("Accept"),
            run=assigning.accept,
            asks_reason=False,
            explain=_("You take the role on, with what it answers for."),
            is_next=True,
        ),
        Action(key="decline", label=_("Decline"), run=assigning.decline, explain=_("Its rights end at once.")),
        Action(key="end", label=_("End"), run=assigning.end, explain=_("Its rights end at once."), is_grave=True),
    )
    create = staticmethod(assigning.assign)
    edit = staticmethod(assigning.change)

    def answer_url(self, task: Task) -> str:
        """A role is accepted or declined on its own page: a text would do neither."""
        is_asked = task.kind == Task.Kind.ANSWER and task.created_by_id is None
        return str(task.record.page_url) if is_asked else super().answer_url(task)


class AbsenceKind(Kind):
    """Who is away, and who stands in."""

    model = Absence
    room = "roles"
    slug = "absences"
    label = _("Absence")
    plural = _("Absences")
    new_label = _("Be away")
    lead = _("Who is away, and who stands in: with the tasks and the rights, for these days alone.")
    empty = _("Say when you are away: nothing waits for you then that your deputy cannot do.")
    icon = "calendar"
    weight = 140
    labels = {"title": _("Absence")}
    without = WITHOUT | {"import"}
    not_imported = _("An absence is declared for the time to come, by whoever will be away.")

    clauses = ("5.3",)
    evidence_for = (Shows("5.3-01", _("Who had the authority while the person was away")),)
    states = (
        State("declared", _("Declared"), "busy", "calendar", is_step=False),
        State("called_off", _("Called off"), "wait", "circle-minus", is_step=False, is_over=True),
    )
    columns = (
        person_column("person", _("Who is away")),
        date_column("starts", _("From")),
        date_column("ends", _("Until")),
        person_column("deputy", _("Who stands in")),
        text_column("note", _("Note"), default=False),
    )
    filters = (
        PersonFilter("person", _("Who is away")),
        PersonFilter("deputy", _("Who stands in")),
        DateRangeFilter("starts", _("From")),
        DateRangeFilter("ends", _("Until")),
    )
    tabs = (Tab(_("All")), Tab(_("My own"), {"person": "me"}), Tab(_("I stand in"), {"deputy": "me"}))
    groups = (
        FieldGroup(_("Who and when"), ("person", "starts", "ends")),
        FieldGroup(_("Who stands in"), ("deputy", "note"), _("History shows who did what, and for whom.")),
    )
    form_class = AbsenceForm
    facts = ("person", "starts", "ends", "deputy", "note")
    actions = (
        Action(
            key="call_off",
            label=_("Call off"),
            run=absences.call_off,
            explain=_("From now on nobody stands in."),
        ),
    )
    create = staticmethod(absences.declare)
    edit = staticmethod(absences.change)

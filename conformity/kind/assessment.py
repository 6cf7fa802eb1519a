"""How assessments look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conformity.domain import assessing
from conformity.models import Assessment
from people.models import User
from records.domain.write import write
from records.forms.parts import ReasonForm
from records.kind import (
    Action,
    FieldGroup,
    FieldPanel,
    Filter,
    Kind,
    State,
    Tab,
    Wording,
    computed_column,
    moment_column,
    person_column,
    text_column,
)
from standard.catalogue import clauses, read, role_label
from standard.roles import ROLES

if TYPE_CHECKING:
    from records.kind.filters import Options


def _clauses(_user: User) -> Options:
    """Headings and clauses, in their order."""
    headings = [(found["number"], found["title"]) for found in read("clauses")["headings"]]
    own = [(number, clause["title"]) for number, clause in clauses().items()]
    ordered = sorted([*headings, *own], key=lambda pair: [int(part) for part in pair[0].split(".")])
    return [(number, f"{number} {title}") for number, title in ordered]


def _of_clause(value: str, _user: User) -> Q:
    return Q(item__clause__number=value) | Q(item__clause__number__startswith=f"{value}.")


def change_one(assessment: Assessment, /, *, actor: Any, **about: Any) -> Assessment:
    """Change what is said of an item. Raises InputError for a text that is too long."""
    assessment.how, assessment.note = assessing.tidy(assessment.how), assessing.tidy(assessment.note)
    assessing.require_fitting({"how": assessment.how, "note": assessment.note})
    return write(assessment, actor=actor, **about)


class AssessmentKind(Kind):
    """How each requirement item stands (clause 4.4)."""

    model = Assessment
    room = "conformity"
    slug = "assessments"
    label = _("Assessment")
    plural = _("Assessments")
    new_label = _("New assessment")
    lead = _("Every requirement item: how it is met, who answers for it, what shows it, and who said so.")
    empty = _("Nothing is assessed yet: begin the assessment on the page “Conformity by clause”.")
    icon = "list-check"
    weight = 20
    without = frozenset({"create", "import", "evidence", "withdraw-evidence", "clauses"})
    not_imported = _("There is one for each requirement item: they are all begun at once, by clause.")
    labels = {"title": _("Requirement item")}

    clauses = ("4.4",)
    states = (
        State("not_started", _("Not started"), "wait", "circle-dashed"),
        State("planned", _("Planned"), "warn", "calendar"),
        State("in_place", _("In place"), "busy", "circle-check"),
        State("proven", _("Proven"), "good", "rosette-discount-check"),
    )
    columns = (
        computed_column(
            "clause", _("Clause"), lambda each: each.item.clause.title, related=("item__clause__title",), default=False
        ),
        computed_column(
            "role",
            _("Role that answers"),
            lambda each: role_label(each.item.clause.responsible_role) if each.item.clause.responsible_role else "",
            related=("item__clause__responsible_role",),
        ),
        person_column("assessed_by", _("Assessed by")),
        moment_column("assessed_at", _("Assessed"), default=False),
        text_column("how", _("How it is met"), default=False),
        text_column("note", _("Note"), default=False),
    )
    filters = (
        Filter(key="clause", label=_("Clause"), options=_clauses, condition=_of_clause),
        Filter(
            key="role",
            label=_("Role that answers"),
            options=lambda _user: [(role, role_label(role)) for role in ROLES],
            condition=lambda value, _user: Q(item__clause__responsible_role=value),
        ),
    )
    tabs = (
        Tab(_("All")),
        Tab(_("Not started"), {"state": "not_started"}),
        Tab(_("In place"), {"state": "in_place"}),
        Tab(_("Without owner"), {"owner": "none"}),
        Tab(_("My own"), {"owner": "me"}),
    )
    groups = (
        FieldGroup(
            _("How it is met"),
            ("how", "note"),
            _("Whoever reads it should know where to look. That it is proven is said by somebody else than its owner."),
        ),
        FieldGroup(_("Who answers for it"), ("owner", "restricted")),
    )
    facts = ("owner", "assessed_by", "assessed_at")
    panels = (FieldPanel(_("How it is met"), ("how", "note")),)
    in_own_panels = frozenset({"item", "proven_words"})
    actions = (
        Action(
            key="plan",
            label=_("Planned"),
            run=assessing.plan,
            explain=_("It is known what will be done."),
            asks_reason=False,
        ),
        Action(
            key="put_in_place",
            label=_("In place"),
            run=assessing.put_in_place,
            explain=_("It is done so; whether records show it is another question."),
            asks_reason=False,
        ),
        Action(
            key="prove",
            label=_("Proven"),
            run=assessing.prove,
            form=ReasonForm,
            explain=_("You looked at the evidence yourself, and stand by it."),
            is_next=True,
        ),
        Action(key="set_back", label=_("Not started"), run=assessing.set_back),
    )
    wordings = {
        "plan": Wording(_("Say that it is planned"), _("said that it is planned")),
        "put_in_place": Wording(_("Say that it is in place"), _("said that it is in place")),
        "prove": Wording(_("Say that it is proven"), _("said that it is proven")),
        "set_back": Wording(_("Say that it is not started"), _("said that it is not started")),
        "name_evidence": Wording(_("Name evidence, and take it back"), _("named evidence: %(other)s")),
        "take_back": Wording(_("Take evidence back"), _("took evidence back: %(other)s")),
    }
    edit = staticmethod(change_one)

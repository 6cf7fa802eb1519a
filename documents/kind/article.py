"""How knowledge articles look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from documents.domain import knowledge
from documents.models import Article, Opinion
from documents.queries import times_used
from records.kind import (
    Action,
    DateRangeFilter,
    FieldGroup,
    FieldPanel,
    Filter,
    Kind,
    PersonFilter,
    Shows,
    State,
    Tab,
    Wording,
    computed_column,
    person_column,
    text_column,
)
from records.models import Task

if TYPE_CHECKING:
    from people.models import User

#: How many an article must have helped to be among the most useful.
MANY = 3


def _is_said(value: str, _user: User) -> Q:
    """What people said of an article."""
    if value == "outdated":
        return Q(pk__in=Opinion.objects.filter(says="outdated", settled=None).values("article"))
    helped = Opinion.objects.filter(says="helped").order_by().values("article").annotate(people=Count("pk"))
    return Q(pk__in=helped.filter(people__gte=MANY if value == "many" else 1).values("article"))


SAID = Filter(
    key="said",
    label=_("People say"),
    options=lambda _user: [
        ("helped", _("It helped")),
        ("many", _("It helped three or more")),
        ("outdated", _("It is out of date")),
    ],
    condition=_is_said,
)


class ArticleKind(Kind):
    """Knowledge articles (clause 7.6)."""

    model = Article
    room = "documents"
    slug = "knowledge"
    label = _("Knowledge article")
    plural = _("Knowledge")
    new_label = _("New article")
    lead = _("What people know of the services and the system, so that nobody need find it out twice.")
    empty = _("Answers stand here that somebody once had to find. Anybody may write one; somebody else looks it over.")
    icon = "bulb"
    weight = 30

    clauses = ("7.6",)
    evidence_for = (
        Shows("7.6-01", _("What is known, who looked it over, and when it is looked at again")),
        Shows("7.6-02", _("Whom it helped, and who said that it is out of date")),
    )
    states = (
        State("draft", _("To be reviewed"), "wait", "circle-dashed"),
        State("current", _("Current"), "good", "circle-check"),
        State("outdated", _("Out of date"), "warn", "alert-triangle", is_step=False),
        State("retired", _("Retired"), "wait", "archive", is_step=False, is_over=True),
    )
    columns = (
        text_column("summary", _("In short")),
        computed_column("uses", _("Used"), times_used, related=("used__times",), css="n"),
        text_column("service", _("Service"), default=False),
        text_column("keywords", _("Keywords"), default=False),
        person_column("reviewer", _("Reviewer"), default=False),
    )
    filters = (PersonFilter("reviewer", _("Reviewer")), SAID, DateRangeFilter("due", _("To be looked at again")))
    tabs = (
        Tab(_("All")),
        Tab(_("Current"), {"state": "current"}),
        Tab(_("To be reviewed"), {"state": "draft"}),
        Tab(_("Most useful"), {"said": "many"}),
        Tab(_("Said to be out of date"), {"said": "outdated"}),
        Tab(_("My own"), {"owner": "me"}),
    )
    groups = (
        FieldGroup(_("What is known"), ("title", "summary", "text"), _("So that somebody who needs it can go by it.")),
        FieldGroup(_("How it is found"), ("keywords", "service")),
        FieldGroup(
            _("Who sees to it"),
            ("owner", "reviewer", "due", "restricted"),
            _("Whoever did not write its text says that it is right."),
        ),
    )
    labels = {"due": _("Look at it again by")}
    facts = ("owner", "reviewer", "due", "written_by")
    panels = (FieldPanel(_("How it is found"), ("summary", "keywords", "service")),)
    in_own_panels = frozenset({"text"})
    #: People say of an article whether it helps, not that they have read it.
    without = frozenset({"acknowledge", "readers"})
    actions = (
        Action(
            key="make_current",
            label=_("Make current"),
            run=knowledge.make_current,
            explain=_("You have read it, and it is right. Without a day of its own it is looked at again in a year."),
            is_next=True,
        ),
        Action(
            key="confirm",
            label=_("Still right"),
            run=knowledge.confirm,
            explain=_("You looked at it again. What people said of its being out of date is settled."),
        ),
        Action(
            key="mark_outdated",
            label=_("Mark as out of date"),
            run=knowledge.mark_outdated,
            explain=_("It stays readable, marked, until its text is put right."),
        ),
        Action(
            key="rework",
            label=_("Have it reviewed anew"),
            run=knowledge.rework,
            explain=_("It is current no more until somebody who did not write it says so."),
        ),
        Action(key="retire", label=_("Retire"), run=knowledge.retire, is_grave=True),
    )
    wordings = {
        "thank": Wording(_("Say that it helped"), _("said that it helped")),
        "doubt": Wording(_("Say that it is out of date"), _("said that it is out of date")),
    }
    create = staticmethod(knowledge.create_article)
    edit = staticmethod(knowledge.change_article)

    def answer_url(self, task: Task) -> str:
        """What the room asks for is done on the article's page."""
        return str(task.record.page_url) if task.created_by_id is None else super().answer_url(task)

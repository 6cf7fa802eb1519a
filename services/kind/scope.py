"""How editions of the scope look."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from records.kind import (
    Action,
    FieldGroup,
    FieldPanel,
    Kind,
    Shows,
    State,
    Tab,
    Wording,
    date_column,
    number_column,
    text_column,
)
from records.models import Task
from services.domain import scopes
from services.forms import AskForm
from services.models import SmsScope


class SmsScopeKind(Kind):
    """The scope of the service management system (clause 4.3)."""

    model = SmsScope
    room = "services"
    slug = "scope"
    label = _("Scope")
    plural = _("Scope of the SMS")
    new_label = _("New scope")
    lead = _(
        "What the service management system covers, edition by edition. The services it names are held against the catalogue."
    )
    empty = _("The scope stands here: which services are in, which are out and why, from where and for whom.")
    icon = "compass"
    weight = 50
    labels = {"due": _("Review due")}

    clauses = ("4.3",)
    evidence_for = (
        Shows("4.3-01", _("The boundaries of the system and where it applies")),
        Shows("4.3-03", _("Which services are covered, and which are not and why")),
        Shows("4.3-04", _("The organisation that manages and delivers the services")),
        Shows("4.3-05", _("Its editions, who approved each, and since when it is in force")),
    )
    states = (
        State("draft", _("Draft"), "wait", "circle-dashed"),
        State("approved", _("Approved"), "busy", "rubber-stamp"),
        State("in_force", _("In force"), "good", "circle-check"),
        State("superseded", _("Superseded"), "wait", "archive", is_step=False, is_over=True),
    )
    columns = (
        number_column("edition", _("Edition")),
        text_column("organisation", _("Organisation"), default=False),
        date_column("in_force_from", _("In force from")),
    )
    tabs = (Tab(_("All")), Tab(_("In force"), {"state": "in_force"}), Tab(_("Drafts"), {"state": "draft"}))
    groups = (
        FieldGroup(
            _("What it covers"),
            ("title", "organisation", "statement"),
            _("Which services are in and out is said on its page, one by one."),
        ),
        FieldGroup(_("Where and for whom"), ("places", "customers")),
        FieldGroup(
            _("Where it ends"),
            ("boundaries", "parties"),
            _("What is left out must not keep us from delivering what is in."),
        ),
        FieldGroup(_("Who looks after it"), ("owner", "due", "restricted")),
    )
    facts = ("edition", "organisation", "in_force_from", "follows", "owner", "due")
    panels = (
        FieldPanel(_("What it covers"), ("statement", "places", "customers")),
        FieldPanel(_("Where it ends"), ("boundaries", "parties")),
    )
    in_own_panels = frozenset({"is_current"})
    actions = (
        Action(
            key="ask",
            label=_("Ask for approval"),
            run=scopes.ask,
            form=AskForm,
            explain=_("Top management finds it under My work."),
            is_next=True,
        ),
        Action(
            key="approve",
            label=_("Approve"),
            run=scopes.approve,
            explain=_("Top management stands by it. Its words and services stay as they are from now on."),
            is_next=True,
        ),
        Action(
            key="enforce",
            label=_("Bring into force"),
            run=scopes.enforce,
            explain=_("The system goes by it from today. The edition in force until now is superseded."),
            is_next=True,
        ),
        Action(
            key="begin_edition",
            label=_("Begin a new edition"),
            run=scopes.begin_edition,
            explain=_("A draft is begun with all that stands here. This edition stays in force until the draft is."),
        ),
        Action(key="send_back", label=_("Send back"), run=scopes.send_back, explain=_("It becomes a draft again.")),
        Action(
            key="supersede",
            label=_("End it without another"),
            run=scopes.end,
            explain=_("Nothing is in force then: do so only when the system itself ends."),
            is_grave=True,
        ),
    )
    wordings = {
        "set_services": Wording(
            _("Say which services are in and out"), _("said which services are in (%(in)s) and out (%(out)s)")
        ),
        "supersede": Wording(_("End it without another"), _("ended it")),
    }
    create = staticmethod(scopes.create_scope)
    edit = staticmethod(scopes.change_scope)

    def answer_url(self, task: Task) -> str:
        """What top management is asked to approve is approved on a page of its own."""
        if task.created_by_id is None and task.kind == Task.Kind.APPROVE:
            return f"{task.record.page_url}do/approve/"
        return super().answer_url(task)

"""How requests for resources look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from leadership.domain import requests
from leadership.forms.resource import GrantForm, GrantPartForm, ResubmitForm
from leadership.models import ResourceRequest
from leadership.models.resource import ResourceType
from leadership.panels.amounts import amount_text
from records.kind import (
    Action,
    ChoiceFilter,
    FieldGroup,
    FieldPanel,
    Kind,
    Shows,
    State,
    Tab,
    Wording,
    choice_column,
    computed_column,
    moment_column,
    person_column,
    record_column,
)
from records.models import Task as TaskModel

if TYPE_CHECKING:
    from records.models import Task

AMOUNTS = "n text-end text-nowrap"


class ResourceRequestKind(Kind):
    """Requests for more of something, and what top management decided (clauses 5.1 and 7.1)."""

    model = ResourceRequest
    room = "leadership"
    slug = "requests"
    label = _("Request for resources")
    plural = _("Requests for resources")
    new_label = _("Ask for resources")
    lead = _("What people ask top management for, and what was decided. Whoever asks does not decide.")
    empty = _("Requests stand here. Anybody may ask: how much of what, why, by when, and what happens without.")
    icon = "send"
    weight = 70
    labels = {"due": _("Needed by")}

    clauses = ("7.1", "5.1")
    evidence_for = (
        Shows("5.1-07", _("What top management decided on resources")),
        Shows("7.1-01", _("A need that was brought up, and what was decided")),
    )
    states = (
        State("open", _("To decide"), "busy", "circle-dashed"),
        State("returned", _("More to say"), "warn", "message-2", is_step=False),
        State("granted", _("Granted"), "good", "circle-check", is_over=True),
        State("granted_in_part", _("Granted in part"), "warn", "circle-minus", is_step=False, is_over=True),
        State("refused", _("Refused"), "bad", "circle-x", is_step=False, is_over=True),
    )
    columns = (
        choice_column("type", _("Kind")),
        record_column("resource", _("Adds to"), default=False),
        computed_column("amount", _("Asked for"), lambda each: amount_text(each.amount, each), css=AMOUNTS),
        computed_column("granted", _("Granted"), lambda each: amount_text(each.granted, each), css=AMOUNTS),
        person_column("decided_by", _("Decided by"), default=False),
        moment_column("decided_at", _("Decided"), default=False),
    )
    filters = (ChoiceFilter("type", _("Kind"), ResourceType.choices),)
    tabs = (
        Tab(_("All")),
        Tab(_("To decide"), {"state": "open"}, sort="due"),
        Tab(_("More to say"), {"state": "returned"}, sort="due"),
        Tab(_("My own"), {"owner": "me"}),
    )
    groups = (
        FieldGroup(_("What is needed"), ("title", "type", "amount", "unit", "currency", "resource")),
        FieldGroup(_("Why"), ("why", "without"), _("Top management decides on what stands here.")),
        FieldGroup(_("Who and by when"), ("owner", "due", "restricted")),
    )
    depends = {
        "unit": ("type", frozenset({"technology", "information"})),
        "currency": ("type", frozenset({"money"})),
    }
    create = staticmethod(requests.ask)
    edit = staticmethod(requests.edit)
    due_by_task = True
    facts = ("type", "resource", "owner", "due")
    panels = (
        FieldPanel(_("Why"), ("why", "without")),
        FieldPanel(_("Decision"), ("decision", "decided_by", "decided_at"), shows=lambda request: request.is_decided),
    )
    in_own_panels = frozenset({"amount", "unit", "currency", "granted"})
    actions = (
        Action(
            key="grant",
            label=_("Grant"),
            run=requests.grant,
            form=GrantForm,
            explain=_("The allocation grows by what is asked for. What you decide stays as it is."),
            is_next=True,
        ),
        Action(
            key="grant_part",
            label=_("Grant in part"),
            run=requests.grant_part,
            form=GrantPartForm,
            explain=_("The allocation grows by what you grant. What you decide stays as it is."),
        ),
        Action(
            key="refuse",
            label=_("Refuse"),
            run=requests.refuse,
            explain=_("Nothing is allocated. Your reason stays with the request."),
        ),
        Action(
            key="ask_back",
            label=_("Ask for more"),
            run=requests.ask_back,
            explain=_("Whoever asks is set a task to say more."),
            reason_label=_("What you want to know"),
        ),
        Action(key="resubmit", label=_("Say more"), run=requests.resubmit, form=ResubmitForm, is_next=True),
    )
    wordings = {
        "grant_part": Wording(_("Grant in part"), _("granted %(granted)s of it")),
        "refuse": Wording(_("Refuse"), _("refused it")),
    }

    def answer_url(self, task: Task) -> str:
        """Whoever decides reads it first; whoever asks says more on a page of its own."""
        if task.created_by_id is not None:
            return super().answer_url(task)
        more = "do/resubmit/" if task.kind == TaskModel.Kind.ANSWER else ""
        return f"{task.record.page_url}{more}"

"""How processes look."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from documents.forms import SignForm
from processes.domain import approving, defining
from processes.forms.process import ConnectForm, DisconnectForm, ProcessForm
from processes.forms.steps import PublishForm, SubmitForm
from processes.models import Process
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


class ProcessKind(Kind):
    """Processes of the service management system (clauses 4.4 and 8.1)."""

    model = Process
    room = "processes"
    slug = "processes"
    label = _("Process")
    plural = _("Processes")
    new_label = _("New process")
    lead = _("How each process is meant to work, who takes which part, and how it meets what the standard asks.")
    empty = _("Processes stand here. Adopt the starting points that you need, and make them your own.")
    icon = "sitemap"
    weight = 30
    labels = {"title": _("Name")}

    clauses = ("4.4", "8.1")
    evidence_for = (
        Shows("4.4-02", _("The process, its activities and its interfaces with others")),
        Shows("8.1-04", _("How the process is to be carried out, version by version")),
    )
    states = (
        State("draft", _("Being written"), "wait", "circle-dashed"),
        State("in_review", _("In review"), "warn", "hourglass"),
        State("approved", _("Approved"), "busy", "rubber-stamp"),
        State("published", _("In force"), "good", "circle-check"),
        State("retired", _("Retired"), "wait", "archive", is_step=False, is_over=True),
    )
    columns = (
        number_column("version_in_force", _("Version in force")),
        date_column("published_on", _("In force since"), default=False),
        text_column("purpose", _("Purpose"), default=False),
    )
    tabs = (
        Tab(_("All")),
        Tab(_("In force"), {"state": "published"}),
        Tab(_("In review"), {"state": "in_review"}),
        Tab(_("My own"), {"owner": "me"}),
    )
    groups = (
        FieldGroup(_("What it is for"), ("title", "purpose", "covers")),
        FieldGroup(
            _("How it begins and ends"),
            ("trigger", "inputs", "outputs"),
            _("What comes in from others and goes out to them is named as interfaces, on its page."),
        ),
        FieldGroup(
            _("What it serves"),
            ("clauses", "documents"),
            _("Each requirement item of its clauses is then asked for: how is it met here?"),
        ),
        FieldGroup(_("Who looks after it"), ("owner", "restricted")),
    )
    form_class = ProcessForm
    facts = ("owner", "version_in_force", "published_on")
    panels = (FieldPanel(_("What it is for"), ("purpose", "covers", "trigger", "inputs", "outputs")),)
    #: Stands as its reference.
    in_own_panels = frozenset({"key"})
    without = frozenset({"import"})
    not_imported = _("Adopt starting points instead, or record a process of your own.")
    actions = (
        Action(
            key="submit",
            label=_("Submit for approval"),
            run=approving.submit,
            form=SubmitForm,
            explain=_("A copy of all that it says is kept and signed. Nobody changes it until it is sent back."),
            is_next=True,
        ),
        Action(
            key="approve",
            label=_("Sign"),
            run=approving.approve,
            form=SignForm,
            explain=_("Your password makes it your signature. Who wrote at it does not approve it alone."),
            is_next=True,
        ),
        Action(
            key="publish",
            label=_("Publish"),
            run=approving.publish,
            form=PublishForm,
            explain=_("People go by it from today. Its roll-out begins."),
            is_next=True,
        ),
        Action(key="send_back", label=_("Send back"), run=approving.send_back, explain=_("It is written at again.")),
        Action(
            key="revise",
            label=_("Begin the next version"),
            run=approving.revise,
            explain=_("The version in force stays so until the next one is published."),
        ),
        Action(key="connect", label=_("Add an interface"), run=defining.connect, form=ConnectForm),
        Action(key="disconnect", label=_("Take an interface away"), run=defining.disconnect, form=DisconnectForm),
        Action(
            key="retire",
            label=_("Retire"),
            run=approving.retire,
            explain=_("Nobody goes by it any more. Its versions stay readable."),
            is_grave=True,
        ),
    )
    wordings = {
        "submit": Wording(_("Submit for approval"), _("submitted version %(number)s")),
        "sign": Wording(_("Sign"), _("signed version %(number)s")),
        "approve": Wording(_("Sign"), _("signed version %(number)s: it is approved")),
        "publish": Wording(_("Publish"), _("published version %(number)s")),
        "send_back": Wording(_("Send back"), _("sent version %(number)s back")),
        "set_activities": Wording(_("Write its activities"), _("wrote its activities: %(activities)s")),
        "set_items": Wording(_("Say how items are met"), _("said how %(met)s requirement items are met")),
        "connect": Wording(_("Add an interface"), _("added an interface with %(other)s: %(flow)s")),
        "disconnect": Wording(_("Take an interface away"), _("took away the interface with %(other)s: %(flow)s")),
        "roll_out": Wording(_("Roll it out"), _("rolled version %(number)s out: %(step)s")),
    }
    create = staticmethod(defining.create_process)
    edit = staticmethod(defining.edit_process)

    def answer_url(self, task: Task) -> str:
        """What is to be signed is signed on a page of its own."""
        if task.created_by_id is None and task.kind == Task.Kind.APPROVE:
            return f"{task.record.page_url}do/approve/"
        return super().answer_url(task)

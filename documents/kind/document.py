"""How documents look."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from documents.domain import approval, drafting, publishing, retention, reviewing
from documents.enums import Classification, Type
from documents.forms import DocumentForm, PublishForm, SignForm, SubmitForm, TriggerForm
from documents.models import Document
from documents.required import required_choices
from documents.review_filter import review_filter
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
    date_column,
    text_column,
    yes_no_column,
)
from records.models import Task

STATES = (
    State("draft", _("Draft"), "wait", "circle-dashed"),
    State("in_review", _("In review"), "busy", "progress"),
    State("approved", _("Approved"), "busy", "rubber-stamp"),
    State("published", _("In force"), "good", "circle-check"),
    State("under_revision", _("Under revision"), "good", "pencil", is_step=False),
    State("obsolete", _("Obsolete"), "warn", "circle-minus", is_step=False, is_over=True),
    State("archived", _("Archived"), "wait", "archive", is_step=False, is_over=True),
    State("disposed", _("Disposed of"), "wait", "circle-x", is_step=False, is_over=True),
)
#: Where tasks that the room itself sets are done, by what is to be done.
ANSWERED_AT: dict[str, str] = {
    Task.Kind.READ: "read/",
    Task.Kind.APPROVE: "do/approve/",
    Task.Kind.REVIEW: "",
    Task.Kind.ACT: "",
}
ACTIONS = (
    Action(
        key="submit",
        label=_("Submit for approval"),
        run=approval.submit,
        form=SubmitForm,
        explain=_("Its approvers are asked to sign it. Until they have, nobody changes it."),
        is_next=True,
    ),
    Action(
        key="approve",
        label=_("Approve"),
        run=approval.approve,
        form=SignForm,
        explain=_("You sign exactly the text that was in the page."),
        is_next=True,
    ),
    Action(
        key="publish",
        label=_("Publish"),
        run=publishing.publish,
        form=PublishForm,
        explain=_(
            "The approved version comes into force, and the one before is superseded. Its readers are asked to read it."
        ),
        is_next=True,
    ),
    Action(key="send_back", label=_("Send back"), run=approval.send_back, explain=_("Its signatures are void.")),
    Action(
        key="revise",
        label=_("Revise"),
        run=drafting.revise,
        explain=_("A new draft is begun. What is in force stays so."),
    ),
    Action(
        key="confirm",
        label=_("Reviewed: stays as it is"),
        run=publishing.confirm,
        explain=_("Its next review is due one interval from today."),
    ),
    Action(
        key="trigger_review",
        label=_("Ask for a review"),
        run=reviewing.trigger_review,
        form=TriggerForm,
        explain=_(
            "Its owner is asked to review it before its turn. Where that was due later, it is due on your day instead."
        ),
    ),
    Action(key="abandon", label=_("Give the new draft up"), run=drafting.abandon),
    Action(
        key="obsolete",
        label=_("Make obsolete"),
        run=publishing.obsolete,
        explain=_("Nobody goes by it any more. It stays readable, marked as obsolete."),
        is_grave=True,
    ),
    Action(key="archive", label=_("Archive"), run=retention.archive),
    Action(key="hold", label=_("Keep beyond its retention"), run=retention.hold),
    Action(key="lift_hold", label=_("Lift the hold"), run=retention.lift_hold),
    Action(key="propose_disposal", label=_("Propose disposal"), run=retention.propose_disposal),
    Action(
        key="dispose",
        label=_("Dispose of it"),
        run=retention.dispose,
        explain=_("Its contents are destroyed for good. Its entry, the hashes and the history stay."),
        is_grave=True,
    ),
)


class DocumentKind(Kind):
    """Documented information (clause 7.5)."""

    model = Document
    room = "documents"
    slug = "library"
    label = _("Document")
    plural = _("Documents")
    new_label = _("New document")
    lead = _("Policies, plans, procedures and all else that is kept current: what is in force, and who has read it.")
    empty = _(
        "Documents stand here, each with one version in force. Begin with what the standard asks for: see the register."
    )
    icon = "file-text"
    not_imported = _("Documents come in as files, by the import of their own room.")
    weight = 20

    clauses = ("7.5.2", "7.5.3.2")
    evidence_for = (
        Shows("7.5.2-01", _("The document is identified: reference, title, version, author and date")),
        Shows("7.5.2-03", _("Who approved it, when, and exactly which content")),
        Shows("7.5.3.2-03", _("Its versions, and what changed from one to the next")),
    )
    states = STATES
    columns = (
        choice_column("type", _("Type")),
        text_column("version_in_force", _("In force")),
        date_column("effective", _("Since"), default=False),
        choice_column("classification", _("Classification"), default=False),
        text_column("language", _("Language"), default=False),
        yes_no_column("must_be_read", _("To be acknowledged"), default=False),
        text_column("source", _("Issued by"), default=False),
    )
    filters = (
        ChoiceFilter("type", _("Type"), Type.choices),
        ChoiceFilter("classification", _("Classification"), Classification.choices),
        review_filter(),
        ChoiceFilter("answers", _("Required as"), required_choices()),
    )
    tabs = (
        Tab(_("All")),
        Tab(_("Drafts"), {"state": "draft"}),
        Tab(_("To approve"), {"state": "in_review"}),
        Tab(_("In force"), {"state": "published"}),
        Tab(_("My own"), {"owner": "me"}),
    )
    groups = (
        FieldGroup(_("What it is"), ("title", "type", "identifier", "purpose", "answers")),
        FieldGroup(_("Its first draft"), ("text", "file"), _("A text that is written here, or a file.")),
        FieldGroup(
            _("Who signs it"),
            ("approvers", "quorum"),
            _("No author approves alone: somebody who wrote nothing of it signs, too."),
        ),
        FieldGroup(
            _("Who reads it"),
            ("must_be_read", "days_to_read", "waits_for_readers"),
            _("Who its readers are is said on its page."),
        ),
        FieldGroup(
            _("How it is kept"),
            ("owner", "review_months", "retention_years", "classification", "language", "restricted"),
        ),
        FieldGroup(
            _("Where it comes from"),
            ("source", "edition", "used_at"),
            _("Others issue it: say who, which edition we go by, and where."),
        ),
    )
    depends = dict.fromkeys(("source", "edition", "used_at"), ("type", frozenset({"external"})))
    labels = {"due": _("Review due")}
    #: Who has read a version says so of its content: see ``documents.domain.reading``.
    without = frozenset({"import", "acknowledge", "readers"})
    form_class = DocumentForm
    sets_due = True
    days_before = (60, 30)
    #: Its owner is whom the review waits for, so both steps come at once.
    days_late = (14, 14)
    due_by_task = True
    facts = ("type", "version_in_force", "effective", "due", "owner", "classification")
    panels = (
        FieldPanel(_("About it"), ("purpose", "answers", "language", "source", "edition", "used_at")),
        FieldPanel(
            _("Rules it follows"), ("quorum", "must_be_read", "days_to_read", "waits_for_readers", "review_months")
        ),
        FieldPanel(_("Retention"), ("retention_years", "obsolete_since", "hold_reason", "disposal_proposed_by")),
    )
    actions = ACTIONS
    wordings = {
        "bring_in": Wording(_("Import many at once"), _("imported it from %(file)s")),
        "write_text": Wording(_("Write the draft"), _("saved draft %(version)s")),
        "read_draft": Wording(_("Read drafts"), ""),
        "remark": Wording(_("Remark on drafts"), _("remarked on version %(version)s")),
        "settle_remark": Wording(_("Settle remarks"), _("settled a remark")),
        "submit": Wording(_("Submit for approval"), _("submitted version %(version)s for approval")),
        "send_back": Wording(_("Send back"), _("sent version %(version)s back")),
        "sign": Wording(_("Sign, with others to follow"), _("signed version %(version)s")),
        "approve": Wording(_("Approve"), _("signed version %(version)s: it is approved")),
        "schedule": Wording(_("Publish for a day to come"), _("published version %(version)s for %(effective)s")),
        "publish": Wording(_("Publish"), _("brought version %(version)s into force")),
        "revise": Wording(_("Revise"), _("began a new draft")),
        "abandon": Wording(_("Give the new draft up"), _("gave the new draft up")),
        "confirm": Wording(_("Reviewed: stays as it is"), _("reviewed it: it stays as it is")),
        "obsolete": Wording(_("Make obsolete"), _("made it obsolete")),
        "archive": Wording(_("Archive"), _("archived it")),
        "hold": Wording(_("Keep beyond its retention"), _("keeps it beyond its retention")),
        "lift_hold": Wording(_("Lift the hold"), _("lifted the hold")),
        "propose_disposal": Wording(_("Propose disposal"), _("proposed to dispose of it")),
        "dispose": Wording(_("Dispose of it"), _("disposed of it")),
        "trigger_review": Wording(_("Ask for a review"), _("asked for a review: %(cause)s")),
        "set_questions": Wording(_("Set check questions"), _("set check questions: %(count)s")),
        "distribute": Wording(_("Choose readers"), _("chose its readers: %(to)s")),
        "read": Wording(_("Confirm reading a version"), _("confirmed having read version %(version)s")),
    }
    variants = tuple({"type": value} for value in Type.values)
    create = staticmethod(drafting.create_document)
    edit = staticmethod(drafting.change_document)

    def answer_url(self, task: Task) -> str:
        """What is to be read is read, and what is to be signed is signed, on pages of their own."""
        if task.created_by_id is None and task.kind in ANSWERED_AT:
            return f"{task.record.page_url}{ANSWERED_AT[task.kind]}"
        return super().answer_url(task)

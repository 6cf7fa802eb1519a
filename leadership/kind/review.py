"""How management reviews look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership.domain.reviews import approving, freezing, holding, packs, planning
from leadership.forms.review import ConcludeForm, ReviewForm, SignForm
from leadership.models import Review
from records.kind import (
    Action,
    DateRangeFilter,
    FieldGroup,
    FieldPanel,
    Kind,
    Shows,
    State,
    Tab,
    Wording,
    computed_column,
    date_column,
    moment_column,
    person_column,
)
from records.models import Task as TaskModel

if TYPE_CHECKING:
    from records.models import Task


class ReviewKind(Kind):
    """Management reviews: inputs from live figures, decisions, conclusion, pack (clause 9.3)."""

    model = Review
    room = "leadership"
    slug = "reviews"
    label = _("Management review")
    plural = _("Management reviews")
    new_label = _("Plan a review")
    lead = _("What top management looked at, decided and concluded, each with the figures as they were then.")
    empty = _("Reviews stand here. Plan the next one: its inputs come from the records, presenters say what they mean.")
    icon = "presentation"
    weight = 12
    joined = ("meeting__chair", "meeting__minute_taker", "follows")
    without = frozenset({"import"})
    not_imported = _("Plan a review that was held before, attach its minutes, and keep it as history.")

    clauses = ("9.3",)
    evidence_for = (
        Shows("9.3-01", _("The review, its period and when it was held")),
        Shows("9.3-02", _("Where actions of earlier reviews stood")),
        Shows("9.3-03", _("Shifts of issues that were looked at")),
    )
    states = (
        State("planned", _("Inputs prepared"), "wait", "circle-dashed"),
        State("frozen", _("Figures frozen"), "busy", "lock"),
        State("held", _("Being held"), "busy", "writing"),
        State("submitted", _("To approve"), "warn", "hourglass"),
        State("approved", _("Approved"), "good", "circle-check", is_over=True),
        State("past", _("History"), "good", "archive", is_step=False, is_over=True),
        State("cancelled", _("Called off"), "wait", "circle-x", is_step=False, is_over=True),
    )
    columns = (
        date_column("period_from", _("From"), default=False),
        date_column("period_until", _("Until")),
        computed_column(
            "held", _("Meeting"), lambda review: timezone.localdate(review.meeting.starts), related=("meeting",)
        ),
        moment_column("as_of", _("Figures as of"), default=False),
        person_column("approved_by", _("Approved by"), default=False),
    )
    filters = (DateRangeFilter("period_until", _("Until")),)
    tabs = (
        Tab(_("All")),
        Tab(_("In preparation"), {"state": "planned"}, sort="due"),
        Tab(_("To approve"), {"state": "submitted"}, sort="due"),
        Tab(_("Approved"), {"state": "approved"}),
    )
    groups = (
        FieldGroup(
            _("What it looks at"),
            ("title", "period_from", "period_until", "freeze_on"),
            _("The period goes on where the last review ended. Frozen figures stay, whatever becomes of the records."),
        ),
        FieldGroup(
            _("When and where"),
            ("starts", "ends", "time_zone", "place", "link"),
            _("The times are by the clock of the place."),
        ),
        FieldGroup(
            _("Who"),
            ("owner", "chair", "minute_taker", "people", "contacts", "restricted"),
            _(
                "Without top management it is no management review. Whoever owns it prepares it: figures are as they see them."
            ),
        ),
    )
    form_class = ReviewForm
    create = staticmethod(planning.plan)
    edit = staticmethod(planning.change)
    sets_due = True
    due_by_task = True
    facts = ("period_from", "period_until", "freeze_on", "meeting", "owner", "as_of", "follows")
    panels = (
        FieldPanel(
            _("Conclusion"),
            ("suitable", "suitable_why", "adequate", "adequate_why", "effective", "effective_why"),
            shows=lambda review: bool(review.suitable or review.adequate or review.effective),
        ),
        FieldPanel(_("Approval"), ("approved_by", "approved_at"), shows=lambda review: review.approved_at is not None),
    )
    in_own_panels = frozenset({"inputs", "content"})
    actions = (
        Action(
            key="freeze",
            label=_("Freeze the figures"),
            run=freezing.ask_to_freeze,
            asks_reason=False,
            explain=_(
                "A job collects all inputs as they stand now. They stay so, whatever becomes of the records. Freezing anew before the meeting takes the figures of that moment."
            ),
        ),
        Action(
            key="hold",
            label=_("It takes place"),
            run=holding.hold,
            asks_reason=False,
            explain=_("Somebody of top management is there, and who is there was said."),
        ),
        Action(
            key="conclude",
            label=_("Write the conclusion"),
            run=holding.conclude,
            form=ConcludeForm,
            explain=_("Is the system still suitable, adequate and effective? Each answer needs its reason."),
            shows=lambda review: review.is_open,
        ),
        Action(
            key="submit",
            label=_("Ask for approval"),
            run=holding.submit,
            asks_reason=False,
            explain=_("Whoever chairs reads what was said and decided, and signs it."),
            is_next=True,
        ),
        Action(
            key="approve",
            label=_("Approve"),
            run=approving.approve,
            form=SignForm,
            explain=_("You sign exactly what stands below. From then on it stays as it is."),
            is_next=True,
        ),
        Action(key="send_back", label=_("Send back"), run=holding.send_back, reason_label=_("What is missing")),
        Action(
            key="keep_past",
            label=_("Keep it as history"),
            run=planning.keep_past,
            asks_reason=False,
            explain=_("For a review that was held before it was recorded here: attach its minutes first."),
        ),
        Action(
            key="send_pack",
            label=_("Send the pack"),
            run=packs.send_pack,
            explain=_(
                "All who take part or present an input are told that the newest pack is here, with what you write."
            ),
            shows=lambda review: review.packs.exists(),
        ),
        Action(key="call_off", label=_("Call it off"), run=planning.call_off, is_grave=True),
    )
    wordings = {
        "assign": Wording(_("Say who presents what"), _("said who presents what")),
        "nudge_presenters": Wording(_("Remind presenters"), _("reminded %(people)s presenters")),
        "comment_input": Wording(_("Comment on an input"), _("wrote about %(input)s")),
        "release": Wording(_("Release an input"), _("released %(input)s")),
        "take_back": Wording(_("Take an input back"), _("took %(input)s back")),
        "excuse": Wording(_("Excuse an input"), _("said why of %(input)s")),
        "consider": Wording(_("Look at an input"), _("looked at %(input)s")),
        "unconsider": Wording(_("Look at an input"), _("did not look at %(input)s after all")),
        "decide": Wording(_("Write a decision down"), _("wrote a decision down: %(what)s")),
        "strike": Wording(_("Strike a decision"), _("struck a decision: %(what)s")),
        "conclude": Wording(_("Write the conclusion"), _("wrote the conclusion")),
        "freeze": Wording(_("Freeze the figures"), _("froze the figures")),
        "approve": Wording(_("Approve"), _("signed what was said and decided")),
        "make_pack": Wording(_("Make the pack"), _("made the pack %(file)s")),
        "send_pack": Wording(_("Send the pack"), _("sent the pack to %(people)s people")),
    }

    def answer_url(self, task: Task) -> str:
        """Where inputs are released, and where the review is read and signed."""
        pages = {TaskModel.Kind.ACT: "", TaskModel.Kind.APPROVE: "do/approve/"}
        page = pages.get(TaskModel.Kind(task.kind))
        is_ours = task.created_by_id is None and page is not None
        return f"{task.record.page_url}{page}" if is_ours else super().answer_url(task)

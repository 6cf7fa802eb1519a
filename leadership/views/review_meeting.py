"""Meeting mode: one input a page on a large screen or a tablet, with notes, decisions and actions beside it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from communication.domain.agenda import ChangedMeanwhileError, write_both, write_minutes
from communication.forms.meeting import attendance_said
from communication.models import AgendaItem
from communication.panels import raised_by
from leadership.domain.reviews import holding
from leadership.forms.review import AlongForm, ConcludeForm, DecideForm
from leadership.models import ReviewDecision
from leadership.panels.review import decisions_of, shown
from leadership.views.review import InputPage
from records.access.permits import permits
from records.domain.errors import InputError, NotNowError
from records.forms.parts import ReasonForm
from records.holders import holders_of
from records.labels import labels_for
from records.views.base import KindView, number
from records.views.short_form import ShortFormView
from standard.roles import TOP_MANAGEMENT

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from leadership.models import ReviewBlock


class OpeningView(KindView):
    """Where the meeting begins: who is there, what is on the agenda, and that it takes place."""

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        """The page."""
        return self.draw(self.find(reference))

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        """Say who is there, and who came along; with "hold", that it takes place."""
        record, form = self.find(reference), AlongForm(request.POST)
        holding.say_attendance(record, actor=self.user, said=attendance_said(request.POST))
        if not form.is_valid():
            return self.draw(record, form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        if person := form.cleaned_data["along"]:
            holding.bring_along(record, actor=self.user, person=person)
        if "hold" in request.POST:
            try:
                holding.hold(self.find(reference), actor=self.user)
            except (InputError, NotNowError) as error:
                return self.draw(self.find(reference), wrong=str(error), status=HTTPStatus.UNPROCESSABLE_ENTITY)
            return redirect(f"{record.page_url}meeting/a/")
        return redirect(f"{record.page_url}meeting/")

    def draw(self, record: Any, form: AlongForm | None = None, **more: Any) -> HttpResponse:
        """The page, with those of top management who are there."""
        return self.page(
            "review/opening.html",
            record=record,
            form=form or AlongForm(),
            blocks=list(record.blocks.select_related("presenter")),
            participants=list(record.meeting.participants.select_related("person")),
            attendances=record.meeting.attendances,
            top_there=holding.top_management_there(record),
            top_keys=set(holders_of(TOP_MANAGEMENT).values_list("pk", flat=True)),
            may_write=(record.is_prepared or record.is_open) and permits(self.user, "hold", record),
            **more,
        )


class MeetingInputView(InputPage):
    """One input, as the meeting looks at it."""

    def get(self, request: HttpRequest, reference: str, code: str) -> HttpResponse:
        """The page."""
        self.look_up(reference, code)
        return self.draw()

    def post(self, request: HttpRequest, reference: str, code: str) -> HttpResponse:
        """Say that it was looked at, or put off with a reason; one goes on to the next."""
        self.look_up(reference, code)
        reason = request.POST.get("reason", "")
        try:
            if request.POST.get("was") == "considered":
                holding.consider(self.block, actor=self.user, is_considered=True)
            else:
                holding.put_off(self.block, actor=self.user, reason=reason)
        except (InputError, NotNowError) as error:
            return self.draw(wrong=str(error), typed=reason, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        after = self.record.blocks.filter(place__gt=self.block.place).first()
        page = after.code if after else "conclusion"
        return redirect(f"{self.record.page_url}meeting/{page}/")

    def draw(self, **more: Any) -> HttpResponse:
        """The page: picture left, what is written down right, the way through below."""
        may_write = self.record.is_open and permits(self.user, "decide", self.record)
        item = self.block.item
        decisions = list(decisions_of(self.record).filter(block=self.block))
        about = {
            "item": item,
            "read": item.version if item else 0,
            "decisions": decisions,
            "labels": labels_for([each.decision.action_id for each in decisions if each.decision.action_id], self.user),
            "may_write": may_write,
            "form": DecideForm(user=self.user, record=self.record) if may_write else None,
            **self.about(),
            **more,
        }
        return self.page("review/meeting.html", **about)


class NotesView(MeetingInputView):
    """What is said about an input, kept while one types."""

    http_method_names = ("post", "options")

    def post(self, request: HttpRequest, reference: str, code: str) -> HttpResponse:
        """Keep it; where somebody else wrote meanwhile, show both: a piece of the page, or the page."""
        self.look_up(reference, code)
        point = self.block.item or holding.item_of(self.block)
        text, read = request.POST.get("minutes", ""), number(request.POST.get("version", "")) or 0
        try:
            if "both" in request.POST:
                item = write_both(point, actor=self.user, minutes=text)
            else:
                item = write_minutes(point, actor=self.user, minutes=text, version=read)
        except ChangedMeanwhileError as changed:
            return self.refuse(changed.item, text, read, is_conflict=True)
        except (InputError, NotNowError) as error:
            return self.refuse(point, text, read, wrong=str(error))
        if not request.htmx or "both" in request.POST:  # type: ignore[attr-defined]
            return redirect(f"{self.record.page_url}meeting/{code}/")
        return self.page("_self_saved.html", record=self.record, kept=item, read=item.version)

    def refuse(self, kept: AgendaItem, typed: str, read: int, **why: Any) -> HttpResponse:
        """It is not kept, and why: to htmx a piece, else the page with what was typed."""
        about = {"kept": kept, "theirs": kept.minutes, "typed": typed, "read": read, **why}
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if self.request.htmx:  # type: ignore[attr-defined]
            return self.page("_self_saved.html", record=self.record, status=status, **about)
        return self.draw(failed=about, status=status)


class DecideView(ShortFormView):
    """A decision, tied to the input that led to it."""

    template = "review/decide.html"
    action, form_class, done = "decide", DecideForm, _("The decision is written down.")
    block: ReviewBlock | None = None

    def look_up(self, reference: str, code: str = "", **_address: Any) -> None:
        """A review that is being held, and the input; 404 otherwise."""
        super().look_up(reference)
        self.block = self.record.blocks.filter(code=code).first()
        if not self.record.is_open or (code != "conclusion" and self.block is None):
            raise Http404
        self.code = code

    def make_form(self, *sent: Any) -> Any:
        """The form, kept for what it says of resources."""
        self.form: Any = super().make_form(*sent)
        return self.form

    def carry_out(self, **answers: Any) -> Any:
        """Write it down."""
        is_resources = answers["kind"] == ReviewDecision.Kind.RESOURCES
        about = self.form.about() if is_resources and answers["outcome"] == ReviewDecision.Outcome.APPROVED else {}
        for name in ("type", "amount", "unit"):
            answers.pop(name)
        return holding.decide(self.record, actor=self.user, block=self.block, **answers, **about)

    @property
    def next_url(self) -> str:
        """The input one comes from."""
        return f"{self.record.page_url}meeting/{self.code}/"

    def context(self) -> dict[str, Any]:
        """The input, and the way to the others."""
        return {"given": self.block, "back": self.next_url, "blocks": list(self.record.blocks.all())}


class StrikeView(ShortFormView):
    """Striking a decision that was written down wrongly."""

    template = "review/strike.html"
    action, form_class, done = "strike", ReasonForm, _("The decision is struck.")

    def look_up(self, reference: str, key: int = 0, **_address: Any) -> None:
        """A decision of a review that is being held."""
        super().look_up(reference)
        found = decisions_of(self.record).filter(pk=key, decision__struck="").first()
        if found is None or not self.record.is_open:
            raise Http404
        self.decision: ReviewDecision = found

    def context(self) -> dict[str, Any]:
        """What is struck, and what it raised, which stays."""
        words, struck = _("Strike this decision"), self.decision.decision
        raised = raised_by(struck, self.user)
        return {"about": struck.what, "raised": raised, "title": words, "button": words, "back": self.next_url}

    def carry_out(self, **answers: Any) -> Any:
        """Strike it."""
        return holding.strike(self.decision, actor=self.user, **answers)

    @property
    def next_url(self) -> str:
        """Where it stands."""
        code = self.decision.block.code if self.decision.block else "conclusion"
        return f"{self.record.page_url}meeting/{code}/"


class ConclusionView(ShortFormView):
    """Where the meeting ends: all that was decided, what is missing, the conclusion."""

    template = "review/conclusion.html"
    action, form_class, done = "conclude", ConcludeForm, _("The conclusion is kept.")

    def get(self, request: HttpRequest, **address: Any) -> HttpResponse:
        """The page; without the form for those who do not write, and once it was submitted."""
        self.look_up(**address)
        return super().get(request, **address) if self.may_write else self.draw(None)  # type: ignore[arg-type]

    @property
    def may_write(self) -> bool:
        """Whether the reader writes the conclusion, now."""
        return bool(self.record.is_open) and permits(self.user, self.action, self.record)

    def context(self) -> dict[str, Any]:
        """What was decided, what is missing, and the way back to the inputs."""
        rows, blocks = shown(self.record, self.user), list(self.record.blocks.all())
        return {"rows": rows, "blocks": blocks, "may_write": self.may_write, "is_end": True}

    def carry_out(self, **answers: Any) -> Any:
        """Keep it, over the version that was on the page."""
        self.record.version = answers.pop("version")
        return holding.conclude(self.record, actor=self.user, **answers)

    @property
    def next_url(self) -> str:
        """The same page, where what is missing is said."""
        return f"{self.record.page_url}meeting/conclusion/"

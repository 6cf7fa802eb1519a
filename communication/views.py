"""Pages of meetings: the minutes and their approval, the file for calendars, the PDF."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy

from communication.domain import agenda
from communication.domain.invitations import calendar_of
from communication.domain.minutes_text import minutes_sha256, minutes_text
from communication.forms.meeting import AddItemForm, DecideForm, attendance_said
from communication.models import AgendaItem
from communication.panels import raised_by, shown
from communication.paper import PRINT_JOB
from jobs.domain.queue import enqueue
from records.domain.errors import InputError, NotNowError
from records.views.action import ActionView
from records.views.base import KindView, number
from records.views.short_form import ShortFormView
from shell.ical import CONTENT_TYPE

if TYPE_CHECKING:
    from django.http import HttpRequest


class MeetingActionView(ActionView):
    """A step of a meeting; whoever approves reads what they approve."""

    @property
    def template(self) -> str:  # type: ignore[override]
        """Approving has a page of its own."""
        return "approve.html" if self.offered.key == "approve" else "form/action.html"

    def first_values(self) -> dict[str, Any]:
        """The hash of what the page shows."""
        return {"sha256": minutes_sha256(self.record)} if self.offered.key == "approve" else {}

    def context(self) -> dict[str, Any]:
        """The minutes."""
        return {**super().context(), "text": minutes_text(self.record)}


class MinutesPage(KindView):
    """The page on which minutes are taken: each point saves itself while one writes."""

    def draw(self, record: Any, **more: Any) -> HttpResponse:
        """The page; to read only for those who do not write, and once the minutes were approved."""
        about = {"record": record, "rows": shown(record, self.user), **more}
        about.setdefault("add_form", AddItemForm(user=self.user, record=record))
        return self.page("minutes.html", attendances=record.attendances, **about)


class MinutesView(MinutesPage):
    """The minutes, and what is said about the meeting as a whole."""

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        """The page."""
        return self.draw(self.find(reference))

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        """Say who was there, or add a point that came up."""
        record = self.find(reference)
        if "title" not in request.POST:
            agenda.say_attendance(record, actor=self.user, said=attendance_said(request.POST))
            return redirect(f"{record.page_url}minutes/#attendance")
        form = AddItemForm(request.POST, user=self.user, record=record)
        if not form.is_valid():
            self.require("write_minutes", record)
            return self.draw(record, add_form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        item = agenda.add_item(record, actor=self.user, title=form.cleaned_data["title"])
        return redirect(f"{record.page_url}minutes/#item-{item.pk}")


class ItemView(MinutesPage):
    """What was said about one point."""

    http_method_names = ("post", "options")

    def post(self, request: HttpRequest, reference: str, key: int) -> HttpResponse:
        """Keep it; where somebody else wrote meanwhile, show both: a piece of the page, or the page."""
        record = self.find(reference)
        item = AgendaItem.objects.filter(meeting=record.pk, pk=key).first()
        if item is None:
            raise Http404
        text, read = request.POST.get("minutes", ""), number(request.POST.get("version", "")) or 0
        try:
            if "both" in request.POST:
                agenda.write_both(item, actor=self.user, minutes=text)
                return redirect(f"{record.page_url}minutes/#item-{item.pk}")
            item = agenda.write_minutes(item, actor=self.user, minutes=text, version=read)
        except agenda.ChangedMeanwhileError as changed:
            return self.answer(record, changed.item, text=text, read=read, status=HTTPStatus.CONFLICT)
        except (InputError, NotNowError) as error:
            return self.answer(
                record, item, text=text, read=read, wrong=str(error), status=HTTPStatus.UNPROCESSABLE_ENTITY
            )
        return self.answer(record, item, text=text, read=item.version)

    def answer(
        self, record: Any, item: AgendaItem, *, text: str, read: int, wrong: str = "", status: int = HTTPStatus.OK
    ) -> HttpResponse:
        """What became of it: to htmx a piece, and 422 in place of 409, which it would not show."""
        about = {"record": record, "kept": item, "theirs": item.minutes, "typed": text, "read": read, "wrong": wrong}
        about["is_conflict"] = status == HTTPStatus.CONFLICT
        if self.request.htmx:  # type: ignore[attr-defined]
            shows = HTTPStatus.UNPROCESSABLE_ENTITY if status == HTTPStatus.CONFLICT else status
            return self.page("_self_saved.html", status=shows, **about)
        if status == HTTPStatus.OK:
            return redirect(f"{record.page_url}minutes/#item-{item.pk}")
        return self.draw(record, failed=about, status=status)


class DecideView(ShortFormView):
    """A decision, with the action it leads to."""

    template = "decide.html"
    action, form_class, done = "decide", DecideForm, gettext_lazy("The decision is written down.")

    def look_up(self, reference: str, **_address: Any) -> None:
        """A meeting whose minutes are open; 404 after that."""
        super().look_up(reference)
        if not self.record.is_open:
            raise Http404

    def first_values(self) -> dict[str, Any]:
        """The point one comes from."""
        return {"item": number(self.request.GET.get("item", ""))}

    @property
    def next_url(self) -> str:
        """The minutes."""
        return f"{self.record.page_url}minutes/"

    def carry_out(self, **answers: Any) -> Any:
        """Write it down."""
        return agenda.decide(self.record, actor=self.user, **answers)


class StrikeView(ShortFormView):
    """Striking a decision that was written down wrongly."""

    template = "strike.html"
    action, done = "strike", gettext_lazy("The decision is struck.")

    def look_up(self, reference: str, key: int = 0, **_address: Any) -> None:
        """A decision of a meeting whose minutes are open; 404 after that."""
        super().look_up(reference)
        found = self.record.decisions.filter(pk=key, struck="").first()
        if found is None or not self.record.is_open:
            raise Http404
        self.decision = found

    @property
    def next_url(self) -> str:
        """The minutes."""
        return f"{self.record.page_url}minutes/"

    def context(self) -> dict[str, Any]:
        """What is struck, and what it raised, which stays."""
        words = gettext_lazy("Strike this decision")
        raised = raised_by(self.decision, self.user)
        return {"about": self.decision.what, "raised": raised, "title": words, "button": words, "back": self.next_url}

    def carry_out(self, **answers: Any) -> Any:
        """Strike it."""
        return agenda.strike(self.decision, actor=self.user, **answers)


class CalendarView(KindView):
    """A meeting as a file for calendars."""

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        """The file."""
        record = self.find(reference)
        response = HttpResponse(calendar_of(record), content_type=CONTENT_TYPE)
        response["Content-Disposition"] = f'attachment; filename="{record.reference}.ics"'
        return response


class PrintMinutesView(KindView):
    """The minutes as a PDF."""

    http_method_names = ("post", "options")

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        """Ask for it; one goes to the page of the job."""
        record = self.find(reference)
        return redirect(enqueue(PRINT_JOB, actor=self.user, meeting=record.pk, by=self.user.pk).page_url)

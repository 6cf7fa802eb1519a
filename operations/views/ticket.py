"""Working on a ticket: its actions, which lead back to the board they were chosen on, and its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from operations.domain.procedures import procedure_at_hand, steps_of
from operations.domain.steps import finish_step, leave_out_step, take_steps
from operations.forms import LeaveOutForm
from records.domain.errors import InputError, NotNowError
from records.views.action import ActionView
from records.views.base import KindView
from records.views.short_form import ShortFormView

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class TicketActionView(ActionView):
    """An action on a ticket; one that was begun on the board ends there, at the ticket's row."""

    @property
    def next_url(self) -> str:
        """The ticket, or the board as it stood."""
        board = self.request.GET.get("board")
        if board is None:
            return super().next_url
        query = board if board.startswith("?") else ""
        return f"{reverse('operations:board')}{query}#ticket-{self.record.pk}"


class StepView(KindView):
    """Ticking a step off: a button, or a key."""

    def post(self, request: HttpRequest, reference: str, place: int) -> HttpResponse:
        """Tick it off; back to the ticket."""
        ticket = self.find(reference)
        try:
            finish_step(ticket, place, actor=self.user)
        except (InputError, NotNowError) as error:
            messages.error(request, str(error))
        return redirect(f"{ticket.page_url}#steps")


class LeaveOutView(ShortFormView):
    """Leaving a step out, or doing it otherwise, with the reason."""

    template = "ticket/leave_out.html"
    action, form_class, done = "step", LeaveOutForm, gettext_lazy("The reason stands beside the step.")

    def look_up(self, reference: str, place: int = 0, **_address: Any) -> None:
        """The ticket, and the step at its place."""
        super().look_up(reference)
        self.step = self.record.ticket_steps.filter(place=place).first()
        if self.step is None:
            raise Http404

    @property
    def next_url(self) -> str:
        """The steps of the ticket."""
        return f"{self.record.page_url}#steps"

    def context(self) -> dict[str, Any]:
        """The step."""
        return {"step": self.step}

    def carry_out(self, **fields: Any) -> Any:
        """Keep the reason."""
        return leave_out_step(self.record, self.step.place, actor=self.user, **fields)


class TakeStepsView(KindView):
    """Taking the steps of a procedure that is at hand."""

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        """Take them; back to the ticket. 404 for a document that is not at hand there."""
        ticket = self.find(reference)
        document = procedure_at_hand(ticket, request.POST.get("document", ""), self.user)
        if document is None:
            raise Http404
        try:
            source = f"{document.reference} {document.version_in_force}"
            take_steps(ticket, steps_of(document), source=source, actor=self.user)
            messages.success(request, _("The steps of %(document)s stand below.") % {"document": document.reference})
        except (InputError, NotNowError) as error:
            messages.error(request, str(error))
        return redirect(f"{ticket.page_url}#steps")

"""Proposing what is due for disposal, and a run on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from documents.domain.disposal import RUN_MAX, due_for_disposal, last_days, propose_run
from documents.forms import DisposalForm
from documents.models import Disposal
from documents.paper import DISPOSAL_JOB
from jobs.domain.queue import enqueue
from records.views.base import KindView
from records.views.short_form import ShortFormView

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class DueView(ShortFormView):
    """What retention has run out for, to be chosen from."""

    template = "due.html"
    action, form_class, done = "create", DisposalForm, _("It was proposed: somebody else confirms it.")
    made: Disposal

    def look_up(self, reference: str = "", **_address: Any) -> None:
        """There is no record yet."""
        self.record = None

    def authorise(self) -> None:
        """Raise Refused for those who may not propose."""
        self.require(self.action, Disposal)

    def context(self) -> dict[str, Any]:
        """The documents that are due, each with the day until which it was to be kept."""
        chosen = set(self.request.POST.getlist("documents"))
        due = last_days(list(due_for_disposal(self.user)[:RUN_MAX]))
        return {"rows": [(found, last, str(found.pk) in chosen) for found, last in due]}

    def carry_out(self, **answers: Any) -> Any:
        """Propose them."""
        self.made = propose_run(actor=self.user, **answers)

    @property
    def next_url(self) -> str:
        """The run, or the list where the form was sent twice."""
        return str(self.made.page_url) if hasattr(self, "made") else self.kind.url()


class PrintRunView(KindView):
    """A run as a PDF."""

    http_method_names = ("post", "options")

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        """Ask for it; one goes to the page of the job."""
        run = self.find(reference)
        return redirect(enqueue(DISPOSAL_JOB, actor=self.user, run=run.pk, by=self.user.pk).page_url)

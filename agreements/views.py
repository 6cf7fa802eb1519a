"""Pages of agreements beside those of every kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from agreements.domain.drafting import LEVELS, set_priorities, set_priorities_for_all, set_terms
from agreements.forms import AgreementPrioritiesForm, PrioritiesForm, TermsForm
from agreements.models import PriorityRule
from agreements.paper import PRINT_JOB
from agreements.rules import keeps_priorities
from jobs.domain.queue import enqueue
from records.access.permits import meets, require_rule
from records.views.action import ActionView
from records.views.base import KindView, number
from records.views.short_form import ShortFormView

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class StepView(ActionView):
    """A step of an agreement; renewing leads on to the draft of the next edition."""

    def carry_out(self, **answers: Any) -> Any:
        """Take the step."""
        made = super().carry_out(**answers)
        self.record = made if self.action == "renew" else self.record
        return made

    @property
    def done(self) -> str:
        """What came of it."""
        if self.action != "renew":
            return str(super().done)
        return _("%(reference)s is the draft of the next edition.") % {"reference": self.record.reference}


class DraftView(ShortFormView):
    """A page that changes a draft: there is none over what was agreed."""

    def look_up(self, reference: str, **_address: Any) -> None:
        """The draft; 404 once it is agreed."""
        super().look_up(reference)
        if self.record.state != "draft":
            raise Http404

    def at_version(self) -> Any:
        """The record at the version that was on the page: nobody changes what they have not seen."""
        self.record.version = number(self.request.POST.get("version", "")) or 0
        return self.record

    @property
    def next_url(self) -> str:
        """The agreement, or the page again, with more empty rows."""
        page = self.request.path if "more" in self.request.POST else self.record.page_url
        return str(page)


class TermsView(DraftView):
    """Targets, workload limits and exceptions."""

    template = "terms.html"
    action, form_class, done = "set_terms", TermsForm, gettext_lazy("The terms were saved.")

    def carry_out(self, **fields: Any) -> Any:
        """Keep the tables."""
        return set_terms(self.at_version(), actor=self.user, **fields)


class PrioritiesView(DraftView):
    """The priorities of one agreement."""

    template = "priorities.html"
    action, form_class, done = "set_priorities", AgreementPrioritiesForm, gettext_lazy("The priorities were saved.")

    def first_values(self) -> dict[str, Any]:
        """What it has of its own."""
        return _as_fields(self.record.pk)

    def context(self) -> dict[str, Any]:
        """What stands over the columns."""
        return {"levels": LEVELS}

    def carry_out(self, **fields: Any) -> Any:
        """Keep them."""
        return set_priorities(self.at_version(), actor=self.user, **fields)


class PrioritiesForAllView(View):
    """The priorities that hold where no agreement says otherwise."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The table."""
        return self._draw(PrioritiesForm(initial=_as_fields(None), is_for_all=True))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep it, or say what needs another look."""
        user: Any = request.user
        require_rule(keeps_priorities, user, None)
        form = PrioritiesForm(request.POST, is_for_all=True)
        if not form.is_valid():
            return self._draw(form, status=422)
        set_priorities_for_all(form.priorities)
        messages.success(request, _("The priorities were saved. They hold for tickets that are recorded from now on."))
        return redirect("agreements:priorities")

    def _draw(self, form: PrioritiesForm, status: int = 200) -> HttpResponse:
        user: Any = self.request.user
        context = {"form": form, "levels": LEVELS, "may_change": meets(keeps_priorities, user, None)}
        return render(self.request, "agreements/priorities_for_all.html", context, status=status)


class PrintView(KindView):
    """An agreement as a PDF."""

    http_method_names = ("post", "options")

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        """Ask for it; one goes to the page of the job."""
        record = self.find(reference)
        return redirect(enqueue(PRINT_JOB, actor=self.user, agreement=record.pk, by=self.user.pk).page_url)


def _as_fields(agreement: int | None) -> dict[str, Any]:
    rows = PriorityRule.objects.filter(agreement=agreement).values_list("impact", "urgency", "priority")
    return {f"p_{impact}_{urgency}": str(priority) for impact, urgency, priority in rows}

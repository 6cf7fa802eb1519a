"""Pages of service reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.core import ratelimit
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs.domain.queue import enqueue
from operations.domain.frozen import differences, frozen_of
from operations.domain.reporting import approve, decide, live, misses_undecided
from operations.exporters import XLSX, workbook
from operations.paper import PRINT_JOB
from operations.report_forms import DecisionsForm
from operations.report_panels import report_panel
from records.domain.errors import NotNowError
from records.views.action import ActionView
from records.views.base import KindView, number
from records.views.short_form import ShortFormView
from shell.contents import ContentDamagedError, ContentGoneError

if TYPE_CHECKING:
    from django.http import HttpRequest

    from operations.domain.frozen import Frozen


class ReportStepView(ActionView):
    """A step of a report; approving shows the figures that are signed, and asks for the password."""

    @property
    def is_signing(self) -> bool:
        """Whether this step is a signature."""
        return self.offered.key == "approve"

    @property
    def template(self) -> str:  # type: ignore[override]
        """Signing has a page of its own."""
        return "report_sign.html" if self.is_signing else "form/action.html"

    def first_values(self) -> dict[str, Any]:
        """The figures that the page shows."""
        return {"sha256": self.record.figures_id} if self.is_signing else {}

    def context(self) -> dict[str, Any]:
        """The figures, and what stands in the way."""
        if not self.is_signing:
            return super().context()
        undecided = misses_undecided(self.record)
        return {**super().context(), "rows": report_panel(self.record, self.user), "undecided": undecided}

    def carry_out(self, **answers: Any) -> Any:
        """Sign, or take the step."""
        if not self.is_signing:
            return super().carry_out(**answers)
        if not ratelimit.consume(self.request, action="reauthenticate", user=self.user):
            raise NotNowError(_("Too many attempts: wait a few minutes and sign then"))
        self.record.version = number(self.request.POST.get("version", "")) or 0
        return approve(self.record, actor=self.user, **answers)


class DecisionsView(ShortFormView):
    """What was decided about misses."""

    template = "report_decisions.html"
    action, form_class, done = "decide", DecisionsForm, gettext_lazy("The decisions were saved.")

    def look_up(self, reference: str, **_address: Any) -> None:
        """A draft; 404 once it is approved."""
        super().look_up(reference)
        if self.record.state != "draft":
            raise Http404

    @property
    def next_url(self) -> str:
        """The report."""
        return str(self.record.page_url)

    def carry_out(self, **fields: Any) -> Any:
        """Keep them."""
        return decide(self.record, actor=self.user, **fields)


class NowView(KindView):
    """What the tickets say otherwise by now than the figures of the report."""

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        """The differences: a piece of the report's page, or a page of their own."""
        record = self.find(reference)
        kept = figures_or_404(record)
        found = differences(kept, live(record, self.user))
        template = "report_now_piece.html" if request.htmx else "report_now.html"  # type: ignore[attr-defined]
        return self.page(template, record=record, kept=kept, found=found)


class PrintReportView(KindView):
    """A report as a PDF."""

    http_method_names = ("post", "options")

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        """Ask for it; one goes to the page of the job."""
        record = self.find(reference)
        return redirect(enqueue(PRINT_JOB, actor=self.user, report=record.pk, by=self.user.pk).page_url)


class WorkbookView(KindView):
    """A report's figures as a workbook."""

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        """The file, made from the frozen figures."""
        record = self.find(reference)
        response = HttpResponse(workbook(record, figures_or_404(record)), content_type=XLSX)
        response["Content-Disposition"] = f'attachment; filename="{record.reference}.xlsx"'
        return response


def figures_or_404(record: Any) -> Frozen:
    """The frozen figures; Http404 where none were taken, or their content is lost."""
    try:
        found = frozen_of(record)
    except (ContentGoneError, ContentDamagedError) as error:
        raise Http404(str(error)) from error
    if found is None:
        raise Http404
    return found

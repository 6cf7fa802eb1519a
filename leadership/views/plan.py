"""The plan: its parts, its approval, what differs between two versions, the approved text and the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jobs.domain.queue import enqueue
from leadership.domain.plan_difference import difference
from leadership.domain.plan_text import parts_of, plan_sha256, plan_text
from leadership.domain.plans import write_part
from leadership.forms.plan import PlanPartForm
from leadership.models.plan import PartKey
from leadership.panels.plan import shown
from leadership.paper.plan import PRINT_JOB
from records.domain.files import open_content
from records.labels import plain_labels_for
from records.views.action import ActionView
from records.views.base import KindView
from records.views.short_form import ShortFormView
from shell.contents import ContentDamagedError, ContentGoneError

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from leadership.domain.plan_text import Part
    from leadership.models import ManagementPlan
    from records.forms.parts import PartForm


class StepView(ActionView):
    """A step of a plan; whoever approves reads what they approve, and a next version is where one goes on."""

    made: ManagementPlan | None = None

    @property
    def template(self) -> str:  # type: ignore[override]
        """Approving has a page of its own."""
        return "plan_approve.html" if self.offered.key == "approve" else "form/action.html"

    def first_values(self) -> dict[str, Any]:
        """The hash of what the page shows."""
        return {"sha256": plan_sha256(self.record)} if self.offered.key == "approve" else {}

    def context(self) -> dict[str, Any]:
        """The plan, with what does not fit."""
        more = {"rows": shown(self.record, self.user)} if self.offered.key == "approve" else {}
        return {**super().context(), **more}

    def carry_out(self, **answers: Any) -> Any:
        """Take it, and remember a version that was begun."""
        self.made = super().carry_out(**answers)
        return self.made

    @property
    def next_url(self) -> str:
        """The version that was begun, else the one at hand."""
        return str((self.made or self.record).page_url)


class PartView(ShortFormView):
    """One part of a draft."""

    template = "plan_part.html"
    action, form_class, done = "write_part", PlanPartForm, _("The part is kept.")
    part: Part

    def look_up(self, reference: str, part: str = "", **_address: Any) -> None:
        """The plan and one of its eight parts; 404 for another."""
        super().look_up(reference)
        found = next((each for each in parts_of(self.record) if each.key == part), None)
        if found is None:
            raise Http404
        self.part = found

    def make_form(self, *sent: Any) -> PartForm:
        """The form, with what the part says now."""
        return PlanPartForm(*sent, user=self.user, record=self.record, part=self.part)

    def carry_out(self, **answers: Any) -> Any:
        """Keep it."""
        return write_part(self.record, self.part.key, actor=self.user, **answers)

    @property
    def next_url(self) -> str:
        """The part on the page of the plan."""
        return f"{self.record.page_url}#part-{self.part.key}"

    def context(self) -> dict[str, Any]:
        """The part, where it stands among the eight, and what somebody else made of it meanwhile."""
        place = PartKey.values.index(self.part.key) + 1
        found = shown(self.record, self.user).parts[place - 1]
        return {"part": self.part, "place": place, "found": found}


class DifferenceView(KindView):
    """What changed from another version of the plan to this one."""

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        """The page: against the version named, else the one that it follows, else the one before."""
        plan = self.find(reference)
        others = list(self.kind.model.objects.visible_to(self.user).exclude(pk=plan.pk).order_by("-edition"))
        other = self._chosen(others, plan)
        found = difference(other, plan) if other else None
        keys = {key for part in found.parts for key in (*part.gone, *part.new)} if found else set()
        labels = plain_labels_for(keys, self.user)
        return self.page(
            "plan_difference.html",
            record=plan,
            other=other,
            others=others,
            found=found,
            parts=[
                (each, [labels[key] for key in each.gone], [labels[key] for key in each.new]) for each in found.parts
            ]
            if found
            else [],
        )

    def _chosen(self, others: list[Any], plan: Any) -> Any:
        asked = self.request.GET.get("with")
        if asked:
            found = next((other for other in others if other.reference == asked.upper()), None)
            if found is None:
                raise Http404
            return found
        followed = [other for other in others if other.pk == plan.follows_id]
        earlier = [other for other in others if other.edition < plan.edition]
        return next(iter([*followed, *earlier, *others]), None)


class TextView(KindView):
    """The text that was approved, as it is kept; of a plan that was not, the text as it stands."""

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        """The page; it says where the content is gone or damaged."""
        plan = self.find(reference)
        text, wrong = plan_text(plan), ""
        if plan.content_id:
            try:
                with open_content(plan.content) as file:
                    text = file.read().decode()
            except (ContentGoneError, ContentDamagedError):
                text, wrong = "", gettext("What was approved is no longer kept, or differs from what it was.")
        return self.page("plan_text.html", record=plan, text=text, wrong=wrong)


class PrintView(KindView):
    """A version of the plan as a PDF."""

    http_method_names = ("post", "options")

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        """Ask for it; one goes to the page of the job."""
        plan = self.find(reference)
        return redirect(enqueue(PRINT_JOB, actor=self.user, plan=plan.pk, by=self.user.pk).page_url)

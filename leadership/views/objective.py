"""Pages of an objective: its plan line by line, raising an action of it, and the steps of its life."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils.translation import gettext_lazy

from leadership.domain.planning import raise_step, set_plan
from leadership.forms.plan_step import PlanForm, RaiseForm
from leadership.models import PlanStep
from leadership.panels.objective import plan, stands
from records.views.action import ActionView
from records.views.base import number
from records.views.short_form import ShortFormView

if TYPE_CHECKING:
    from records.forms.parts import PartForm


class StepView(ActionView):
    """A step of an objective; the one into the next period ends at the new objective."""

    made: Any = None

    @property
    def template(self) -> str:  # type: ignore[override]
        """Whoever approves sees what; taking it into the next period shows what goes along."""
        return {"approve": "approve_objective.html", "roll_forward": "next_period.html"}.get(
            self.offered.key, "form/action.html"
        )

    @property
    def is_rolling(self) -> bool:
        """Whether this is the step into the next period."""
        return self.offered.key == "roll_forward"

    def context(self) -> dict[str, Any]:
        """What is approved, or the open lines of the plan, which go along."""
        about = super().context()
        if self.offered.key == "approve":
            about |= {"figures": stands(self.record, self.user), "plan": plan(self.record, self.user)}
        if self.is_rolling:
            lines = plan(self.record, self.user).steps
            about["lines"] = [each for each in lines if not each.action or each.action.is_planned]
        return about

    def carry_out(self, **answers: Any) -> Any:
        """Take the step; the new objective is remembered."""
        self.made = super().carry_out(**answers)
        return self.made

    @property
    def next_url(self) -> str:
        """The objective, or the new one."""
        if self.is_rolling and self.made is not None:
            return str(self.made.now.page_url)
        return super().next_url


class PlanView(ShortFormView):
    """The plan of an objective: there is none to write once it was concluded."""

    template = "plan_steps.html"
    action, form_class, done = "set_plan", PlanForm, gettext_lazy("The plan is kept.")
    form: PlanForm

    def look_up(self, reference: str, **_address: Any) -> None:
        """The objective; 404 once it was concluded."""
        super().look_up(reference)
        if not self.record.is_open:
            raise Http404

    def make_form(self, *sent: Any) -> PartForm:
        """The form, which has the lines."""
        form: Any = super().make_form(*sent)
        self.form = form
        return self.form

    @property
    def next_url(self) -> str:
        """The objective, or the page again, with more empty lines."""
        return self.request.path if "more" in self.request.POST else str(self.record.page_url)

    def carry_out(self, **fields: Any) -> Any:
        """Keep it, at the version that was on the page: nobody changes what they have not seen."""
        self.record.version = number(self.request.POST.get("version", "")) or 0
        return set_plan(self.record, actor=self.user, lines=self.form.lines, token=fields["token"])


class RaiseView(ShortFormView):
    """The action of a line of the plan."""

    template = "raise.html"
    action, form_class, done = "raise_step", RaiseForm, gettext_lazy("The action is raised.")
    step: PlanStep

    def look_up(self, reference: str, key: int = 0, **_address: Any) -> None:
        """The objective and a line of its plan that has no action yet; raises Http404."""
        super().look_up(reference)
        found = self.record.plan.filter(pk=key, dropped=None, action=None).select_related("who").first()
        if found is None or not self.record.is_open:
            raise Http404
        self.step = found

    def first_values(self) -> dict[str, Any]:
        """Who and when the plan says."""
        return {"owner": self.step.who_id if self.step.who.is_active else None, "due": self.step.by}

    def context(self) -> dict[str, Any]:
        """The line."""
        return {"step": self.step}

    @property
    def next_url(self) -> str:
        """The objective."""
        return str(self.record.page_url)

    def carry_out(self, **fields: Any) -> Any:
        """Raise it."""
        return raise_step(self.record, actor=self.user, step=self.step, **fields)

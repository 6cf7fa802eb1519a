"""Merging duplicates: one sees what will be moved before it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from parties.domain.merging import plan_merge
from records.domain.errors import InputError
from records.views.action import ActionView

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from parties.domain.merging import Plan

MERGE = "merge"


class StepView(ActionView):
    """An action on a party; before a merge it shows what the merge will do."""

    plan: Plan | None = None
    came_of: Any = None

    @property
    def template(self) -> str:  # type: ignore[override]
        """A merge has a page of its own."""
        return "merge.html" if self.action == MERGE else "form/action.html"

    def post(self, request: HttpRequest, **address: Any) -> HttpResponse:
        """Do it; a merge only once exactly this was seen."""
        if address.get("action") == MERGE:
            self.look_up(**address)
            self.authorise()
            form = self.make_form(request.POST)
            if form.is_valid() and self._is_unseen(form.cleaned_data["into"]):
                return self.draw(form)
        return super().post(request, **address)

    def carry_out(self, **answers: Any) -> Any:
        """Take it, and remember what came of it: a record, or the job that does it."""
        self.came_of = super().carry_out(**answers)
        return self.came_of

    @property
    def done(self) -> str:  # type: ignore[override]
        """What happened."""
        return _("The two are one, or will be when the job is done.") if self.action == MERGE else super().done

    @property
    def next_url(self) -> str:
        """The record that stays, or the job."""
        return str(self.came_of.page_url) if self.action == MERGE and self.came_of else super().next_url

    def context(self) -> dict[str, Any]:
        """What a merge will do."""
        return {**super().context(), "plan": self.plan}

    def _is_unseen(self, into: Any) -> bool:
        """Whether something else would be done than was shown; what cannot be done at all the verb says."""
        try:
            plan = plan_merge(self.record, into)
        except InputError:
            return False
        self.plan = plan
        return self.request.POST.get("seen") != plan.mark

"""Proposing that a miss does not count, and deciding on it."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from operations.domain.excluding import approve_exclusion, propose_exclusion, refuse_exclusion
from operations.models import Clock, Exclusion
from operations.report_forms import ExcludeForm
from records.forms.parts import ConfirmForm, PartForm, ReasonForm
from records.views.short_form import ShortFormView


class MissView(ShortFormView):
    """A page over a clock of the ticket that missed its target."""

    clock: Clock

    def look_up(self, reference: str, key: int = 0, **_address: Any) -> None:
        """The ticket, and its clock; 404 for one that kept its target."""
        super().look_up(reference)
        clocks = Clock.objects.filter(ticket=self.record.pk, is_current=True, breached=True).select_related("target")
        found = clocks.filter(pk=key).first()
        if found is None:
            raise Http404
        self.clock = found

    def context(self) -> dict[str, Any]:
        """The clock."""
        return {"clock": self.clock, "exclusion": Exclusion.objects.filter(clock=self.clock).first()}

    @property
    def next_url(self) -> str:
        """The ticket."""
        return str(self.record.page_url)


class ExcludeView(MissView):
    """Proposing an exclusion."""

    template = "exclude.html"
    action, form_class, done = "exclude", ExcludeForm, _("The exclusion was proposed. Somebody else approves it.")

    def make_form(self, *sent: Any) -> PartForm:
        """The form, with the clauses of the agreement."""
        form: Any = super().make_form(*sent)
        form.offer(self.clock)
        return form  # type: ignore[no-any-return]

    def carry_out(self, **answers: Any) -> Any:
        """Propose it."""
        return propose_exclusion(self.record, self.clock, actor=self.user, **answers)


class DecideExclusionView(MissView):
    """Deciding on a proposed exclusion."""

    template = "exclusion.html"
    exclusion: Exclusion

    def look_up(self, reference: str, key: int = 0, **_address: Any) -> None:
        """The proposal too; 404 where there is none."""
        super().look_up(reference, key)
        found = Exclusion.objects.filter(clock=self.clock).select_related("clause").first()
        if found is None:
            raise Http404
        self.exclusion = found

    def context(self) -> dict[str, Any]:
        """What the button says, and the way to refuse."""
        is_approving = self.action == "approve_exclusion"
        other = f"{self.record.page_url}missed/{self.clock.pk}/refuse/" if is_approving else ""
        button = _("Approve: it does not count") if is_approving else _("Refuse: it counts")
        return {**super().context(), "button": button, "other": other}


class ApproveExclusionView(DecideExclusionView):
    """Letting a miss not count."""

    action, form_class, done = "approve_exclusion", ConfirmForm, _("The miss does not count. Reports show it beside.")

    def carry_out(self, **answers: Any) -> Any:
        """Approve it."""
        return approve_exclusion(self.record, self.exclusion, actor=self.user, **answers)


class RefuseExclusionView(DecideExclusionView):
    """Letting a miss count after all."""

    action, form_class, done = "refuse_exclusion", ReasonForm, _("The miss counts.")

    def carry_out(self, **answers: Any) -> Any:
        """Refuse it."""
        return refuse_exclusion(self.record, self.exclusion, actor=self.user, **answers)

"""Carrying out an action: a page that says what will happen, and asks why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils.translation import gettext as _

from records.forms.parts import ConfirmForm, ReasonForm
from records.views.base import number
from records.views.short_form import ShortFormView

if TYPE_CHECKING:
    from records.forms.parts import PartForm
    from records.kind import Action


class ActionView(ShortFormView):
    """A transition, withdrawal, or another verb of the kind."""

    template = "form/action.html"
    offered: Action
    state_before: str

    def look_up(self, reference: str, action: str = "", **_address: Any) -> None:
        """The record, and the action of its kind."""
        super().look_up(reference)
        self.state_before = self.record.state
        if action not in self.kind.all_actions:
            raise Http404
        self.action, self.offered = action, self.kind.all_actions[action]
        self.form_class = self.offered.form or (ReasonForm if self.offered.asks_reason else ConfirmForm)

    def make_form(self, *sent: Any) -> PartForm:
        """The form; an empty one has the focus in its first field, so that keys go on where they led to it."""
        form = super().make_form(*sent)
        if self.offered.reason_label:
            form.fields["reason"].label = str(self.offered.reason_label)
        first = next(iter(form.visible_fields()), None)
        if first is not None and not form.is_bound and not first.use_fieldset:
            first.field.widget.attrs["autofocus"] = True
        return form

    def carry_out(self, **answers: Any) -> Any:
        """Take the action on the version that was on the page: nobody decides on what they have not seen."""
        self.record.version = number(self.request.POST.get("version", "")) or 0
        return self.offered.run(self.record, actor=self.user, **{"reason": "", **answers})

    @property
    def done(self) -> str:
        """What the record is now; of an action that leaves its state, what was done."""
        if self.record.withdrawn:
            return _("%(reference)s is withdrawn.") % {"reference": self.record.reference}
        if self.record.state == self.state_before:
            return _("%(reference)s: “%(action)s” is done.") % {
                "reference": self.record.reference,
                "action": self.offered.label,
            }
        state = self.kind.state_of(self.record).label
        return _("%(reference)s is now: %(state)s.") % {"reference": self.record.reference, "state": state}

    @property
    def next_url(self) -> str:
        """The record."""
        return str(self.record.page_url)

    def context(self) -> dict[str, Any]:
        """What will happen."""
        return {"action": self.offered}

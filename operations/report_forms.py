"""Forms of service reports and of exclusions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.models import ExceptionClause
from operations.domain.reporting import decided_targets, period_over, targets_missed
from records.forms import RecordForm
from records.forms.parts import PartForm

if TYPE_CHECKING:
    from operations.models import Clock

#: Fields of a report that change still when it was approved: who looks after it.
STILL_OPEN = frozenset({"title", "owner", "due", "restricted"})


class ReportForm(RecordForm):
    """A report; for last month where nobody says otherwise. Of an approved one only who looks after it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.state != "draft":
            for name in set(self.fields) - STILL_OPEN - set(self.OWN):
                del self.fields[name]
        elif self.instance.pk is None:
            period = period_over("monthly")
            self.initial.setdefault("period_from", period.first)
            self.initial.setdefault("period_until", period.last)

    def applies(self, name: str) -> bool:
        """Whether it is still asked for."""
        return name in self.fields and super().applies(name)

    def clean(self) -> dict[str, Any]:
        """A period in order, over one thing."""
        cleaned = super().clean()
        first, last = cleaned.get("period_from"), cleaned.get("period_until")
        if first and last and last < first:
            self.add_error("period_until", _("The period must end on or after the day it begins"))
        if cleaned.get("agreement") and (cleaned.get("service") or cleaned.get("team")):
            message = _("A report on an agreement is on all of its services: leave service and team empty")
            self.add_error("service" if cleaned.get("service") else "team", message)
        if cleaned.get("agreement") and cleaned.get("cycle"):
            self.add_error("cycle", _("It comes as often as the agreement says: leave this empty"))
        return cleaned


class SignReportForm(PartForm):
    """A signature under the figures of a report."""

    password = forms.CharField(
        label=gettext_lazy("Your password"),
        help_text=gettext_lazy("It makes this your signature under exactly these figures."),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        strip=False,
    )
    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)


class DecisionsForm(PartForm):
    """What was decided about each missed target, and who was told."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        report: Any = self.record
        self.missed, known = targets_missed(report), decided_targets(report)
        for target, name in self.missed:
            found = known.get(target.pk)
            about = {"name": name}
            self.fields[f"decided_{target.pk}"] = forms.CharField(
                label=_("What was decided: %(name)s") % about,
                max_length=1000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
                initial=found.decided if found else "",
            )
            self.fields[f"told_{target.pk}"] = forms.CharField(
                label=_("Who was told"), max_length=300, required=False, initial=found.told if found else ""
            )

    def clean(self) -> dict[str, Any]:
        """Both answers for a miss, or neither yet."""
        cleaned, decisions = super().clean() or {}, {}
        for target, _name in self.missed:
            decided, told = (cleaned.get(f"{part}_{target.pk}", "") for part in ("decided", "told"))
            if bool(decided) != bool(told):
                empty = "told" if decided else "decided"
                self.add_error(f"{empty}_{target.pk}", _("Say both: what was decided, and who was told"))
            elif decided:
                decisions[target.pk] = (decided, told)
        return {"token": cleaned.get("token"), "decisions": decisions}


class ExcludeForm(PartForm):
    """Why a miss does not count."""

    clause = forms.ModelChoiceField(
        label=gettext_lazy("By which clause of the agreement"), queryset=ExceptionClause.objects.none()
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    evidence = forms.CharField(
        label=gettext_lazy("What shows it"),
        help_text=gettext_lazy("A reference, a file here, a page: what somebody else can look at."),
        max_length=500,
    )

    def offer(self, clock: Clock) -> None:
        """Offer the clauses of the agreement whose target was missed."""
        agreement = clock.target.agreement_id if clock.target else None
        field: Any = self.fields["clause"]
        field.queryset = ExceptionClause.objects.filter(agreement=agreement)

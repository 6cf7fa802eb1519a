"""What objectives, and the steps of their life, ask for."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leadership.domain.measured import UNIT_MAX
from leadership.domain.next_period import period_after
from leadership.domain.objectives import NO_PERIOD, NO_WAY
from leadership.domain.standing import on_path
from leadership.forms.fields import OfKindField
from leadership.models import Goal, Telling
from leadership.models.business_process import TEXT_MAX
from leadership.models.objective import DIGITS, PLACES
from leadership.queries import read_along
from measures.enums import Frequency
from measures.shown import plain, rounded
from people.calendar import today
from people.forms import PeopleField
from records.forms import PersonField, RecordForm
from records.forms.fields import RecordField
from records.forms.parts import PartForm, ReasonForm, day_field
from records.models import Record

#: Top management is given so long to decide, where nobody says otherwise.
DAYS_TO_DECIDE = 14
#: What is asked of an objective that was proposed or approved: where it belongs, not what was approved.
SURROUNDINGS = frozenset({"intent", "policy", "requirements", "goals", "parent", "process", "restricted"})
#: How a metric that is described becomes an indicator: asked once.
DESCRIBED = frozenset({"metric", "unit", "frequency"})


def amount_field(label: Any, help_text: Any = "") -> forms.DecimalField:
    """A figure, as objectives keep it."""
    widget = forms.NumberInput(attrs={"class": "w-d", "step": "any"})
    return forms.DecimalField(label=label, help_text=help_text, max_digits=DIGITS, decimal_places=PLACES, widget=widget)


class ObjectiveForm(RecordForm):
    """An objective: measured by an indicator there is, or by one that is made of what is described."""

    goals = OfKindField(
        model=Goal,
        label=_("Goals it serves"),
        required=False,
        help_text=_("Their references with commas between, such as GOA-2026-0001."),
    )
    metric = forms.CharField(
        label=_("Or: what is measured"),
        help_text=_("Where there is no indicator yet: “Users who answer well or very well”. One is made of it."),
        max_length=200,
        required=False,
    )
    unit = forms.CharField(
        label=_("Its unit"),
        help_text=_("%, hours, days, count."),
        max_length=UNIT_MAX,
        required=False,
        widget=forms.TextInput(attrs={"class": "w-n"}),
    )
    frequency = forms.ChoiceField(
        label=_("How often it is measured"), choices=Frequency.choices, initial=Frequency.MONTHLY, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicator"].required = False
        self.fields["owner"].required = True
        if self.instance.pk:
            self._fill()
        else:
            self.initial["owner"] = self.initial.get("owner") or self.user.pk
        for name in ("baseline", "target"):
            if isinstance(value := self.initial.get(name), Decimal):
                self.initial[name] = f"{plain(value)}"

    def _fill(self) -> None:
        """What is said beside columns so far; what is asked no more is left out."""
        keys = list(self.instance.served.values_list("goal", flat=True))
        self.initial.setdefault("goals", keys)
        goals: Any = self.fields["goals"]
        goals.keep_all(keys)
        gone = DESCRIBED if self.instance.state == "draft" else set(self.fields) - SURROUNDINGS - set(self.OWN)
        for name in gone:
            del self.fields[name]
        if "indicator" in self.fields:
            self.fields["indicator"].required = True

    def applies(self, name: str) -> bool:
        """Whether it is still asked for."""
        return name in self.fields and super().applies(name)

    def clean(self) -> dict[str, Any]:
        """What the table would refuse without a word is said at its field."""
        cleaned = super().clean()
        baseline, target = cleaned.get("baseline"), cleaned.get("target")
        starts, until = cleaned.get("starts"), cleaned.get("until")
        if target is not None and target == baseline:
            self.add_error("target", NO_WAY)
        if starts and until and until <= starts:
            self.add_error("until", NO_PERIOD)
        return cleaned


class ProposeForm(PartForm):
    """By when top management is to decide."""

    due = day_field(_("To be decided by"), required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("due", today() + timedelta(days=DAYS_TO_DECIDE))


class ReplanForm(ReasonForm):
    """Another target or another last day, and why."""

    target = amount_field(_("Target"))
    until = day_field(_("Until"), required=True)
    due = day_field(_("To be decided by"), required=True)
    field_order = ("target", "until", "due", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        objective: Any = self.record
        self.initial.setdefault("target", f"{plain(objective.target)}")
        self.initial.setdefault("until", objective.until)
        self.initial.setdefault("due", today() + timedelta(days=DAYS_TO_DECIDE))


class AppointForm(ReasonForm):
    """Who owns it from now on, and why."""

    owner = PersonField(label=_("Owner"))
    field_order = ("owner", "reason")


class ConcludeForm(PartForm):
    """What came of it."""

    conclusion = forms.CharField(
        label=_("Conclusion"),
        help_text=_("What helped, what did not, and what follows from it."),
        max_length=TEXT_MAX,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class TellForm(PartForm):
    """To whom it was told, when and how."""

    whom = forms.CharField(
        label=_("To whom"), help_text=_("Teams, functions or groups: “Service desk, all shifts”."), max_length=500
    )
    on = day_field(_("When"), required=True)
    way = forms.ChoiceField(label=_("How"), choices=Telling.Way)
    evidence = RecordField(
        model=Record,
        label=_("Evidence"),
        required=False,
        help_text=_("Such as the meeting or the document. Type its reference."),
    )
    people = PeopleField(label=_("Who gets a notice of it now"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", today())


class NextPeriodForm(PartForm):
    """The next period: its days, its owner, where it begins and what is to be reached."""

    owner = PersonField(label=_("Owner"))
    starts = day_field(_("From"), required=True)
    until = day_field(_("Until"), required=True)
    baseline = amount_field(_("Baseline"), _("The last result, where there is one."))
    target = amount_field(_("Target"))
    reason = forms.CharField(
        label=_("What changed, and why"),
        help_text=_("Goes into the history."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept: Any = self.record
        objective = read_along(kept, self.user)
        found, owner = on_path(objective, self.user).value, objective.owner
        first, last = period_after(objective)
        begin = objective.target if found is None else rounded(objective.indicator, float(found))
        self.initial.setdefault("owner", owner.pk if owner is not None and owner.is_active else None)
        self.initial.setdefault("starts", first)
        self.initial.setdefault("until", last)
        self.initial.setdefault("baseline", f"{plain(begin)}")

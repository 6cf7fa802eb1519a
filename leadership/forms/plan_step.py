"""What the plan of an objective asks for, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadership.domain.planning import Line
from leadership.models.business_process import TEXT_MAX
from records.forms import PersonField
from records.forms.parts import PartForm, day_field
from records.labels import labels_for

if TYPE_CHECKING:
    from leadership.models import PlanStep

#: Empty lines below those there are, and lines at most.
EMPTY_LINES, LINES_MAX = 2, 40
#: What each line says, in the order of ``Line``.
SAID = ("what", "who", "resources", "by", "judged")


MISSING = {"required": gettext_lazy("Say this too, or clear the whole line")}


def _text_field(label: Any, help_text: Any = "") -> forms.CharField:
    field = forms.CharField(
        label=label,
        help_text=help_text,
        max_length=TEXT_MAX,
        error_messages=MISSING,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    del field.widget.attrs["maxlength"]
    return field


class LineForm(forms.Form):
    """A line: all of it is said, as the standard asks, or none; then it is taken out."""

    use_required_attribute = False

    what = _text_field(gettext_lazy("What is done"))
    resources = _text_field(gettext_lazy("With what"), gettext_lazy("People's time, money, tools."))
    judged = _text_field(gettext_lazy("How its result is judged"), gettext_lazy("By what one sees that it helped."))
    who = PersonField(
        label=gettext_lazy("By whom"), empty_label=gettext_lazy("Choose a person"), error_messages=MISSING
    )
    by = day_field(gettext_lazy("By when"), required=True)

    def __init__(self, *args: Any, step: PlanStep | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.step = step
        self.fields["by"].error_messages |= MISSING
        who: Any = self.fields["who"]
        who.keep(step.who_id if step else None)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed in it."""
        return not any(str(self.data.get(self.add_prefix(name), "")).strip() for name in SAID)

    def full_clean(self) -> None:
        """An empty line lacks nothing."""
        super().full_clean()
        if self.is_bound and self.is_empty:
            self.errors.clear()

    @property
    def line(self) -> Line:
        """What was typed, as the verb takes it."""
        return Line(**{name: self.cleaned_data[name] for name in SAID}, key=self.step.pk if self.step else None)


class PlanForm(PartForm):
    """All lines of a plan; one that is cleared is struck, one with an action stands as the action has it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        objective: Any = self.record
        steps = list(objective.plan.filter(dropped=None).select_related("who"))
        self.fixed = [step for step in steps if step.action_id]
        labels = labels_for({step.action_id for step in self.fixed}, self.user) if self.fixed else {}
        self.raised = [(step, labels.get(step.action_id, "")) for step in self.fixed]
        self.rows = _rows(args[0] if args else None, [step for step in steps if not step.action_id])

    def full_clean(self) -> None:
        """Look at every line, too."""
        super().full_clean()
        # Every line is looked at, also after one that needs another look.
        wrong = [at for at, row in enumerate(self.rows, start=1) if self.is_bound and not row.is_valid()]
        for number in wrong:
            self.add_error(None, _("Line %(number)s needs another look: it is marked below") % {"number": number})

    @property
    def lines(self) -> list[Line]:
        """The lines of the plan, those with an action first, as they stand."""
        fixed = [Line(step.what, step.who, step.resources, step.by, step.judged, key=step.pk) for step in self.fixed]
        return fixed + [row.line for row in self.rows if not row.is_empty]


class RaiseForm(PartForm):
    """Who does it, and by when."""

    owner = PersonField(label=gettext_lazy("Who does it"))
    due = day_field(gettext_lazy("By when"), required=True)


def _rows(data: Any, steps: list[PlanStep]) -> list[LineForm]:
    """The lines there are, and empty ones; with what was sent, those that were sent."""
    known = {f"s{step.pk}": step for step in steps}
    if data is None:
        stored = [
            LineForm(
                prefix=prefix, step=step, initial={name: getattr(step, name) for name in SAID} | {"who": step.who_id}
            )
            for prefix, step in known.items()
        ]
        return stored + [LineForm(prefix=f"n{place}") for place in range(EMPTY_LINES)]
    names = [*known, *(f"n{place}" for place in range(LINES_MAX))]
    return [LineForm(data, prefix=name, step=known.get(name)) for name in names if f"{name}-what" in data]

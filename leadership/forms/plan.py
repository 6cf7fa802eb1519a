"""What the service management plan asks for."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from dateutil.relativedelta import relativedelta
from django import forms
from django.utils.translation import gettext_lazy as _

from leadership.domain.plans import REVIEW_MONTHS, TO_APPROVE, next_period
from leadership.models.plan import TEXT_MAX
from people.calendar import today
from records.forms import PersonField
from records.forms.fields import RecordsField
from records.forms.parts import PartForm, ReasonForm, day_field

if TYPE_CHECKING:
    from leadership.domain.plan_text import Part


class PlanPartForm(PartForm):
    """A part: what it says, what it refers to, who answers for it."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    text = forms.CharField(
        label=_("What the plan says"),
        required=False,
        max_length=TEXT_MAX,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Either here, or in the records named below, or both."),
    )
    references = RecordsField(
        label=_("Refers to"),
        required=False,
        help_text=_("References of documents and other records, with commas between."),
    )
    answers = PersonField(label=_("Answers for it"), required=False)

    def __init__(self, *args: Any, part: Part, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("version", part.version)
        self.initial.setdefault("text", part.text)
        self.initial.setdefault("references", list(part.references))
        self.initial.setdefault("answers", part.answers.pk if part.answers else None)
        fields: Any = self.fields
        fields["references"].for_person(self.user)
        fields["references"].keep_all(part.references)
        fields["answers"].keep(part.answers.pk if part.answers else None)


class ProposeForm(PartForm):
    """By when top management is to approve it."""

    due = day_field(_("By"), required=True)
    reason = forms.CharField(label=_("A word to top management"), max_length=1000, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("due", today() + TO_APPROVE)


class ApproveForm(PartForm):
    """Exactly the text on the page."""

    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)


class ReviewForm(ReasonForm):
    """What came of the review, and when the next one is."""

    due = day_field(_("Next review"), required=True)
    field_order = ("reason", "due")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("What came of it")
        self.initial.setdefault("due", today() + relativedelta(months=REVIEW_MONTHS))


class NextForm(PartForm):
    """The period of the next version."""

    starts = day_field(_("From"), required=True)
    ends = day_field(_("Until"), required=True)
    reason = forms.CharField(label=_("Why"), max_length=1000, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plan: Any = self.record
        starts, ends = next_period(plan) if plan is not None else (today(), today() + timedelta(days=364))
        self.initial.setdefault("starts", starts)
        self.initial.setdefault("ends", ends)

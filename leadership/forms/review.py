"""What management reviews ask for."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from dateutil.relativedelta import relativedelta
from django import forms
from django.utils.translation import gettext_lazy as _

from communication.forms.meeting import ThereForm
from communication.models import Meeting
from leadership.domain.reviews.content import QUESTIONS
from leadership.domain.reviews.holding import label_of
from leadership.forms.fields import OfKindField
from leadership.models import Review, ReviewDecision
from leadership.models.resource import ResourceType
from leadership.models.review import REASON_MAX, Verdict
from parties.models import Contact
from people.calendar import month_end, today
from people.forms import PeopleField
from people.models import User
from records.forms import PersonField
from records.forms.parts import PartForm, day_field
from records.holders import holders_of
from standard.roles import TOP_MANAGEMENT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from leadership.models import ReviewBlock

#: Working days that the figures lie frozen before the meeting, where nobody says otherwise; and weeks until it.
FREEZE_BEFORE, WEEKS_AHEAD = 7, 4
#: When it begins, and how long it takes, where nobody says otherwise.
AT, LASTS = time(9), timedelta(hours=2, minutes=30)
#: Months of the period of a first review.
MONTHS = 3


class ReviewForm(ThereForm):
    """A review with its meeting; a new one follows the one before."""

    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    link = forms.URLField(
        label=_("Link"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("For those who join from elsewhere."),
    )
    chair = PersonField(label=_("Chair"), help_text=_("Of top management."))
    minute_taker = PersonField(label=_("Takes the minutes"), help_text=_("Somebody else than who chairs."))
    people = PeopleField(
        label=_("Who of us takes part"),
        required=False,
        help_text=_(
            "Whoever chairs and whoever takes the minutes come in any case; so do presenters, once they are named, unless you take them out here."
        ),
    )
    contacts = OfKindField(
        model=Contact,
        label=_("Who of other organisations"),
        required=False,
        help_text=_("References of contacts with commas between, such as CON-2026-0001."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meeting = self.instance.meeting if self.instance.pk else Meeting()
        self.begin_with(meeting)
        if self.instance.pk:
            self._fill(meeting)
        else:
            self._propose()

    def _fill(self, meeting: Meeting) -> None:
        for name in ("place", "link"):
            self.initial[name] = getattr(meeting, name)
        for name in ("chair", "minute_taker"):
            key = getattr(meeting, f"{name}_id")
            self.initial[name] = key
            field: Any = self.fields[name]
            field.keep(key)
        among = meeting.participants.all()
        self.initial["people"] = [each.person_id for each in among if each.person_id]
        guests = [each.contact_id for each in among if each.contact_id]
        contacts: Any = self.fields["contacts"]
        contacts.keep_all(guests)
        self.initial["contacts"] = guests

    def _propose(self) -> None:
        """The next period, a day in four weeks, top management and whoever plans it."""
        first, last = next_period(self.user)
        over = _working_day(last + timedelta(days=1))
        day = max(_working_day(today() + timedelta(weeks=WEEKS_AHEAD)), working_days_after(over, FREEZE_BEFORE))
        top = list(holders_of(TOP_MANAGEMENT).order_by("pk"))
        proposed = {
            "title": str(_("Management review, %(month)s") % {"month": f"{last:%m/%Y}"}),
            "period_from": first,
            "period_until": last,
            "freeze_on": working_days_before(day, FREEZE_BEFORE),
            "starts": datetime.combine(day, AT),
            "ends": datetime.combine(day, AT) + LASTS,
            "owner": self.user.pk,
            "chair": top[0].pk if top else None,
            "minute_taker": self.user.pk,
            "people": [person.pk for person in top],
        }
        self.initial = {**proposed, **{name: value for name, value in self.initial.items() if value not in (None, "")}}

    def clean(self) -> dict[str, Any]:
        """Its period is one, and who chairs does not write the minutes that they approve."""
        cleaned = super().clean()
        first, last = cleaned.get("period_from"), cleaned.get("period_until")
        if first and last and last < first:
            self.add_error("period_until", _("The period must end on or after the day it begins"))
        if cleaned.get("chair") and cleaned.get("chair") == cleaned.get("minute_taker"):
            self.add_error("minute_taker", _("Whoever chairs approves the minutes: let somebody else take them"))
        return cleaned


class PresentersForm(PartForm):
    """Who presents which input, and by when it is released."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        review: Any = self.record
        self.blocks = list(review.blocks.select_related("presenter"))
        for block in self.blocks:
            self._add(block)

    def _add(self, block: ReviewBlock) -> None:
        label = f"{block.code}. {block.title}"
        person = PersonField(label=label, required=False, empty_label=_("Nobody"))
        person.keep(block.presenter_id)
        self.fields[f"presenter-{block.code}"] = person
        self.fields[f"due-{block.code}"] = day_field(_("%(input)s, release by") % {"input": label})
        self.initial.setdefault(f"presenter-{block.code}", block.presenter_id)
        self.initial.setdefault(f"due-{block.code}", block.due)

    @property
    def lines(self) -> list[tuple[ReviewBlock, Any, Any]]:
        """Each input with its two fields."""
        return [(block, self[f"presenter-{block.code}"], self[f"due-{block.code}"]) for block in self.blocks]

    @property
    def presenters(self) -> Mapping[str, tuple[User | None, date | None]]:
        """What was answered, by input."""
        sent = self.cleaned_data
        return {block.code: (sent[f"presenter-{block.code}"], sent[f"due-{block.code}"]) for block in self.blocks}


class DecideForm(PartForm):
    """A decision: what, about what, and who carries it out."""

    #: What is asked of resources alone.
    OF_RESOURCES = ("type", "amount", "unit")

    what = forms.CharField(label=_("What was decided"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    outcome = forms.ChoiceField(
        label=_("Decided"),
        choices=ReviewDecision.Outcome.choices,
        initial=ReviewDecision.Outcome.APPROVED,
        widget=forms.RadioSelect,
    )
    kind = forms.ChoiceField(
        label=_("About"),
        choices=ReviewDecision.Kind.choices,
        initial=ReviewDecision.Kind.ACTION,
        help_text=_("What is approved is carried on as a record of this kind."),
    )
    owner = PersonField(
        label=_("Who carries it out"),
        required=False,
        empty_label=_("Nobody yet"),
        help_text=_("Needed, with a day, for what is approved."),
    )
    due = day_field(_("By when"))
    type = forms.ChoiceField(label=_("Kind of resource"), choices=[("", "—"), *ResourceType.choices], required=False)
    amount = forms.DecimalField(label=_("How much more"), max_digits=14, decimal_places=2, required=False)
    unit = forms.CharField(
        label=_("Counted in"), max_length=20, required=False, help_text=_("For money its currency, such as EUR.")
    )
    decided_by = PersonField(label=_("Who decided"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        review: Any = self.record
        self.initial.setdefault("decided_by", review.meeting.chair_id)

    def clean(self) -> dict[str, Any]:
        """Resources say of what kind and how much; nothing else does."""
        cleaned: dict[str, Any] = super().clean() or {}
        asks = cleaned.get("kind") == ReviewDecision.Kind.RESOURCES
        asks = asks and cleaned.get("outcome") == ReviewDecision.Outcome.APPROVED
        if asks and not cleaned.get("type"):
            self.add_error("type", _("Say of what kind"))
        if asks and not cleaned.get("amount"):
            self.add_error("amount", _("Say how much more"))
        return cleaned

    def about(self) -> dict[str, Any]:
        """What is said of resources, as their request takes it."""
        kind, unit = self.cleaned_data["type"], self.cleaned_data["unit"]
        is_money = kind == ResourceType.MONEY
        counted = {"currency": unit.upper()[:3]} if is_money else {"unit": unit}
        return {"type": kind, "amount": self.cleaned_data["amount"], **(counted if kind != ResourceType.PEOPLE else {})}


class AlongForm(forms.Form):
    """Somebody who is there and was not asked to come."""

    along = PersonField(
        label=_("Somebody else who is there"),
        required=False,
        empty_label=_("Nobody"),
        help_text=_("They take part as those above do, and stand in the minutes."),
    )


class ConcludeForm(PartForm):
    """Top management's conclusion, each answer with its reason."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in QUESTIONS:
            self._ask(name)
        self.initial.setdefault("version", self.record.version if self.record else 0)

    def _ask(self, name: str) -> None:
        review: Any = self.record
        label = label_of(name)
        self.fields[name] = forms.ChoiceField(
            label=label, choices=Verdict.choices, widget=forms.RadioSelect, required=False
        )
        why = forms.CharField(
            label=_("%(verdict)s, because") % {"verdict": label},
            max_length=REASON_MAX,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
        why.widget.attrs.pop("maxlength", None)
        self.fields[f"{name}_why"] = why
        self.initial.setdefault(name, getattr(review, name))
        self.initial.setdefault(f"{name}_why", getattr(review, f"{name}_why"))


class SignForm(PartForm):
    """A signature under exactly what the page shows."""

    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    password = forms.CharField(
        label=_("Your password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "class": "w-m"}),
        help_text=_("It stands for your signature."),
        strip=False,
    )


def next_period(user: User) -> tuple[date, date]:
    """The days after the last review's period until the end of a quarter; of a first review this quarter."""
    last = _quarter_end(today())
    seen = Review.objects.visible_to(user).current().exclude(state="cancelled")
    earlier = seen.order_by("-period_until").first()
    if earlier is not None:
        first = earlier.period_until + timedelta(days=1)
        return first, max(last, _quarter_end(first))
    return last - relativedelta(months=MONTHS) + timedelta(days=1), last


def working_days_before(day: date, count: int) -> date:
    """So many days before a day, Saturdays and Sundays left out."""
    while count:
        day -= timedelta(days=1)
        count -= day.isoweekday() <= 5  # noqa: PLR2004 - Friday
    return day


def working_days_after(day: date, count: int) -> date:
    """So many days after a day, Saturdays and Sundays left out."""
    while count:
        day += timedelta(days=1)
        count -= day.isoweekday() <= 5  # noqa: PLR2004 - Friday
    return day


def _working_day(day: date) -> date:
    return day + timedelta(days=max(8 - day.isoweekday(), 0) if day.isoweekday() > 5 else 0)  # noqa: PLR2004 - Friday


def _quarter_end(day: date) -> date:
    last = day.month + (-day.month) % MONTHS
    return month_end(day.replace(day=1, month=last))

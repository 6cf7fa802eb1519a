"""Forms of agreements."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.domain.drafting import LEVELS, STILL_OPEN, clashes, strangeness
from agreements.domain.life import DAY
from agreements.enums import Evidence
from agreements.models import PRIORITY_MAX, PRIORITY_MIN, ExceptionClause, Target, WorkloadLimit
from agreements.models.sla import plain_number
from people.calendar import today
from records.forms import RecordForm
from records.forms.parts import PartForm, ReasonForm, day_field
from services.models import Calendar, Service

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agreements.models import Agreement

#: Empty rows below those there are, and the most rows of a table.
EMPTY_ROWS, ROWS_MAX = 3, 200
#: States of services that can be agreed on.
AGREED_ON = ("planned", "live", "being_removed")


class AgreementForm(RecordForm):
    """An agreement, and the services it is about; of one that was agreed only who looks after it."""

    covers: Any = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Services"),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("Of the catalogue. Each service stands under one agreement with a customer at a time."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.state != "draft":
            for name in set(self.fields) - STILL_OPEN - set(self.OWN):
                del self.fields[name]
            return
        chosen = set(self.instance.agreed_services.values_list("service", flat=True)) if self.instance.pk else set()
        offered = Service.objects.visible_to(self.user).current().filter(state__in=AGREED_ON)
        field: Any = self.fields["covers"]
        field.queryset = (offered | Service.objects.visible_to(self.user).filter(pk__in=chosen)).order_by("title")
        field.label_from_instance = lambda service: f"{service.title} ({service.code})"
        self.initial.setdefault("covers", sorted(chosen))

    def applies(self, name: str) -> bool:
        """Whether it is still asked for."""
        return name in self.fields and super().applies(name)

    def clean(self) -> dict[str, Any]:
        """It ends after it begins."""
        cleaned = super().clean()
        first, last = cleaned.get("valid_from"), cleaned.get("valid_until")
        if first and last and last < first:
            self.add_error("valid_until", _("It must end on or after the day from which it is valid"))
        return cleaned


class AgreeForm(PartForm):
    """How both parties agreed."""

    agreed_how = forms.ChoiceField(label=gettext_lazy("Agreed by"), choices=Evidence)
    evidence_note = forms.CharField(
        label=gettext_lazy("Where the evidence is"),
        help_text=gettext_lazy(
            "Who agreed for each party. Not needed where the signed agreement hangs on it as a file."
        ),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    agreed_on = day_field(gettext_lazy("Agreed on"), required=True)
    proposes = ("agreed_how", "evidence_note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("agreed_on", today())


class RenewForm(ReasonForm):
    """From when the next edition holds."""

    edition = forms.CharField(
        label=gettext_lazy("Edition"), max_length=20, widget=forms.TextInput(attrs={"class": "w-n"})
    )
    valid_from = day_field(gettext_lazy("Valid from"), required=True)
    valid_until = day_field(gettext_lazy("Valid until"))
    field_order = ("edition", "valid_from", "valid_until", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agreement: Any = self.record
        follows = agreement.valid_until + DAY if agreement.valid_until else max(today(), agreement.valid_from + DAY)
        self.initial.setdefault("valid_from", follows)
        self.initial.setdefault("edition", next_edition(agreement.edition))


def next_edition(edition: str) -> str:
    """The edition after one: 2.0 after 1.0; anything else is named by whoever renews."""
    whole = edition.partition(".")[0]
    return f"{int(whole) + 1}.0" if whole.isascii() and whole.isdigit() else edition


class TargetForm(forms.ModelForm):  # type: ignore[type-arg]
    """One service level target."""

    class Meta:
        model = Target
        fields = (
            "metric",
            "ticket_type",
            "priority",
            "service",
            "comparator",
            "value",
            "unit",
            "share",
            "calendar",
            "warn_at",
            "source",
        )

    def __init__(self, *args: Any, offers: Offers, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields
        choices["service"].queryset, choices["service"].label = offers.services, _("Service")
        choices["calendar"].queryset, choices["calendar"].label = offers.calendars, _("Counted by")
        choices["service"].empty_label, choices["calendar"].empty_label = _("all of them"), _("the support hours")
        choices["service"].label_from_instance = choices["calendar"].label_from_instance = lambda row: row.title
        choices["ticket_type"].choices = [("", _("all tickets")), *choices["ticket_type"].choices[1:]]
        numbers = [(number, str(number)) for number in range(PRIORITY_MIN, PRIORITY_MAX + 1)]
        choices["priority"].widget = forms.Select(choices=[("", _("all")), *numbers])

    def clean(self) -> dict[str, Any]:
        """It can be measured as it is written."""
        cleaned = super().clean() or {}
        if not self.errors and cleaned.get("value") is not None:
            target = _row(self)
            if why := strangeness(target):
                self.add_error("priority" if target.priority and not target.unit else "unit", why)
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """The agreement comes with the table."""
        return {*super()._get_validation_exclusions(), "agreement"}  # type: ignore[misc]

    def validate_constraints(self) -> None:
        """Rows are held against each other by the table, not against those they take the place of."""

    def validate_unique(self) -> None:
        """The same."""


class LimitForm(forms.ModelForm):  # type: ignore[type-arg]
    """How much the customer may bring a month."""

    class Meta:
        model = WorkloadLimit
        fields = ("ticket_type", "a_month")


class ExceptionForm(forms.ModelForm):  # type: ignore[type-arg]
    """A case in which a missed target does not count."""

    class Meta:
        model = ExceptionClause
        fields = ("code", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}


class Offers:
    """What rows of targets are chosen from."""

    def __init__(self, agreement: Agreement, user: Any) -> None:
        agreed = agreement.agreed_services.values("service")
        self.services = Service.objects.visible_to(user).filter(pk__in=agreed).order_by("title")
        self.calendars = Calendar.objects.visible_to(user).current().order_by("title")


def _table(form: Any) -> Any:
    return forms.formset_factory(form, extra=EMPTY_ROWS, can_delete=True, max_num=ROWS_MAX, absolute_max=ROWS_MAX)


#: The tables of an agreement: prefix, its form, and the manager of its rows.
TABLES: dict[str, tuple[Any, str]] = {
    "targets": (_table(TargetForm), "targets"),
    "limits": (_table(LimitForm), "workload_limits"),
    "exceptions": (_table(ExceptionForm), "exceptions"),
}


class TermsForm(PartForm):
    """The tables of an agreement: targets, workload limits and exceptions, each row changed, added or taken out."""

    record: Agreement

    def __init__(self, data: Any = None, files: Any = None, **kwargs: Any) -> None:
        super().__init__(data, files, **kwargs)
        self.tables = {name: self._table_of(name, data) for name in TABLES}

    def _table_of(self, name: str, data: Any) -> Any:
        table, manager = TABLES[name]
        fields = table.form._meta.fields
        rows = [_as_written(row, fields) for row in getattr(self.record, manager).all()]
        about = {"offers": Offers(self.record, self.user)} if name == "targets" else {}
        return table(data, prefix=name, initial=rows, form_kwargs=about)

    def clean(self) -> dict[str, Any]:
        """Every row is right by itself, and no two are for the same case."""
        cleaned = super().clean() or {}
        for name, table in self.tables.items():
            if not table.is_valid():
                self._say_wrong(table)
            cleaned[name] = [_row(form) for form in _left(table)]
        if not self.errors:
            self._keep_apart(_left(self.tables["targets"]), clashes(cleaned["targets"]), _("case"))
            self._keep_apart(*_twice(self.tables["limits"], "ticket_type"), _("kind of ticket"))
            self._keep_apart(*_twice(self.tables["exceptions"], "code"), _("clause"))
        return cleaned

    def _say_wrong(self, table: Any) -> None:
        wrong = [str(place) for place, form in enumerate(table.forms, 1) if form.errors]
        self.add_error(None, _("Look at row %(rows)s of the table below again") % {"rows": ", ".join(wrong) or "1"})

    def _keep_apart(self, rows: Sequence[Any], found: Sequence[tuple[int, int]], what: str) -> None:
        for first, second in found:
            numbers = {"a": _number(rows[first]), "b": _number(rows[second]), "what": what}
            message = _("Rows %(a)d and %(b)d are for the same %(what)s: take one out or tell them apart") % numbers
            rows[second].add_error(None, message)
            self.add_error(None, message)


class PrioritiesForm(forms.Form):
    """The priority of each impact and urgency; without one, of an agreement, as for everybody."""

    def __init__(self, *args: Any, is_for_all: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        numbers = [(str(number), str(number)) for number in range(PRIORITY_MIN, PRIORITY_MAX + 1)]
        for impact in LEVELS:
            for urgency in LEVELS:
                label = _("Impact %(impact)d, urgency %(urgency)d") % {"impact": impact, "urgency": urgency}
                choices = numbers if is_for_all else [("", _("as for all")), *numbers]
                field = forms.ChoiceField(label=label, choices=choices, required=is_for_all)
                self.fields[f"p_{impact}_{urgency}"] = field

    @property
    def rows(self) -> list[tuple[int, list[forms.BoundField]]]:
        """The fields as a table: a row for each impact, a column for each urgency."""
        return [(impact, [self[f"p_{impact}_{urgency}"] for urgency in LEVELS]) for impact in LEVELS]

    @property
    def priorities(self) -> dict[tuple[int, int], int]:
        """What was chosen, by impact and urgency."""
        found = {(i, u): self.cleaned_data.get(f"p_{i}_{u}") for i in LEVELS for u in LEVELS}
        return {case: int(priority) for case, priority in found.items() if priority}


class AgreementPrioritiesForm(PrioritiesForm, PartForm):
    """The same for one agreement."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, is_for_all=False, **kwargs)

    def clean(self) -> dict[str, Any]:
        """The priorities as the verb takes them."""
        super().clean()
        return {"token": self.cleaned_data.get("token"), "priorities": self.priorities}


def _as_written(row: Any, fields: Any) -> dict[str, Any]:
    """What a row says, its numbers without zeros that say nothing."""
    said = forms.model_to_dict(row, fields)
    return {name: plain_number(value) if isinstance(value, Decimal) else value for name, value in said.items()}


def _left(table: Any) -> list[Any]:
    """The rows of a table that say something and are not to be taken out."""
    return [
        form for form in table.forms if form.has_changed() | bool(form.initial) and not table._should_delete_form(form)
    ]


def _row(form: Any) -> Any:
    return form._meta.model(**{name: value for name, value in form.cleaned_data.items() if name != "DELETE"})


def _twice(table: Any, name: str) -> tuple[list[Any], list[tuple[int, int]]]:
    rows = _left(table)
    said = [form.cleaned_data.get(name) for form in rows]
    return rows, [(said.index(value), place) for place, value in enumerate(said) if said.index(value) < place]


def _number(form: Any) -> int:
    return int(form.prefix.rpartition("-")[2]) + 1

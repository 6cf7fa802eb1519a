"""What a process asks for: its words, activities, items, interfaces, and the owners of those that are adopted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.models import User
from processes.catalogue import starts
from processes.domain.copies import copy_of
from processes.domain.defining import Met, Step, strangeness
from processes.enums import Part
from processes.forms.fields import ClausesField, DocumentsField
from processes.models import AppliedDocument, Interface, ItemMet, Process
from processes.models.process import TEXT_MAX
from records.forms import PersonField, RecordForm
from records.forms.fields import RecordField
from records.forms.parts import PartForm, ReasonForm
from records.labels import plain_labels_for
from records.models import Record
from standard.catalogue import role_label
from standard.models import RequirementItem
from standard.roles import ROLES, SHORT

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Empty rows below the activities there are, and rows at most.
EMPTY_ROWS, ROWS_MAX = 2, 40
#: What is still asked of a process that is not being written.
ALWAYS_OPEN = frozenset({"owner", "restricted"})


class ProcessForm(RecordForm):
    """The words of a process; of one that is not being written only who looks after it."""

    clauses = ClausesField(
        label=gettext_lazy("Clauses"),
        help_text=gettext_lazy("Their numbers with commas between, such as 8.6.1. Their items are asked for next."),
        max_length=400,
        required=False,
    )
    documents = DocumentsField(
        label=gettext_lazy("Policies and documents"),
        help_text=gettext_lazy("That apply to it: their references with commas between, such as POL-001."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            return
        if self.instance.state != "draft":
            for name in set(self.fields) - ALWAYS_OPEN - set(self.OWN):
                del self.fields[name]
            return
        links = self.instance.clause_links.order_by("clause__sort_key")
        self.initial.setdefault("clauses", ", ".join(links.values_list("clause__number", flat=True)))
        applied = AppliedDocument.objects.filter(process=self.instance).values_list("document_id", flat=True)
        self.initial.setdefault("documents", list(applied))
        documents: Any = self.fields["documents"]
        documents.keep_all(applied)

    def applies(self, name: str) -> bool:
        """Whether it is still asked for."""
        return name in self.fields and super().applies(name)


class ActivityRow(forms.Form):
    """An activity: its title, what is done, and the part of each of the twelve roles."""

    title = forms.CharField(label=gettext_lazy("Activity"), max_length=200, required=False)
    what = forms.CharField(
        label=gettext_lazy("What is done"),
        max_length=TEXT_MAX,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    place = forms.IntegerField(
        label=gettext_lazy("Place"),
        min_value=1,
        max_value=999,
        required=False,
        widget=forms.NumberInput(attrs={"class": "w-n"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        letters = [("", "-"), *((part.value, part.value) for part in Part)]
        for role in ROLES:
            field = forms.ChoiceField(label=SHORT[role], choices=letters, required=False)
            field.widget.attrs["title"] = role_label(role)
            self.fields[role] = field
        del self.fields["what"].widget.attrs["maxlength"]

    @property
    def parts(self) -> list[tuple[str, Any]]:
        """The full name of each role, and its field."""
        return [(role_label(role), self[role]) for role in ROLES]

    @property
    def raci(self) -> dict[str, str]:
        """The part of each role that has one."""
        return {role: self.cleaned_data[role] for role in ROLES if self.cleaned_data.get(role)}

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said in it: it is no activity then."""
        return not (self.cleaned_data.get("title") or self.cleaned_data.get("what") or self.raci)

    def clean(self) -> dict[str, Any]:
        """It has a title, and exactly one role is accountable."""
        cleaned = super().clean() or {}
        if self.errors or self.is_empty:
            return cleaned
        if not cleaned.get("title"):
            self.add_error("title", _("Say what the activity is called, or clear its row"))
        if why := strangeness(self.raci):
            self.add_error(None, why)
        return cleaned


class ActivitiesForm(PartForm):
    """All activities of a process, in the order of their places; a row that is cleared is taken out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        data = args[0] if args else None
        self.rows = _sent_rows(data) if data is not None else _stored_rows(self.record)

    def full_clean(self) -> None:
        """Look at every row, too."""
        super().full_clean()
        # Every row is looked at, also after one that needs another look.
        for number, row in [
            (at, row) for at, row in enumerate(self.rows, start=1) if self.is_bound and not row.is_valid()
        ]:
            said = row.non_field_errors() or next(iter(row.errors.values()))
            self.add_error(None, _("Activity %(number)s: %(why)s") % {"number": number, "why": said[0]})

    @property
    def steps(self) -> list[Step]:
        """The activities that were typed, in order."""
        kept = [(row.cleaned_data.get("place") or ROWS_MAX * ROWS_MAX, row) for row in self.rows if not row.is_empty]
        kept.sort(key=lambda pair: pair[0])
        return [Step(row.cleaned_data["title"], row.cleaned_data.get("what", ""), row.raci) for _place, row in kept]


class ItemsForm(PartForm):
    """How each requirement item of the clauses of a process is met here, and where that shows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        process: Any = self.record
        asked = {item.item for item in copy_of(process).items}
        self.items = list(
            RequirementItem.objects.filter(identifier__in=asked).select_related("clause").order_by("clause__sort_key")
        )
        met = {row.item_id: row for row in ItemMet.objects.filter(process=process)}
        for item in self.items:
            self._ask(item, met.get(item.pk))

    def _ask(self, item: RequirementItem, row: ItemMet | None) -> None:
        how = forms.CharField(
            label=_("How it is met here"),
            max_length=TEXT_MAX,
            required=False,
            initial=row.how if row else "",
            widget=forms.Textarea(attrs={"rows": 2}),
        )
        del how.widget.attrs["maxlength"]
        evidence = RecordField(model=Record, label=_("Where it shows"), required=False)
        evidence.initial = row.evidence_id if row else None
        evidence.keep(row.evidence_id if row else None)
        evidence.for_person(self.user)
        self.fields[f"how_{item.pk}"], self.fields[f"evidence_{item.pk}"] = how, evidence

    @property
    def rows(self) -> list[tuple[RequirementItem, Any, Any]]:
        """Each item with its two fields."""
        return [(item, self[f"how_{item.pk}"], self[f"evidence_{item.pk}"]) for item in self.items]

    @property
    def met(self) -> list[Met]:
        """What was typed, as the verb takes it."""
        said = self.cleaned_data
        return [Met(item, said[f"how_{item.pk}"].strip(), said[f"evidence_{item.pk}"]) for item in self.items]


class ConnectForm(PartForm):
    """An interface with another process."""

    way = forms.ChoiceField(
        label=gettext_lazy("This process"),
        choices=[("gives", gettext_lazy("gives to")), ("gets", gettext_lazy("gets from"))],
    )
    other = RecordField(
        model=Process, label=gettext_lazy("Other process"), help_text=gettext_lazy("Type its name or key.")
    )
    flow = forms.CharField(label=gettext_lazy("What flows"), max_length=200)


class DisconnectForm(ReasonForm):
    """Which interface it has no more."""

    interface = forms.TypedChoiceField(label=gettext_lazy("What to take away"), choices=(), empty_value=None)
    field_order = ("interface", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = _interfaces_of(self.record)
        others = {each.pk: each.source_id + each.target_id - (self.record.pk if self.record else 0) for each in found}
        labels = plain_labels_for(others.values(), self.user)
        named = {str(each.pk): f"{labels[others[each.pk]]}: {each.flow}" for each in found}
        field: Any = self.fields["interface"]
        field.choices = [("", _("Choose one")), *named.items()]
        field.coerce = {str(each.pk): each for each in found}.get


class AdoptForm(PartForm):
    """Which starting points are adopted, and who owns each."""

    def __init__(self, *args: Any, offered: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = [starts()[key] for key in offered]
        people = list(User.objects.filter(is_active=True).order_by("display_name").values_list("pk", "display_name"))
        for start in self.offered:
            self.fields[f"chosen_{start.key}"] = forms.BooleanField(label=start.name, required=False)
            owner = PersonField(
                label=_("Owner of %(name)s") % {"name": start.name}, required=False, empty_label=_("Choose its owner")
            )
            owner.choices = [("", _("Choose its owner")), *people]
            self.fields[f"owner_{start.key}"] = owner

    @property
    def rows(self) -> list[tuple[Any, Any, Any]]:
        """Each starting point with its two fields."""
        return [(start, self[f"chosen_{start.key}"], self[f"owner_{start.key}"]) for start in self.offered]

    @property
    def chosen(self) -> dict[str, User]:
        """The owner of each that was chosen."""
        said = self.cleaned_data
        return {start.key: said[f"owner_{start.key}"] for start in self.offered if said.get(f"chosen_{start.key}")}

    def clean(self) -> dict[str, Any]:
        """At least one, each with an owner."""
        cleaned = super().clean() or {}
        keys = [start.key for start in self.offered if cleaned.get(f"chosen_{start.key}")]
        for key in keys:
            if not cleaned.get(f"owner_{key}") and f"owner_{key}" not in self.errors:
                self.add_error(f"owner_{key}", _("Choose who owns it"))
        if not keys:
            self.add_error(None, _("Tick the processes that you adopt"))
        return cleaned


def _interfaces_of(record: Any) -> list[Interface]:
    if record is None:
        return []
    rows = Interface.objects.filter(source=record.pk) | Interface.objects.filter(target=record.pk)
    return list(rows.order_by("pk"))


def _stored_rows(process: Any) -> list[ActivityRow]:
    stored: list[dict[str, Any]] = [
        {"title": each.title, "what": each.what, "place": each.place, **each.raci} for each in process.activities.all()
    ]
    rows = [*stored, *({"place": len(stored) + more} for more in range(1, EMPTY_ROWS + 1))]
    return [ActivityRow(prefix=f"a{number}", initial=values) for number, values in enumerate(rows)]


def _sent_rows(data: Any) -> list[ActivityRow]:
    return [
        ActivityRow(data, prefix=f"a{number}") for number in range(ROWS_MAX + EMPTY_ROWS) if f"a{number}-title" in data
    ]

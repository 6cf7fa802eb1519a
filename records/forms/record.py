"""The form every kind of record is created and edited with."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.db import models
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from people.models import User
from records.forms.fields import LinesField, PersonField, RecordField, RecordsField, TitleField
from records.models import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.forms import BoundField

    from records.kind import FieldGroup, Kind


@dataclass(frozen=True)
class Part:
    """A group of the form, ready to be drawn."""

    group: FieldGroup
    fields: list[BoundField]

    @property
    def anchor(self) -> str:
        """The id that the list of parts links to."""
        return f"part-{self.fields[0].name}" if self.fields else "part"

    @property
    def errors(self) -> int:
        """How many of its fields need another look."""
        return sum(1 for field in self.fields if field.errors)


def new_token() -> str:
    """A mark for one rendering of a form, so that sending it twice acts once."""
    return secrets.token_urlsafe(24)


#: What a field that others depend on carries, so that htmx draws the fields anew when it changes.
REDRAWS = {"hx-post": "?_redraw=1", "hx-target": "#form-parts", "hx-include": "closest form", "hx-trigger": "change"}


class RecordForm(forms.ModelForm):  # type: ignore[type-arg]
    """The fields of a kind, with the version they started from and the mark of this rendering.

    A room's own form class may declare fields that are no columns of the record: see ``extra_answers``.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)
    token = forms.CharField(widget=forms.HiddenInput, max_length=64)
    reason = forms.CharField(
        label=_("Reason for this change"),
        help_text=_("Goes into the history."),
        max_length=300,
        required=False,
    )

    #: Fields that belong to the form itself and not to the record.
    OWN = ("version", "token", "reason")
    #: Whether it is drawn while one still types, or to be read only: without complaints.
    is_draft = False

    def __init__(self, *args: Any, kind: Kind, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.user = user
        self.initial.setdefault("token", new_token())
        self.initial.setdefault("version", self.instance.version)
        if self.instance.pk is None:
            del self.fields["reason"]
        for name in kind.labels.keys() & self.fields.keys():
            self.fields[name].label = str(kind.labels[name])
        for other, _values in kind.depends.values():
            self.fields[other].widget.attrs.update(REDRAWS)
        for name, field in self.fields.items():
            if isinstance(field, RecordField | RecordsField):
                field.for_person(user)
            if kind.depends:
                # What is typed while htmx draws the fields anew stays: the field itself is kept.
                field.widget.attrs["hx-preserve"] = "true"
            if isinstance(field, PersonField | RecordField):
                field.keep(getattr(self.instance, f"{name}_id", None))
            _announce_limit(field)

    @property
    def errors(self) -> ErrorDict:
        """What needs another look; nothing in a draft."""
        return ErrorDict() if self.is_draft else super().errors

    def lock(self) -> None:
        """Leave what was typed to be read and copied, not to be changed or sent."""
        self.is_draft = True
        for field in self.fields.values():
            is_text = isinstance(field.widget, forms.TextInput | forms.NumberInput | forms.Textarea)
            field.widget.attrs["readonly" if is_text else "disabled"] = True

    @property
    def parts(self) -> list[Part]:
        """Groups with the fields that apply, in order; the reason for a change stands last."""
        parts = [Part(group, [self[name] for name in group.fields if self.applies(name)]) for group in self.kind.groups]
        if "reason" in self.fields:
            parts[-1].fields.append(self["reason"])
        return [part for part in parts if part.fields]

    def applies(self, name: str) -> bool:
        """Whether a field is asked for, given what another field says just now."""
        if name not in self.kind.depends:
            return True
        other, values = self.kind.depends[name]
        return str(self[other].value() or "") in values

    def clean(self) -> dict[str, Any]:
        """Drop what does not apply: a hidden field keeps no forgotten value. Lines that say the same stay as stored."""
        cleaned = super().clean() or {}
        for name in cleaned.keys() - set(self.changed_data):
            if isinstance(self.fields[name], LinesField) and isinstance(self.initial.get(name), str):
                cleaned[name] = self.initial[name]
        for name in self.kind.depends:
            if name in cleaned and not self.applies(name):
                cleaned[name] = getattr(self.fields[name], "empty_value", None)
        for first, last in self.kind.periods:
            if cleaned.get(first) and cleaned.get(last) and cleaned[last] < cleaned[first]:
                self.add_error(last, _("The last day must be on or after the first"))
        return cleaned

    @property
    def changes_record(self) -> bool:
        """Whether a field of the record differs from what it began with."""
        return not set(self.OWN).issuperset(self.changed_data)

    def look_for_clash(self) -> None:
        """Ask once more whether another record has a value that only one may have, and say so at its field."""
        self.validate_unique()
        unasked = {field.name for field in self.instance._meta.fields} - set(self.columns)
        try:
            self.instance.validate_constraints(exclude=unasked)
        except forms.ValidationError as clash:
            self.add_error(None, clash)

    @property
    def columns(self) -> list[str]:
        """The names of its fields that are columns of the record."""
        known = {field.name for field in self.instance._meta.concrete_fields}
        return [name for name in self.fields if name in known]

    @property
    def extra_answers(self) -> dict[str, Any]:
        """What was answered beside columns, such as people to invite, child rows or a file: for the kind's verbs."""
        apart = {*self.columns, *self.OWN}
        return {name: value for name, value in self.cleaned_data.items() if name not in apart}

    @property
    def own_cleaned(self) -> Mapping[str, Any]:
        """What was sent beside the record's fields."""
        return {name: self.cleaned_data.get(name) for name in self.OWN}


def form_class_of(kind: Kind) -> type[RecordForm]:
    """The form of a kind, over the fields its groups name."""
    return _form_class(kind.model, kind.form_class or RecordForm, tuple(kind.form_fields))


@cache
def _form_class(model: type[Record], form: type[RecordForm], names: tuple[str, ...]) -> type[RecordForm]:
    """Made once, since lists ask for it too."""
    made: Any = forms.modelform_factory(model, form=form, fields=list(names), formfield_callback=form_field)
    return cast("type[RecordForm]", made)


def form_field(field: models.Field[Any, Any], **options: Any) -> forms.Field | None:
    """The form field of a model field, as this product draws it."""
    if isinstance(field, models.ForeignKey):
        return _relation_field(field, options)
    if field.name == "title":
        options["form_class"] = TitleField
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        options["widget"] = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    if isinstance(field, models.URLField):
        options["assume_scheme"] = "https"
    if isinstance(field, models.TextField):
        options["widget"] = forms.Textarea(attrs={"rows": 4})
        options["form_class"] = LinesField
    return field.formfield(**options)


def _relation_field(field: models.ForeignKey[Any, Any], options: dict[str, Any]) -> forms.Field | None:
    model = field.related_model
    about: dict[str, Any] = {
        "label": field.verbose_name,
        "help_text": field.help_text,
        "required": not field.blank,
        "limit": field.get_limit_choices_to(),
    }
    if model is User:
        return PersonField(**about)
    if isinstance(model, type) and issubclass(model, Record):
        return RecordField(model=model, **about)
    return field.formfield(**options)


def _announce_limit(field: forms.Field) -> None:
    """Long texts keep what is too long and say so; a browser's maxlength would cut it silently."""
    if isinstance(field.widget, forms.Textarea):
        field.widget.attrs.pop("maxlength", None)

"""Fields that name people and records."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.models import Group
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from people.models import User
from records.access.standing import ROLE_KIND
from records.forms.select import LongSelect
from records.labels import text_for
from records.models import Record

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Conditions as Django's ``limit_choices_to`` has them.
Limit = Q | dict[str, Any]


class PersonField(forms.ModelChoiceField):
    """A person with an account that is active, or whoever stood there before."""

    widget = LongSelect

    def __init__(self, *, limit: Limit | None = None, **options: Any) -> None:
        self.offered = User.objects.filter(is_active=True).complex_filter(limit or {})
        options.setdefault("empty_label", _("Choose a person") if options.get("required", True) else _("Nobody yet"))
        super().__init__(queryset=self.offered.order_by("display_name"), **options)

    def keep(self, key: int | None) -> None:
        """Leave the person who stands there now on offer, so that saving something else does not drop them."""
        kept = User.objects.filter(Q(pk__in=self.offered.values("pk")) | Q(pk=key))
        self.queryset = kept.order_by("display_name")

    def to_python(self, value: Any) -> Any:
        """The person; one who is offered no longer is named, since the list was drawn before."""
        try:
            return super().to_python(value)
        except forms.ValidationError:
            gone = User.objects.filter(pk=value, is_active=False).first() if str(value).isdecimal() else None
            if gone is None:
                raise
            message = gettext("The account of %(name)s is deactivated: choose somebody else") % {"name": gone}
            raise forms.ValidationError(message, code="deactivated") from None

    def label_from_instance(self, obj: Any) -> str:
        """The person's name."""
        return obj.display_name if obj.is_active else gettext("%(name)s (deactivated)") % {"name": obj.display_name}


class SomebodyField(forms.ChoiceField):
    """A choice out of two tables, one of them people; values are "person-7". The clean value is the row chosen."""

    widget = LongSelect
    #: By the first part of the value: the heading and what is offered, in the order shown.
    tables: dict[str, tuple[Any, Any]]
    empty: Any = ""

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=self._offered, **options)

    def _offered(self) -> list[Any]:
        groups = [
            (heading, [(f"{table}-{row.pk}", self.name_of(row)) for row in rows.all()])
            for table, (heading, rows) in self.tables.items()
        ]
        return [("", self.empty), *groups]

    def name_of(self, row: Any) -> str:
        """What a row is called."""
        return str(row)

    def clean(self, value: Any) -> Any:
        """The row chosen; raises ValidationError for one that is not offered."""
        chosen = super().clean(value)
        table, _sign, key = chosen.partition("-")
        return self.tables[table][1].get(pk=key) if chosen else None


ACTIVE_PEOPLE = User.objects.filter(is_active=True).order_by("display_name")


class HolderField(SomebodyField):
    """A person with an active account, or a group; groups first, since they are few."""

    tables = {
        "group": (_("Groups"), Group.objects.order_by("name")),
        "person": (_("People"), ACTIVE_PEOPLE),
    }
    empty = _("Choose a person or a group")


class DoerField(SomebodyField):
    """A person with an active account, or the holders of a role; the clean value is the User or the role's record."""

    empty = _("Choose a person or a role")

    def for_person(self, user: User) -> None:
        """Offer the roles that this person sees."""
        roles = Record.objects.visible_to(user).current().filter(kind=ROLE_KIND).order_by("title")
        self.tables = {"person": (_("People"), ACTIVE_PEOPLE), "role": (_("Holders of a role"), roles)}
        self.choices = self._offered  # of this copy of the field

    def name_of(self, row: Any) -> str:
        """A person's name, or the role's."""
        return row.title if isinstance(row, Record) else str(row)


class RecordInput(forms.TextInput):
    """A text field that offers references while one types; without scripts a reference is typed."""

    template_name = "records/forms/record_input.html"
    kind = ""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """The widget's context, with where offers come from and the id of the list of them."""
        context = super().get_context(name, value, attrs)
        context["widget"]["offers_url"] = reverse("records:offers", args=[self.kind or "any"])
        context["widget"]["list_id"] = f"{context['widget']['attrs'].get('id', name)}-offers"
        return context


class RecordField(forms.CharField):
    """A record the person filling in the form may see, named by its reference.

    ``for_person`` must be called before it is used: what nobody looked up for a person offers nothing.
    ``limit`` says which records fit, as ``limit_choices_to`` does.
    """

    default_error_messages = {
        "unknown": _(
            "There is no such record that you can see. Type some letters of its name and choose from the list, "
            "or type its reference, such as %(example)s."
        ),
        "unfit": _("%(reference)s cannot be chosen here."),
    }

    def __init__(self, *, model: type[Record], limit: Limit | None = None, **options: Any) -> None:
        options.pop("max_length", None)
        super().__init__(widget=RecordInput, max_length=250, empty_value=None, **options)
        self.model = model
        self.limit: Limit = limit or {}
        self.widget.kind = model.kind_key
        self._user: User | None = None
        self._kept: int | None = None

    def for_person(self, user: User) -> None:
        """Look records up among those this person may see."""
        self._user = user

    def keep(self, key: int | None) -> None:
        """Take the record that stands there now, though this person may not see it."""
        self._kept = key

    def prepare_value(self, value: Any) -> Any:
        """What the field shows for a key: reference and title, of an unseen record the reference alone."""
        if not isinstance(value, int):
            return value
        return text_for(value, self._user) if self._user is not None else ""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another record is named than at first."""
        return _reference(self.prepare_value(initial)) != _reference(data)

    def clean(self, value: Any) -> Any:
        """The record whose reference the text begins with, or whose title alone it is; else raises ValidationError."""
        text = super().clean(value)
        if not text:
            return None
        return self._kept_one(text) or self._chosen(text)

    def _kept_one(self, text: str) -> Record | None:
        """The record that stands there now, when it is the one named: who may see it does not matter."""
        named = self.model._default_manager.filter(pk=self._kept, reference__iexact=_reference(text))
        return named.first() if self._kept else None

    def _chosen(self, text: str) -> Record:
        seen = self.model.objects.visible_to(self._user)
        found = self._named(seen, text) if self._user else None
        if found is None:
            example = f"{self.model.reference_prefix or 'ORG'}-2026-0001"
            raise forms.ValidationError(self.error_messages["unknown"], "unknown", {"example": example})
        if not seen.complex_filter(self.limit).filter(pk=found.pk).exists():
            raise forms.ValidationError(self.error_messages["unfit"], "unfit", {"reference": found.reference})
        return found

    def _named(self, seen: Any, text: str) -> Record | None:
        """The record of this reference; else the only one with this title that fits, else the only one at all."""
        found: Record | None = seen.filter(reference__iexact=_reference(text)).first()
        if found is not None:
            return found
        titled = seen.current().filter(title__iexact=text.strip())
        rounds = (list(rows[:2]) for rows in (titled.complex_filter(self.limit), titled))
        return next((rows[0] for rows in rounds if len(rows) == 1), None)


class RecordsField(forms.CharField):
    """Records the person filling in the form may see, named by their references with commas between.

    The clean value is a list of records; those that stand there already may be unseen.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=1000, **options)
        self._user: User | None = None
        self._kept: list[int] = []

    def for_person(self, user: User) -> None:
        """Look records up among those this person may see."""
        self._user = user

    def keep_all(self, keys: Iterable[int]) -> None:
        """Take the records that stand there now, though this person may not see them."""
        self._kept = list(keys)

    def prepare_value(self, value: Any) -> Any:
        """The references, for keys."""
        if isinstance(value, str):
            return value
        if not value:
            return ""
        return ", ".join(Record.objects.filter(pk__in=value).order_by("reference").values_list("reference", flat=True))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether other records are named than at first."""
        return _references(self.prepare_value(initial)) != _references(data)

    def clean(self, value: Any) -> Any:
        """The records; raises ValidationError naming the references that are none this person sees."""
        wanted = _references(super().clean(value))
        named = Record.objects.filter(reference__in=wanted)
        seen = Record.objects.visible_to(self._user).filter(reference__in=wanted)
        found = list((named.filter(pk__in=self._kept) | seen).order_by("reference"))
        if unknown := wanted - {record.reference for record in found}:
            message = _("There is no record %(references)s that you can see. Look the reference up in its list.")
            raise forms.ValidationError(message, params={"references": ", ".join(_typed(value, unknown))})
        return found


def _references(text: str | None) -> set[str]:
    """The references in a text, however they are separated."""
    return {word.upper() for word in (text or "").replace(",", " ").split()}


def _typed(text: str, unknown: set[str]) -> list[str]:
    """What stands between the commas of a text and names one of these references, as it was typed."""
    return [part.strip() for part in text.split(",") if _references(part) & unknown]


def _reference(text: str | None) -> str:
    """The reference a text begins with."""
    words = (text or "").split()
    return words[0].upper() if words else ""


class LinesField(forms.CharField):
    """A text of many lines. Browsers end a line in another way than we keep it: that alone is no change."""

    def to_python(self, value: Any) -> Any:
        """The text, its lines ended as they are kept."""
        return _lines(super().to_python(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether it says something else than at first."""
        return super().has_changed(_lines(initial), _lines(data))


def _lines(text: Any) -> Any:
    """A text with the ends of lines that are kept; what is no text, as it is."""
    return text.replace("\r\n", "\n") if isinstance(text, str) else text


class TitleField(forms.CharField):
    """A line that can be read: what is invisible is cut off at its ends, and refused when there is nothing else."""

    #: Categories of characters that show nothing: control and format characters, and separators.
    UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})
    #: Characters of other categories that are drawn as nothing, such as the Hangul filler.
    FILLERS = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0")

    def to_python(self, value: Any) -> Any:
        """The text from its first to its last character that shows."""
        text = super().to_python(value) or ""
        seen = [place for place, character in enumerate(text) if self._shows(character)]
        drawn = any(unicodedata.category(text[place])[0] != "M" for place in seen)
        return text[seen[0] : seen[-1] + 1] if drawn else self.empty_value

    def _shows(self, character: str) -> bool:
        return character not in self.FILLERS and unicodedata.category(character) not in self.UNSEEN

"""Fields that name people and records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people.models import User

if TYPE_CHECKING:
    from records.models import Record


class PersonField(forms.ModelChoiceField):
    """A person with an account that is active."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("queryset", User.objects.filter(is_active=True).order_by("display_name"))
        options.setdefault("empty_label", _("Nobody yet"))
        super().__init__(**options)


class HolderField(forms.ChoiceField):
    """A person with an active account, or a group; the clean value is the User or the Group."""

    TABLES: dict[str, Any] = {
        "person": User.objects.filter(is_active=True).order_by("display_name"),
        "group": Group.objects.order_by("name"),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=self._offered, **options)

    def _offered(self) -> list[Any]:
        """Groups first: they are few."""
        people = [(f"person-{person.pk}", person.display_name) for person in self.TABLES["person"].all()]
        groups = [(f"group-{group.pk}", group.name) for group in self.TABLES["group"].all()]
        return [("", _("Choose a person or a group")), (_("Groups"), groups), (_("People"), people)]

    def clean(self, value: Any) -> Any:
        """The holder chosen; raises ValidationError for one that is not offered."""
        chosen = super().clean(value)
        table, _sign, key = chosen.partition("-")
        return self.TABLES[table].get(pk=key) if chosen else None


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
    """

    default_error_messages = {
        "unknown": _("There is no such record that you can see. Type its reference, such as %(example)s."),
    }

    def __init__(self, *, model: type[Record], **options: Any) -> None:
        options.pop("max_length", None)
        super().__init__(widget=RecordInput, max_length=250, empty_value=None, **options)
        self.model = model
        self.widget.kind = model.kind_key
        self._records: Any = None

    def for_person(self, user: User) -> None:
        """Look records up among those this person may see."""
        self._records = self.model.objects.visible_to(user)

    def prepare_value(self, value: Any) -> Any:
        """What the field shows for a key: reference and title, if they may be seen."""
        if not isinstance(value, int):
            return value
        found = self._records.filter(pk=value).first() if self._records is not None else None
        return f"{found.reference} {found.title}" if found else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another record is named than at first."""
        return (self.prepare_value(initial) or "") != (data or "")

    def clean(self, value: Any) -> Any:
        """The record whose reference the text begins with; raises ValidationError for an unknown one."""
        text = super().clean(value)
        if not text:
            return None
        found = self._records.filter(reference__iexact=text.split()[0]).first()
        if found is None:
            example = f"{self.model.reference_prefix or 'ORG'}-2026-0001"
            raise forms.ValidationError(self.error_messages["unknown"], "unknown", {"example": example})
        return found

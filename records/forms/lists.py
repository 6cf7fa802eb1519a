"""Forms about lists: keeping one under a name, doing something to many records, comparing two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from people.forms import BoxesField
from records.access.list_rules import shares_with_everybody
from records.domain.saved_filters import groups_to_share_with
from records.forms.fields import PersonField, RecordField, TitleField
from records.forms.parts import ReasonForm, day_field

if TYPE_CHECKING:
    from people.models import User
    from records.models import Record, SavedFilter


class SavedFilterForm(forms.Form):
    """The name of a saved filter, and who else sees it; ``list`` is the list as its address has it."""

    list = forms.CharField(widget=forms.HiddenInput, required=False, max_length=4000)
    name = TitleField(label=_("Name"), max_length=60, help_text=_("It stands above the list under this name."))
    opens = forms.BooleanField(label=_("Open the list with it"), required=False)
    groups = BoxesField(
        label=_("Shared with"), required=False, help_text=_("Everybody in it finds what they themselves may see.")
    )
    is_for_everybody = forms.BooleanField(label=_("Shared with everybody"), required=False)

    def __init__(self, *args: Any, user: User, saved: SavedFilter | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = groups_to_share_with(user)
        if saved is not None:
            offered = (offered | Group.objects.filter(pk__in=saved.groups.values("pk"))).distinct()
        self.fields["groups"].queryset = offered  # type: ignore[attr-defined]
        if not offered:
            del self.fields["groups"]
        if not (shares_with_everybody(user, None) or (saved is not None and saved.is_for_everybody)):
            del self.fields["is_for_everybody"]

    @property
    def sharing(self) -> dict[str, Any]:
        """With whom, also where the form did not ask."""
        answers = self.cleaned_data
        return {
            "groups": answers.get("groups", ()),
            "is_for_everybody": answers.get("is_for_everybody", False),
        }


class OwnerForm(ReasonForm):
    """Who answers for the records from now on, and why."""

    owner = PersonField(label=_("Owner"), empty_label=_("Choose a person"))
    field_order = ("owner", "reason")


class DueForm(ReasonForm):
    """By when, and why."""

    due = day_field(_("Due"), required=True)
    field_order = ("due", "reason")


class CompareForm(forms.Form):
    """Two records of a kind."""

    def __init__(self, *args: Any, model: type[Record], user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (("a", _("Record")), ("b", _("Compare with"))):
            hint = _("Its reference; offers come as you type.")
            field = self.fields[name] = RecordField(model=model, label=label, help_text=hint)
            field.for_person(user)

"""What relationships with customers ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from customers.domain import taken_unseen
from people.forms import BoxesField
from records.forms import RecordForm
from services.models import Service

if TYPE_CHECKING:
    from collections.abc import Collection

    from people.models import User


class ServicesField(BoxesField):
    """Services the person sees, as boxes to tick: those in use, and those that are taken already."""

    def for_person(self, user: User, taken: Collection[int]) -> None:
        """Offer what this person sees."""
        seen = Service.objects.visible_to(user)
        self.queryset = (seen.current().exclude(state="retired") | seen.filter(pk__in=taken)).order_by("title")

    def label_from_instance(self, obj: Any) -> str:
        """Its name and code."""
        return f"{obj.title} ({obj.code})"


class RelationshipForm(RecordForm):
    """A relationship, with the services that the customer takes."""

    services = ServicesField(label=_("Services taken"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = list(self.instance.taken_services.values_list("service", flat=True)) if self.instance.pk else []
        self.fields["services"].for_person(self.user, taken)  # type: ignore[attr-defined]
        self.initial["services"] = taken
        if self.instance.pk:
            self.fields.pop("organisation")

    def applies(self, name: str) -> bool:
        """Whose relationship it is stays: another customer has one of its own."""
        return name in self.fields and super().applies(name)

    def clean_services(self) -> list[Service]:
        """The services chosen, with those that this person does not see and so cannot take away."""
        return [*self.cleaned_data["services"], *taken_unseen(self.instance, self.user)]

"""What is asked about a requirement item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from conformity.domain.assessing import STEPS
from people.models import User
from records.domain.errors import InputError
from records.forms import RecordField
from records.forms.parts import PartForm, day_field
from records.models import Record

if TYPE_CHECKING:
    from django.http import QueryDict


class NameEvidenceForm(PartForm):
    """A record that shows an item to be met, what it shows, and until when it tells."""

    evidence = RecordField(
        model=Record, label=_("Record"), help_text=_("Type its reference or some words of its title; offers come.")
    )
    shows = forms.CharField(label=_("What it shows"), max_length=300)
    period_until = day_field(_("Tells of the time until"))

    def __init__(self, *args: Any, key: int = 0, **kwargs: Any) -> None:
        # Several stand on one page: the names stay, the ids must differ.
        super().__init__(*args, auto_id=f"id_%s_{key}", **kwargs)


def typed_about(sent: QueryDict) -> dict[str, Any]:
    """What was typed about an item: the texts that were sent, and the owner. Raises InputError for nobody we know."""
    found: dict[str, Any] = {name: sent[name] for name in ("how", "note") if name in sent}
    if "owner" in sent:
        found["owner_id"] = _owner(str(sent["owner"]))
    return found


def _owner(key: str) -> int | None:
    if not key:
        return None
    owner = User.objects.filter(pk=key, is_active=True).first() if key.isascii() and key.isdigit() else None
    if owner is None:
        raise InputError(_("Choose somebody whose account is active"), "owner")
    return owner.pk


def state_said(sent: QueryDict) -> str:
    """The state that a button says; empty for none of ours."""
    state = sent.get("state", "")
    return state if state in STEPS else ""

"""What merging asks for."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from parties.models import Contact, Organisation
from records.forms.fields import RecordField
from records.forms.parts import ReasonForm

HELP = _("Type its name or reference. It stays; the one on this page is withdrawn.")


class MergeOrganisationForm(ReasonForm):
    """Which organisation it is the same as."""

    into = RecordField(model=Organisation, label=_("It is the same as"), help_text=HELP)
    field_order = ("into", "reason")


class MergeContactForm(ReasonForm):
    """Which contact it is the same as."""

    into = RecordField(model=Contact, label=_("It is the same as"), help_text=HELP)
    field_order = ("into", "reason")

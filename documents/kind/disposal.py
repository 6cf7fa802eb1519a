"""How disposal runs look."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from documents.domain import disposal
from documents.forms import StrikeForm
from documents.models import Disposal
from records.kind import Action, FieldGroup, FieldPanel, Kind, Shows, State, Tab, Wording, person_column, text_column


class DisposalKind(Kind):
    """Disposal of documents whose retention is over (clause 7.5.3.2)."""

    model = Disposal
    room = "documents"
    slug = "disposals"
    label = _("Disposal run")
    plural = _("Disposal")
    new_label = _("What is due for disposal")
    lead = _("Documents whose retention is over, disposed of by two people: what, when, why, and by whom.")
    empty = _("Nothing has been proposed for disposal yet. See what is due.")
    icon = "archive"
    weight = 175
    not_imported = _("What is disposed of is proposed here, and confirmed by somebody else.")
    without = frozenset({"import", "sharing", "acknowledge", "readers"})

    clauses = ("7.5.3.2",)
    evidence_for = (Shows("7.5.3.2-03", _("What was disposed of after its retention, and who confirmed it")),)
    states = (
        State("proposed", _("To confirm"), "wait", "circle-dashed"),
        State("confirmed", _("Confirmed"), "good", "circle-check", is_over=True),
        State("given_up", _("Given up"), "wait", "circle-x", is_step=False, is_over=True),
    )
    columns = (
        text_column("why", _("Why")),
        person_column("confirmed_by", _("Confirmed by")),
    )
    tabs = (Tab(_("All")), Tab(_("To confirm"), {"state": "proposed"}))
    groups = (FieldGroup(_("The run"), ("title", "owner")),)
    facts = ("owner", "confirmed_by")
    panels = (FieldPanel(_("Why"), ("why",)),)
    actions = (
        Action(
            key="confirm",
            label=_("Confirm the disposal"),
            run=disposal.confirm,
            form=StrikeForm,
            asks_reason=False,
            explain=_("The contents are destroyed for good. Entries, hashes and history stay."),
            is_next=True,
            is_grave=True,
        ),
        Action(key="give_up", label=_("Give it up"), run=disposal.give_up, explain=_("Nothing of it is disposed of.")),
    )
    wordings = {"confirm": Wording(_("Confirm the disposal"), _("confirmed it, struck out: %(struck)s"))}

"""How agreements look."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from agreements.domain import life
from agreements.models import Agreement
from records.kind import (
    Action,
    FieldGroup,
    FieldPanel,
    Kind,
    Shows,
    State,
    Tab,
    choice_column,
    date_column,
    record_column,
    text_column,
)


class AgreementKind(Kind):
    """Service level agreements (clause 8.3.3)."""

    model = Agreement
    room = "agreements"
    slug = "slas"
    label = _("Service level agreement")
    plural = _("Service level agreements")
    new_label = _("New agreement")
    lead = _("What we agreed with each customer on the level of services, and until when.")
    empty = _("Agreements with customers stand here, with their targets.")
    icon = "file-text"
    weight = 10

    clauses = ("8.3.3",)
    evidence_for = (Shows("8.3.3-01", _("What was agreed with a customer, for which services, and how")),)
    states = (
        State("draft", _("Draft"), "wait", "circle-dashed"),
        State("agreed", _("Agreed"), "good", "circle-check"),
        State("renewed", _("Renewed"), "wait", "archive", is_step=False, is_over=True),
        State("ended", _("Ended"), "wait", "archive", is_over=True),
    )
    columns = (
        record_column("customer", _("Customer")),
        text_column("edition", _("Edition"), default=False),
        date_column("valid_from", _("From")),
        date_column("valid_until", _("Until")),
        choice_column("report_every", _("Report"), default=False),
    )
    tabs = (Tab(_("All")), Tab(_("Agreed"), {"state": "agreed"}), Tab(_("My own"), {"owner": "me"}))
    groups = (
        FieldGroup(_("Who and how long"), ("title", "customer", "edition", "valid_from", "valid_until")),
        FieldGroup(_("Hours"), ("service_hours", "support_hours")),
        FieldGroup(_("How the clock counts"), ("pausing", "reopening", "repricing")),
        FieldGroup(_("How it was agreed"), ("agreed_how", "evidence_note", "terms")),
        FieldGroup(_("Who looks after it"), ("report_every", "owner", "due", "restricted")),
    )
    facts = (
        "customer",
        "owner",
        "edition",
        "valid_from",
        "valid_until",
        "due",
        "service_hours",
        "support_hours",
        "agreed_how",
        "agreed_on",
        "report_every",
        "pausing",
        "reopening",
        "repricing",
        "supersedes",
    )
    panels = (FieldPanel(_("How it was agreed"), ("evidence_note",)), FieldPanel(_("Other terms"), ("terms",)))
    actions = (
        Action(key="agree", label=_("Record the agreement"), run=life.agree, is_next=True),
        Action(key="renew", label=_("Renew"), run=life.renew),
        Action(key="end", label=_("End"), run=life.end),
    )

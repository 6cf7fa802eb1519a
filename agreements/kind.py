"""How agreements look."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from agreements.domain import drafting, life
from agreements.forms import AgreeForm, AgreementForm, RenewForm
from agreements.models import Agreement
from records.kind import (
    Action,
    FieldGroup,
    FieldPanel,
    Kind,
    Shows,
    State,
    Tab,
    Wording,
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
    evidence_for = (
        Shows("8.3.3-01", _("What was agreed with a customer, for which services, and how")),
        Shows("8.3.3-02", _("The service level agreement of these services")),
        Shows("8.3.3-03", _("Its service level targets")),
        Shows("8.3.3-04", _("Its workload limits and exceptions")),
    )
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
        FieldGroup(
            _("What it is about"),
            ("covers",),
            _("Its targets, workload limits and exceptions are written on its page, once it is recorded."),
        ),
        FieldGroup(_("Hours"), ("service_hours", "support_hours")),
        FieldGroup(_("How the clock counts"), ("pausing", "reopening", "repricing")),
        FieldGroup(_("Other terms"), ("terms",)),
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
    labels = {"due": _("Review by")}
    days_before = (30, 7)
    form_class = AgreementForm
    actions = (
        Action(
            key="agree",
            label=_("Record the agreement"),
            run=life.agree,
            form=AgreeForm,
            explain=_(
                "From now on it holds as it stands. The edition before it ends on the day before this one begins."
            ),
            is_next=True,
        ),
        Action(
            key="renew",
            label=_("Renew"),
            run=life.renew,
            form=RenewForm,
            explain=_("A draft of the next edition is begun, with all that this one says. This one holds until then."),
        ),
        Action(key="end", label=_("End"), run=life.end, explain=_("It holds until today, and no longer.")),
    )
    wordings = {
        "set_terms": Wording(
            _("Write targets, limits and exceptions"),
            _("wrote %(targets)s targets, %(limits)s workload limits and %(exceptions)s exceptions"),
        ),
        "set_priorities": Wording(_("Set priorities"), _("set its own priorities for %(cases)s cases")),
    }
    create = staticmethod(drafting.create_agreement)
    edit = staticmethod(drafting.edit_agreement)

"""How organisations and contacts look."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parties.domain import keeping
from parties.domain.merging import merge
from parties.forms import MergeContactForm, MergeOrganisationForm
from parties.models import Contact, Organisation
from records.kind import (
    Action,
    Column,
    FieldGroup,
    FieldPanel,
    Filter,
    Kind,
    Shows,
    State,
    Tab,
    Wording,
    record_column,
    text_column,
)

if TYPE_CHECKING:
    from people.models import User

#: What an organisation can be to us: field and words.
PARTS = tuple((field.name, field.verbose_name) for field in Organisation._meta.local_fields if field.name[:3] == "is_")
STATES = (
    State("active", _("Active"), "good", "circle-check", is_step=False),
    State("former", _("Former"), "wait", "archive", is_step=False),
)
ACTIONS = (
    Action(
        key="part",
        label=_("Mark as former"),
        run=keeping.part,
        explain=_("It stays on record with all that was done, and is marked as former."),
    ),
    Action(key="resume", label=_("Mark as active"), run=keeping.resume),
)
MERGE = Action(
    key="merge",
    label=_("Merge with another"),
    run=merge,
    explain=_("Two records of the same become one: what points to this one is pointed to the other. You see it first."),
)
WORDINGS = {"merge": Wording(_("Merge duplicates"), _("merged it with %(other)s"))}


def parts_of(organisation: Any) -> str:
    """What an organisation is to us, in words."""
    return ", ".join(str(words) for name, words in PARTS if getattr(organisation, name))


def _with_part(value: str, _user: User) -> Q:
    return Q(**{value: True})


class OrganisationKind(Kind):
    """Organisations we have to do with."""

    model = Organisation
    room = "parties"
    slug = "organisations"
    label = _("Organisation")
    plural = _("Organisations")
    new_label = _("New organisation")
    lead = _("Customers, suppliers, regulators and others: one record each, whatever they are to us.")
    empty = _("Organisations we have to do with stand here, so that other records can name them.")
    icon = "building"
    weight = 10
    labels = {"title": _("Name")}

    clauses = ("4.2",)
    evidence_for = (Shows("4.2-01", _("The organisation is known to us, and what it is to us")),)
    states = STATES
    columns = (
        Column(key="parts", label=_("Is our"), value=parts_of),
        text_column("registration", _("Registration number"), default=False),
        text_column("website", _("Website"), default=False),
    )
    filters = (Filter(key="part", label=_("Is our"), options=lambda _user: PARTS, condition=_with_part),)
    tabs = (
        Tab(_("All")),
        Tab(_("Customers"), {"part": "is_customer"}),
        Tab(_("Suppliers"), {"part": "is_supplier"}),
        Tab(_("My own"), {"owner": "me"}),
    )
    groups = (
        FieldGroup(_("Who it is"), ("title", "registration", "website", "address")),
        FieldGroup(_("What it is to us"), tuple(name for name, _words in PARTS), _("Choose all that hold.")),
        FieldGroup(_("Who looks after it"), ("owner", "about", "restricted")),
    )
    facts = ("owner", "registration", "website", "merged_into")
    panels = (
        FieldPanel(_("About it"), ("address", "about")),
        FieldPanel(_("What it is to us"), tuple(name for name, _words in PARTS)),
    )
    actions = (*ACTIONS, replace(MERGE, form=MergeOrganisationForm))
    wordings = WORDINGS


class ContactKind(Kind):
    """People at other organisations."""

    model = Contact
    room = "parties"
    slug = "contacts"
    label = _("Contact")
    plural = _("Contacts")
    new_label = _("New contact")
    lead = _("People at other organisations. They have no account here.")
    empty = _("People we talk to at other organisations stand here.")
    icon = "address-book"
    weight = 20
    labels = {"title": _("Name")}

    clauses = ("4.2",)
    states = STATES
    columns = (
        record_column("organisation", _("Organisation")),
        text_column("job_title", _("Job title")),
        text_column("email", _("E-mail")),
        text_column("phone", _("Telephone"), default=False),
    )
    tabs = (Tab(_("All")), Tab(_("My own"), {"owner": "me"}))
    groups = (
        FieldGroup(_("Who it is"), ("title", "organisation", "job_title", "is_main")),
        FieldGroup(_("How to reach them"), ("email", "phone")),
        FieldGroup(_("Who looks after it"), ("owner", "about", "restricted")),
    )
    facts = ("organisation", "job_title", "email", "phone", "is_main", "owner", "merged_into")
    panels = (FieldPanel(_("About the contact"), ("about",)),)
    actions = (*ACTIONS, replace(MERGE, form=MergeContactForm))
    wordings = WORDINGS

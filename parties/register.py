"""What the parties' room declares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from jobs.kinds import JobKind
from parties import review_inputs
from parties.domain.merging import MERGE_JOB
from parties.domain.merging_job import run_merge
from parties.kind import ContactKind, OrganisationKind
from parties.models import Contact
from shell.registry import (
    Group,
    KeptAs,
    Panel,
    ReviewInput,
    Room,
    registry,
)
from standard.roles import COMMUNICATION_COORDINATOR, CUSTOMER_LIAISON, RISK_COMPLIANCE_MANAGER, TECHNOLOGY_MANAGER

if TYPE_CHECKING:
    from people.models import User

ORGANISATION = OrganisationKind()
CONTACT = ContactKind()


def contacts_of(organisation: Any, user: User) -> Any:
    """The people at an organisation that ``user`` may see."""
    contacts = Contact.objects.visible_to(user).current().filter(organisation=organisation)
    return contacts.order_by("title")[:50]


registry.add(
    Room(
        key="parties",
        label=_("Parties"),
        group=Group.PLAN,
        icon="building-community",
        roles=(CUSTOMER_LIAISON, COMMUNICATION_COORDINATOR, RISK_COMPLIANCE_MANAGER, TECHNOLOGY_MANAGER),
    ),
    ORGANISATION,
    CONTACT,
    ORGANISATION.navigation(),
    CONTACT.navigation(),
    KeptAs(key="8.3.2/register-of-customers-users-and-interested-parties", kind="organisation"),
    Panel(key="parties.contacts", kind="organisation", room="parties", title=_("Contacts"), rows=contacts_of),
    JobKind(key=MERGE_JOB, label=_("Merge two records of the same"), run=run_merge),
    ReviewInput(
        key="parties.suppliers",
        code="i",
        title=_("Suppliers"),
        collect=review_inputs.suppliers,
        weight=10,
    ),
)

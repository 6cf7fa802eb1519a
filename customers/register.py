"""What the customer liaison officers' room declares."""

from django.utils.translation import gettext_lazy as _

from customers import panels, review_inputs
from customers.kind import CustomerRelationshipKind
from shell.registry import (
    Group,
    Panel,
    ReviewInput,
    Room,
    ScopeCheck,
    registry,
)
from standard.roles import CUSTOMER_LIAISON, SERVICE_MANAGEMENT_TEAM, SMR

RELATIONSHIP = CustomerRelationshipKind()

registry.add(
    Room(
        key="customers",
        label=_("Customers"),
        group=Group.DELIVER,
        icon="users",
        roles=(CUSTOMER_LIAISON, SERVICE_MANAGEMENT_TEAM, SMR),
    ),
    RELATIONSHIP,
    RELATIONSHIP.navigation(),
    Panel(
        key="customers.services",
        kind="customer-relationship",
        room="customers",
        title=_("Services taken"),
        rows=panels.services_panel,
        template="customers/panels/services.html",
        weight=10,
    ),
    Panel(
        key="customers.contacts",
        kind="customer-relationship",
        room="customers",
        title=_("Contacts"),
        rows=panels.contacts_panel,
        weight=20,
    ),
    Panel(
        key="customers.looked_after",
        kind="organisation",
        room="customers",
        title=_("Who looks after it as a customer"),
        rows=panels.looked_after,
        template="customers/panels/looked_after.html",
        weight=10,
    ),
    Panel(
        key="customers.takers",
        kind="service",
        room="customers",
        title=_("Customers that take it"),
        rows=panels.takers,
        weight=50,
    ),
    ScopeCheck(
        key="customers.taken",
        label=_("Services out of scope that customers take"),
        explain=_("Say with the customer that it is out, or take it in."),
        find=panels.taken_out_of_scope,
        weight=50,
    ),
    ReviewInput(
        key="customers.customers",
        code="e",
        title=_("Customers"),
        collect=review_inputs.customers,
        weight=30,
    ),
)

"""What the customer liaison officers' room declares."""

from django.utils.translation import gettext_lazy as _

from customers.kind import CustomerRelationshipKind
from shell.registry import Group, Room, registry
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
)

"""What the service portfolio declares."""

from django.utils.translation import gettext_lazy as _

from services.kind import CalendarKind, CatalogueItemKind, ServiceKind
from shell.registry import Group, Room, registry
from standard.roles import CUSTOMER_LIAISON, PROCESS_OWNER, SERVICE_MANAGEMENT_TEAM, SMR, TECHNOLOGY_MANAGER

SERVICE = ServiceKind()
ITEM = CatalogueItemKind()
CALENDAR = CalendarKind()

registry.add(
    Room(
        key="services",
        label=_("Services"),
        group=Group.PLAN,
        icon="server",
        roles=(SERVICE_MANAGEMENT_TEAM, SMR, CUSTOMER_LIAISON, PROCESS_OWNER, TECHNOLOGY_MANAGER),
    ),
    SERVICE,
    ITEM,
    CALENDAR,
    SERVICE.navigation(),
    ITEM.navigation(),
    CALENDAR.navigation(),
)

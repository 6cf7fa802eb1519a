"""What the room of agreements declares."""

from django.utils.translation import gettext_lazy as _

from agreements.kind import AgreementKind
from shell.registry import Group, Room, registry
from standard.roles import CUSTOMER_LIAISON, SERVICE_MANAGEMENT_TEAM, SMR

AGREEMENT = AgreementKind()

registry.add(
    Room(
        key="agreements",
        label=_("Agreements"),
        group=Group.DELIVER,
        icon="file-text",
        roles=(SERVICE_MANAGEMENT_TEAM, CUSTOMER_LIAISON, SMR),
    ),
    AGREEMENT,
    AGREEMENT.navigation(),
)

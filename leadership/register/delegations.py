"""Delegated authority."""

from django.utils.translation import gettext_lazy as _

from leadership.domain.delegations import both_of, ends_due
from leadership.kind import DelegationKind
from leadership.panels import delegation
from shell.registry import NavigationEntry, Panel, Reminder, RoleSight, registry
from standard.roles import TOP_MANAGEMENT

DELEGATION = DelegationKind()

registry.add(
    DELEGATION,
    DELEGATION.navigation(),
    NavigationEntry(
        key="leadership.deciding",
        room="leadership",
        label=_("Who may decide"),
        url_name="leadership:deciding",
        weight=75,
    ),
    RoleSight(key="leadership.delegations", role=TOP_MANAGEMENT, kind="delegation"),
    Panel(
        key="leadership.delegation",
        kind="delegation",
        room="leadership",
        title=_("Authority"),
        rows=delegation.shown,
        template="leadership/panels/delegation.html",
        leads=True,
    ),
    Reminder(
        key="leadership.delegation",
        title=_("Delegated authority ends"),
        due=ends_due,
        told=both_of,
        days_before=(30, 7),
    ),
)

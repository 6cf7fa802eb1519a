"""What the roles' room declares."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from jobs.kinds import JobKind, Schedule
from people.models import ACCOUNT_PAGE
from roles import review_inputs
from roles.domain.catalogue import record_missing_roles
from roles.domain.leaving import HAND_OVER, carry_out_hand_over, leave
from roles.domain.upkeep import keep_up
from roles.kind import AbsenceKind, AssignmentKind, RoleKind
from roles.panels import of_person, of_role, scopes_of
from roles.paper import print_authority
from shell.registry import (
    Departure,
    Founding,
    Group,
    NavigationEntry,
    Panel,
    ReviewInput,
    Room,
    registry,
)
from standard.roles import SMR, TOP_MANAGEMENT

ROLE = RoleKind()
ASSIGNMENT = AssignmentKind()
ABSENCE = AbsenceKind()

registry.add(
    Room(key="roles", label=_("Roles"), group=Group.LEAD, icon="id-badge-2", roles=(TOP_MANAGEMENT, SMR)),
    NavigationEntry(
        key="roles.overview", room="roles", label=_("Who holds what"), url_name="roles:overview", weight=10
    ),
    NavigationEntry(key="roles.authority", room="roles", label=_("Authority"), url_name="roles:authority", weight=20),
    NavigationEntry(
        key="roles.responsibilities",
        room="roles",
        label=_("Responsibilities"),
        url_name="roles:responsibilities",
        weight=30,
    ),
    ROLE,
    ASSIGNMENT,
    ABSENCE,
    ROLE.navigation(),
    ASSIGNMENT.navigation(),
    ABSENCE.navigation(),
    Panel(key="roles.holders", kind="role", room="roles", title=_("Who holds it, and held it"), rows=of_role),
    Panel(
        key="roles.scopes",
        kind="assignment",
        room="roles",
        title=_("Held for these records"),
        rows=scopes_of,
        template="roles/panels/scopes.html",
    ),
    Panel(
        key="roles.person",
        kind=ACCOUNT_PAGE,
        room="roles",
        title=_("Roles and absences"),
        rows=of_person,
        template="roles/panels/person.html",
    ),
    Founding(key="roles.twelve", run=record_missing_roles),
    Departure(
        key="roles.leave",
        says=_(
            "Roles end at once, and open tasks go to the deputy, else to the role. To choose who gets them, hand over first."
        ),
        run=leave,
    ),
    JobKind(key=HAND_OVER, label=_("Hand work over"), run=carry_out_hand_over, time_limit=timedelta(hours=1)),
    JobKind(key="roles.paper", label=_("Print responsibilities and authorities"), run=print_authority),
    JobKind(key="roles.keep_up", label=_("End roles whose term has passed"), run=keep_up),
    Schedule(key="roles.keep_up", job="roles.keep_up", every=timedelta(hours=1)),
    ReviewInput(
        key="roles.holders",
        code="j",
        title=_("Roles"),
        collect=review_inputs.holders,
        weight=20,
    ),
)

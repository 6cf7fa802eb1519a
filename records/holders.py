"""Who holds a role today, and whom a task waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from people.calendar import today
from people.models import User
from records.access.standing import HOLD, in_force, standing_of
from records.models import RecordUserPermission, StandIn, Task

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet


def holders_of(role: str) -> QuerySet[User]:
    """Active people who hold a role today by its key, deputies of absent holders among them."""
    return _holding(Q(role=role))


def holders_of_record(role: int) -> QuerySet[User]:
    """The same by the key of the role's record, as tasks have it."""
    return holders_of_records([role])


def holders_of_records(roles: Sequence[int]) -> QuerySet[User]:
    """Holders of any of several roles, by the keys of the roles' records."""
    return _holding(Q(content_object_id__in=roles))


def people_to_tell(task: Task) -> Sequence[User]:
    """Active people for whom a task waits today: its assignee, else who stands in for them, or its role's holders."""
    if task.assignee_id is None:
        return list(holders_of_record(task.role_id or 0))
    return list(_in_stead_of(task.assignee_id)) or list(User.objects.filter(pk=task.assignee_id, is_active=True))


def tasks_waiting_for(user: User) -> QuerySet[Task]:
    """Open tasks that are the person's own to do, those of their roles, and those of whom they stand in for."""
    standing = standing_of(user)
    own = Q(assignee__in=[user.pk, *sorted(standing.covers)])
    return Task.objects.filter(own | Q(role__in=sorted(standing.role_records)), done=None)


def _holding(which: Q) -> QuerySet[User]:
    held = RecordUserPermission.objects.filter(which, in_force(), user=OuterRef("pk"), permission__codename=HOLD)
    return User.objects.filter(Exists(held), is_active=True)


def _in_stead_of(absent: int) -> QuerySet[User]:
    day = today()
    covers = StandIn.objects.filter(absent=absent, deputy=OuterRef("pk"), since__lte=day, until__gte=day)
    return User.objects.filter(Exists(covers), is_active=True)

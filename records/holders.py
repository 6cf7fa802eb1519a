"""Who holds a role today, and whom a task waits for."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from people.calendar import today
from people.models import User
from records.access.standing import GOVERN, HOLD, VIEW, in_force, in_term, standing_of
from records.access.visibility import one_of, visibility_sql
from records.models import KindSight, RecordGroupPermission, RecordUserPermission, StandIn, Task

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from django.db.models import QuerySet

    from records.models import Record


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


def count_waiting_for(user: User, limit: int) -> int:
    """How many of them are about current records that the person sees, counted no further than ``limit``."""
    waiting, values = _waiting_sql(user)
    return _number(f"SELECT COUNT(*) FROM (SELECT 1 {waiting} LIMIT %s) AS found", [*values, limit])  # noqa: S608 - as below


def count_records_waiting_for(user: User, kind: str) -> int:
    """How many current records that the person sees have a task of a kind that waits for them."""
    waiting, values = _waiting_sql(user)
    return _number(f"SELECT COUNT(DISTINCT t.record_id) {waiting} AND t.kind = %s", [*values, kind])


def who_see(records: Sequence[Record]) -> dict[int, set[int]]:
    """The active people who see each restricted record, by keys: what ``can_see`` says of each, in five queries for all."""
    if not records:
        return {}
    day = today()
    active = set(User.objects.filter(is_active=True).values_list("pk", flat=True))
    given = _given({key for record in records for key in (record.pk, record.scope_id) if key})
    sights = _pairs(KindSight.objects.filter(in_force()).values_list("kind", "user_id"))
    deputies = _pairs(StandIn.objects.filter(since__lte=day, until__gte=day).values_list("absent_id", "deputy_id"))
    return {
        record.pk: active
        & {record.owner_id or 0, *deputies[record.owner_id], *sights[record.kind]}.union(
            given[VIEW, record.pk], given[GOVERN, record.pk], given[GOVERN, record.scope_id]
        )
        for record in records
    }


def _waiting_sql(user: User) -> tuple[str, list[Any]]:
    """``tasks_waiting_for`` on current records that the person sees, written out, as the navigation counts them on every page."""
    standing = standing_of(user)
    people, roles = [user.pk, *sorted(standing.covers)], sorted(standing.role_records)
    own = " OR ".join([one_of("t.assignee_id", people), *([one_of("t.role_id", roles)] if roles else [])])
    seen, about = visibility_sql(user, "r")
    sql = (
        f"FROM records_task t WHERE ({own}) AND t.done IS NULL AND EXISTS"  # noqa: S608 - our own SQL, values apart
        f' (SELECT 1 FROM "records_record" r WHERE r.id = t.record_id AND NOT r.withdrawn AND {seen})'
    )
    return sql, [*people, *roles, *about]


def _number(sql: str, values: Sequence[Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.fetchone()[0])


def _given(records: Collection[int]) -> dict[Any, set[int]]:
    """Who was given sight or government of records, by right and record."""
    which = Q(content_object_id__in=records, permission__codename__in=[VIEW, GOVERN])
    own = RecordUserPermission.objects.filter(which, in_force())
    groups = RecordGroupPermission.objects.filter(which, in_term(), group__user__isnull=False)
    columns = ("permission__codename", "content_object_id")
    rows = (*own.values_list(*columns, "user_id"), *groups.values_list(*columns, "group__user"))
    return _pairs(((right, record), person) for right, record, person in rows)


def _pairs(rows: Iterable[tuple[Any, int]]) -> dict[Any, set[int]]:
    found: dict[Any, set[int]] = defaultdict(set)
    for key, person in rows:
        found[key].add(person)
    return found


def _holding(which: Q) -> QuerySet[User]:
    held = RecordUserPermission.objects.filter(which, in_force(), user=OuterRef("pk"), permission__codename=HOLD)
    return User.objects.filter(Exists(held), is_active=True)


def _in_stead_of(absent: int) -> QuerySet[User]:
    day = today()
    covers = StandIn.objects.filter(absent=absent, deputy=OuterRef("pk"), since__lte=day, until__gte=day)
    return User.objects.filter(Exists(covers), is_active=True)

"""What is late, of what a person sees: one by one, and counted by whom it waits for and where it belongs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Count, Exists, Min, OuterRef, Q, Value
from django.utils.translation import gettext as _

from people.calendar import today
from people.models import User
from records.access.standing import HOLD, in_force
from records.kind import all_kinds
from records.models import Record, RecordUserPermission, Task
from records.reminders.due import RECORD, TASK, Due, awaited, open_tasks
from records.reminders.lead_times import subject_of
from shell.registry import Room, registry

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from django.db.models import QuerySet

NOBODY, VACANT = "nobody", "vacant"


@dataclass(frozen=True)
class Filters:
    """What of the late things is shown: for whom, of which room, tasks or records, how many days late at least."""

    who: str = ""
    room: str = ""
    what: str = ""
    days: int = 0


@dataclass(frozen=True)
class Late:
    """How much is late under a heading, and since when; ``who`` or ``room`` narrows the page to it."""

    label: str
    count: int
    since: date
    who: str = ""
    room: str = ""
    is_vacant: bool = False


class LateThings:
    """The late tasks and records that one person sees, narrowed by filters."""

    def __init__(self, user: User, filters: Filters) -> None:
        seen = Record.objects.visible_to(user)
        before = today() - timedelta(days=max(filters.days - 1, 0))
        tasks: QuerySet[Task] = open_tasks(Task.objects.filter(record__in=seen, due__lt=before))
        records: QuerySet[Any] = awaited(seen).filter(due__lt=before)
        if filters.room:
            kinds = _kinds_of(filters.room)
            tasks, records = tasks.filter(record__kind__in=kinds), records.filter(kind__in=kinds)
        if filters.who:
            of_tasks, of_records = _for_whom(filters.who)
            tasks, records = tasks.filter(of_tasks), records.filter(of_records)
        self.tasks = tasks.none() if filters.what == RECORD else tasks
        self.records = records.none() if filters.what == TASK else records

    def in_order(self) -> QuerySet[Any]:
        """All as triples of source, key and day, the latest first: made for a page of them to be read."""
        tasks = self.tasks.annotate(source=Value(TASK, output_field=CharField()))
        records = self.records.annotate(source=Value(RECORD, output_field=CharField()))
        both = (
            tasks.order_by()
            .values_list("source", "pk", "due")
            .union(records.order_by().values_list("source", "pk", "due"), all=True)
        )
        return both.order_by("due", "source", "pk")

    def by_person(self) -> list[Late]:
        """Late things by the person they wait for; records without an owner wait for nobody."""
        rows = _summed(
            self.tasks.exclude(assignee=None).values_list("assignee", Value("")),
            self.records.values_list("owner", Value("")),
        )
        people = User.objects.in_bulk([key for key, _name in rows if key is not None])
        return _sorted(
            Late(_name_of(people.get(key)), count, since, who=f"person-{key}" if key else NOBODY, is_vacant=key is None)
            for (key, _name), (count, since) in rows.items()
        )

    def by_role(self) -> list[Late]:
        """Late tasks by the role they wait for; those of roles that nobody holds first, under one heading."""
        tasks = self.tasks.exclude(role=None)
        held = _summed(tasks.filter(_is_held()).values_list("role", "role_name"))
        vacant = tasks.filter(~_is_held()).aggregate(count=Count("pk"), since=Min("due"))
        found = _sorted(Late(name, n, since, who=f"role-{key}") for (key, name), (n, since) in held.items())
        if not vacant["count"]:
            return found
        nobody = Late(_("Nobody holds this role"), vacant["count"], vacant["since"], who=VACANT, is_vacant=True)
        return [nobody, *found]

    def by_room(self) -> list[Late]:
        """Late things by the room their kind of record belongs to."""
        rooms = {kind.key: kind.room for kind in all_kinds()}
        rows = _summed(self.tasks.values_list("record__kind", Value("")), self.records.values_list("kind", Value("")))
        found: dict[str, tuple[int, date]] = {}
        for (kind, _name), counted in rows.items():
            found[rooms[kind]] = _added(found.get(rooms[kind]), counted)
        return _sorted(
            Late(str(registry.get(Room, room).label), count, since, room=room) for room, (count, since) in found.items()
        )


def late_things(keys: Sequence[tuple[str, int]], user: User) -> list[Due]:
    """The things with these sources and keys, in their order, as far as the person sees them."""
    seen = Record.objects.visible_to(user)
    tasks = Task.objects.filter(pk__in=_of(TASK, keys), record__in=seen).select_related("record", "assignee")
    found: dict[tuple[str, int], Due] = {
        (TASK, task.pk): Due(TASK, task.pk, task.due, task.record, subject_of(task), task, task.title) for task in tasks
    }
    for record in seen.filter(pk__in=_of(RECORD, keys), due__isnull=False).select_related("owner"):
        found[RECORD, record.pk] = Due(RECORD, record.pk, record.due, record, record.kind)
    return [found[key] for key in keys if key in found]


def rooms_with_days() -> list[tuple[str, str]]:
    """Rooms whose kinds of record can be late, by key and name."""
    with_kinds = {kind.room for kind in all_kinds()}
    return [(room.key, str(room.label)) for room in registry.all(Room) if room.key in with_kinds]


def vacant_roles(keys: Iterable[int]) -> set[int]:
    """Those roles, by the keys of their records, that nobody holds today."""
    wanted = set(keys)
    held = _holdings().filter(content_object_id__in=wanted).values_list("content_object_id", flat=True)
    return wanted - set(held)


def _of(source: str, keys: Sequence[tuple[str, int]]) -> list[int]:
    return [key for found, key in keys if found == source]


def _kinds_of(room: str) -> list[str]:
    return [kind.key for kind in all_kinds() if kind.room == room]


def _for_whom(who: str) -> tuple[Q, Q]:
    """The conditions on tasks and on records that wait for a person, a role, or nobody."""
    none = Q(pk__in=[])
    what, _sign, key = who.partition("-")
    if who == NOBODY:
        return none, Q(owner=None)
    if who == VACANT:
        return Q(role__isnull=False) & ~_is_held(), none
    if what == "person":
        return Q(assignee=key), Q(owner=key)
    return Q(role=key), none


def _holdings() -> QuerySet[Any]:
    return RecordUserPermission.objects.filter(in_force(), permission__codename=HOLD, user__is_active=True)


def _is_held() -> Q:
    return Q(Exists(_holdings().filter(content_object_id=OuterRef("role"))))


def _summed(*parts: QuerySet[Any]) -> dict[tuple[Any, str], tuple[int, date]]:
    """How many, and since when, by what the rows of each part begin with."""
    found: dict[tuple[Any, str], tuple[int, date]] = {}
    for part in parts:
        for key, name, count, since in part.order_by().annotate(n=Count("pk"), since=Min("due")):
            found[key, name] = _added(found.get((key, name)), (count, since))
    return found


def _added(one: tuple[int, date] | None, other: tuple[int, date]) -> tuple[int, date]:
    return (one[0] + other[0], min(one[1], other[1])) if one else other


def _sorted(found: Iterable[Late]) -> list[Late]:
    """Those that have waited longest first; what waits for nobody before all."""
    return sorted(found, key=lambda late: (not late.is_vacant, late.since, late.label))


def _name_of(person: User | None) -> str:
    if person is None:
        return _("Nobody")
    return person.display_name if person.is_active else _("%(name)s (deactivated)") % {"name": person.display_name}

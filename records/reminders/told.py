"""Whom a thing waits for, and to whom it is brought when it stays late; each only what they see."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Q

from people.models import User
from records.access.standing import GOVERN, in_force, in_term
from records.access.visibility import can_see
from records.holders import holders_of, people_to_tell
from records.models import RecordGroupPermission, RecordUserPermission, Task
from records.reminders.stages import TO_OWNER, TO_SMR
from shell.registry import Reminder, registry
from standard.roles import SMR

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from records.models import Record
    from records.reminders.due import Due


class Audience:
    """Whom to tell, with people, holders and grants read for many things at once.

    Call ``prepare`` before asking about things; people whose account is closed are never among those told.
    """

    def __init__(self) -> None:
        self.people: dict[int, User] = User.objects.filter(is_active=True).in_bulk()
        self._waiting: dict[tuple[int | None, int | None], list[User]] = {}
        self._governors: dict[int, list[User]] = {}
        self._named: dict[tuple[str, int], Collection[int]] = {}
        self._last: list[User] | None = None

    def prepare(self, things: Sequence[Due]) -> None:
        """Read who governs the records of these things, and whom rooms name."""
        self._governors = self._read_governors(
            {key for due in things for key in (due.record.pk, due.record.scope_id) if key}
        )
        for reminder in registry.all(Reminder):
            keys = [due.thing for due in things if due.source == reminder.key]
            told = reminder.told(keys) if reminder.told and keys else {}
            self._named |= {(reminder.key, key): people for key, people in told.items()}

    def waiting(self, due: Due) -> list[User]:
        """Those it waits for, as far as they see it: of a task whoever is to do it, else the owner."""
        if due.task is not None:
            found = self._of_task(due.task)
        elif (due.source, due.thing) in self._named:
            found = self._known(self._named[due.source, due.thing])
        else:
            found = self._of_owner(due.record.owner_id) or self.governors(due.record)
        return _who_see(found, due.record)

    def ladder(self, due: Due) -> dict[int, list[User]]:
        """Whom it is brought to when it stays late, by stage.

        A step that nobody stands on is passed over. The last step always has somebody: who does not see
        the record is told its reference.
        """
        first = _who_see([*self._of_owner(due.record.owner_id), *self.governors(due.record)], due.record)
        last = self.last_of_all()
        return {TO_OWNER: first or _who_see(last, due.record), TO_SMR: _who_see(last, due.record) or last}

    def governors(self, record: Record) -> list[User]:
        """The holders of a record's scope."""
        return [*self._governors.get(record.pk, ()), *self._governors.get(record.scope_id or 0, ())]

    def last_of_all(self) -> list[User]:
        """The service management representatives, else the administrators."""
        if self._last is None:
            holders = self._known(person.pk for person in holders_of(SMR))
            self._last = holders or [person for person in self.people.values() if person.is_administrator]
        return self._last

    def _of_task(self, task: Task) -> list[User]:
        """Asked once for each assignee and role."""
        key = (task.assignee_id, task.role_id)
        if key not in self._waiting:
            self._waiting[key] = self._known(person.pk for person in people_to_tell(task))
        return self._waiting[key]

    def _of_owner(self, key: int | None) -> list[User]:
        """The owner, or who stands in for them, as if it were a task of theirs."""
        return self._of_task(Task(assignee=self.people[key])) if key in self.people else []

    def _known(self, keys: Iterable[int]) -> list[User]:
        """One object a person, which keeps their standing."""
        return [self.people[key] for key in keys if key in self.people]

    def _read_governors(self, records: Collection[int]) -> dict[int, list[User]]:
        held = Q(content_object_id__in=records, permission__codename=GOVERN)
        own = RecordUserPermission.objects.filter(held, in_force()).values_list("content_object_id", "user_id")
        groups = RecordGroupPermission.objects.filter(held, in_term())
        of_groups = groups.values_list("content_object_id", "group__user")
        found: dict[int, list[User]] = defaultdict(list)
        for record, person in (*own, *of_groups):
            if person in self.people:
                found[record].append(self.people[person])
        return found


def _who_see(people: Iterable[User], record: Record) -> list[User]:
    return [person for person in dict.fromkeys(people) if can_see(person, record)]

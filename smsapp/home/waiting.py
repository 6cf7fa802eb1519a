"""The tasks that wait for a person, and those they handed on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from records.access.standing import standing_of
from records.holders import count_waiting_for, tasks_waiting_for
from records.kind import kind_of
from records.models import Record, Task
from shell.html import day_text
from shell.navigation import COUNTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from django.db.models import QuerySet

    from people.models import User
    from shell.registry import Text
    from smsapp.home.people import Cover

#: The sign of what is to be done.
ICONS = {
    Task.Kind.APPROVE: "rubber-stamp",
    Task.Kind.READ: "book",
    Task.Kind.REVIEW: "eye-check",
    Task.Kind.ANSWER: "message-2",
    Task.Kind.ACT: "list-check",
    Task.Kind.VERIFY: "checkbox",
}
WHOSE: Mapping[str, Text] = {
    "me": gettext_lazy("for me"),
    "role": gettext_lazy("for a role of mine"),
    "absent": gettext_lazy("for people I stand in for"),
}
LATE = "late"
#: What a row shows of a task: no more is read.
SHOWN = (
    "title", "kind", "due", "role_name", "record__kind", "record__reference", "record__title",
    "assignee__display_name", "created_by__display_name",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A task in a list: its sign, a note on whose it is and who asked, and the button."""

    task: Task
    icon: str
    note: str
    button: Text
    url: str


def waiting_for(user: User) -> QuerySet[Task]:
    """What waits for the person, due first on top, as far as they see the records it is about."""
    return _in_sight(tasks_waiting_for(user), user)


def handed_on_by(user: User) -> QuerySet[Task]:
    """What the person gave others to do and is not done, due first on top."""
    return _in_sight(_given_by(user), user)


def count_handed_on(user: User) -> int:
    """How many those are."""
    return _seen(_given_by(user), user).order_by().count()


def days_of(user: User) -> dict[date, int]:
    """How many tasks are due on each day that any is; asked once a request, since the navigation asks too."""
    found: dict[date, int] | None = getattr(user, "_days_waiting", None)
    if found is None:
        per_day = _seen(tasks_waiting_for(user), user).order_by("due").values_list("due").annotate(n=Count("pk"))
        found = user._days_waiting = dict(per_day)  # type: ignore[attr-defined]
    return found


def count_waiting(user: User) -> int:
    """How many tasks wait, for the navigation: counted no further than it shows."""
    if hasattr(user, "_days_waiting"):
        return sum(days_of(user).values())
    return count_waiting_for(user, COUNTED + 1)


def rows_waiting(tasks: Iterable[Task], user: User, covers: Iterable[Cover]) -> list[Row]:
    """Tasks that wait, each with the button that gets it done."""
    away = {cover.absent: cover.last for cover in covers}
    return [
        _row(task, _join(_for_whom(task, away), _asked(task, user)), task.get_kind_display(), _answer_url(task))
        for task in tasks
    ]


def rows_handed_on(tasks: Iterable[Task]) -> list[Row]:
    """Tasks of others, each with the way to where it can be moved, given or taken back."""
    return [
        _row(
            task,
            _("%(verb)s · %(name)s") % {"verb": task.get_kind_display(), "name": task.whose},
            _("Look"),
            f"{task.record.page_url}tasks/",
        )
        for task in tasks
    ]


class Narrowed:
    """Tasks narrowed as the address asks: by whose they are, what is to be done, and the day."""

    def __init__(self, tasks: QuerySet[Task], user: User, params: Mapping[str, str]) -> None:
        asked = {"whose": params.get("whose"), "kind": params.get("kind"), "due": params.get("due")}
        found = {key: self._condition(key, value or "", user) for key, value in asked.items()}
        self.chosen = {key: asked[key] for key, condition in found.items() if condition}
        self.tasks = tasks.filter(*(condition for condition in found.values() if condition))

    @property
    def day(self) -> Text:
        """The day that was asked for, in words; empty for none."""
        due = self.chosen.get("due")
        day = parse_date(due) if due and due != LATE else None
        return day_text(day) if day else ""

    def _condition(self, key: str, value: str, user: User) -> Q | None:
        """What a value asks of a task; None for one that is not offered."""
        if key == "kind":
            return Q(kind=value) if value in Task.Kind.values else None
        return _on_day(value) if key == "due" else _of_whom(user).get(value)


def _of_whom(user: User) -> dict[str, Q]:
    return {
        "me": Q(assignee=user),
        "role": Q(assignee=None),
        "absent": Q(assignee__in=standing_of(user).covers),
    }


def _on_day(value: str) -> Q | None:
    if value == LATE:
        return Q(due__lt=timezone.localdate())
    try:
        day = parse_date(value)
    except ValueError:
        return None
    return Q(due=day) if day else None


def _given_by(user: User) -> QuerySet[Task]:
    return Task.objects.filter(created_by=user, done=None).exclude(assignee=user)


def _in_sight(tasks: QuerySet[Task], user: User) -> QuerySet[Task]:
    found = _seen(tasks, user).select_related("record", "assignee", "created_by")
    return found.only(*SHOWN).order_by("due", "id")


def _seen(tasks: QuerySet[Task], user: User) -> QuerySet[Task]:
    return tasks.filter(Exists(Record.objects.visible_to(user).current().filter(pk=OuterRef("record_id"))))


def _row(task: Task, note: str, button: Text, url: str) -> Row:
    return Row(task, ICONS.get(Task.Kind(task.kind), "checkbox"), note, button, url)


def _answer_url(task: Task) -> str:
    return kind_of(task.record).answer_url(task)


def _for_whom(task: Task, away: Mapping[Any, date | None]) -> str:
    """For whom it is, where it is not for the reader by name."""
    if task.assignee_id is None:
        return _("for any %(role)s") % {"role": task.role_name}
    if task.assignee_id not in away:
        return ""
    name, last = task.whose, away[task.assignee_id]
    return _("for %(name)s, away until %(day)s") % {"name": name, "day": day_text(last)} if last else name


def _asked(task: Task, user: User) -> str:
    is_by_another = task.created_by and task.created_by_id != user.pk
    return _("asked by %(name)s") % {"name": task.created_by} if is_by_another else ""


def _join(*parts: str) -> str:
    return " · ".join(part for part in parts if part)

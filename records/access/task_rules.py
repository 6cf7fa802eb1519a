"""Who may do what with a task."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from records.access.predicates import predicate

if TYPE_CHECKING:
    from people.models import User
    from records.models import Task


@predicate(_("whom the task is for"))
def is_assignee(user: User, task: Task) -> bool:
    """The person who is to do it."""
    return task.assignee_id == user.pk


@predicate(_("whoever set it"))
def set_it(user: User, task: Task) -> bool:
    """The person who gave the task."""
    return task.created_by_id == user.pk


@predicate(_("the owner of the record"))
def owns_its_record(user: User, task: Task) -> bool:
    """The person who owns the record the task is about."""
    return task.record.owner_id == user.pk


finishes = is_assignee
replans = is_assignee | set_it | owns_its_record

"""Who may do what with a task."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from records.access.predicates import holds, is_administrator, predicate
from records.access.standing import standing_of
from standard.roles import SMR

if TYPE_CHECKING:
    from people.models import User
    from records.models import Task


@predicate(_("whom the task is for"))
def is_assignee(user: User, task: Task) -> bool:
    """The person who is to do it, one who stands in for them, or a holder of the role that is to do it."""
    standing = standing_of(user)
    if task.assignee_id is None:
        return task.role_id in standing.role_records
    return task.assignee_id == user.pk or task.assignee_id in standing.covers


@predicate(_("whoever set it"))
def set_it(user: User, task: Task) -> bool:
    """The person who gave the task."""
    return task.created_by_id == user.pk


@predicate(_("the owner of the record"))
def owns_its_record(user: User, task: Task) -> bool:
    """The person who owns the record the task is about, or who stands in for them."""
    return task.record.owner_id == user.pk or task.record.owner_id in standing_of(user).covers


finishes = is_assignee
#: Who looks after what is late, of what they see.
chases = holds(SMR) | is_administrator
replans = is_assignee | set_it | owns_its_record | chases

#: Who may give it to somebody else, or take it back.
reassigns = replans


def may_chase(user: User) -> bool:
    """Whether a person is offered the page of what is late."""
    return chases(user, None)

"""Who holds a role today, and whom a task waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from people.models import User
    from records.models import Task


def holders_of(_role: str) -> list[User]:
    """Active people who hold a role today."""
    return []


def people_to_tell(task: Task) -> list[User]:
    """Whom a task waits for today."""
    return [task.assignee] if task.assignee.is_active else []

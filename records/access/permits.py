"""Whether a person may do something to a record, and if not, why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from records.access.predicates import Predicate, is_active_record
from records.access.visibility import can_see

if TYPE_CHECKING:
    from people.models import User
    from records.models import Record
    from shell.registry import Text

UNSEEN = _("You do not see this record")
#: Actions that a withdrawn record still takes.
ON_WITHDRAWN = frozenset({"comment", "restore"})


class Refused(PermissionDenied):
    """The rules do not let this person do this; the message says who may."""


def refusal(user: User, action: str, subject: Any) -> Text | None:
    """Why ``user`` may not do ``action``, or None when the rules allow it.

    ``subject`` is a record, also one read as a bare Record, or a kind's model class where the record
    is to be created. An action that no rule names is refused.
    """
    record = None if isinstance(subject, type) else subject.child()
    rule = (record or subject).rules.get(action)
    if rule is None or not user.is_active:
        return _("Nobody may do this")
    if record is not None and not can_see(user, record):
        return UNSEEN
    if not is_active_record(record) and action not in ON_WITHDRAWN:
        return _("The record was withdrawn")
    return None if rule(user, record) else _for(rule)


def permits(user: User, action: str, subject: Any) -> bool:
    """Whether the rules let ``user`` do ``action``."""
    return refusal(user, action, subject) is None


def require(user: User | None, action: str, subject: Any) -> None:
    """Raise Refused unless ``user`` may do ``action``; None stands for the system itself."""
    if user is not None and (why := refusal(user, action, subject)) is not None:
        raise Refused(why)


def require_sight(user: User, record: Record) -> None:
    """Raise Refused unless ``user`` sees the record."""
    if not can_see(user, record):
        raise Refused(UNSEEN)


def require_rule(rule: Predicate, user: User, subject: Any) -> None:
    """Raise Refused unless a rule holds for something that is not a record itself, such as a task."""
    if not rule(user, subject):
        raise Refused(_for(rule))


def _for(rule: Predicate) -> Text:
    return format_lazy(_("For {who}"), who=rule.label)

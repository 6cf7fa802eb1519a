"""Whether a person may do something to a record, and if not, why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from records.access.predicates import Predicate, is_active_record
from records.access.standing import capacities_of, standing_as
from records.access.visibility import can_see

if TYPE_CHECKING:
    from people.models import User
    from records.models import Record
    from shell.registry import Text

UNSEEN = _("You do not see this record")
#: Actions that a withdrawn record still takes.
ON_WITHDRAWN = frozenset({"comment", "restore"})
#: What those in charge may do to a record they do not see: give it another owner when its owner leaves.
ON_UNSEEN = frozenset({"hand_over"})


class Refused(PermissionDenied):
    """The rules do not let this person do this; the message says who may."""


@dataclass(frozen=True)
class Verdict:
    """What the rules say: ``why_not``, None when they allow it, and in whose stead, None for one's own right."""

    why_not: Text | None = None
    acts_for: int | None = None


def judge(user: User, action: str, subject: Any) -> Verdict:
    """What the rules say to ``user`` doing ``action``.

    ``subject`` is a record, also one read as a bare Record, or a kind's model class where the record
    is to be created. An action that no rule names is refused.
    """
    record = None if isinstance(subject, type) else subject.child()
    rule = (record or subject).rules.get(action)
    if rule is None or not user.is_active:
        return Verdict(_("Nobody may do this"))
    if record is not None and action not in ON_UNSEEN and not can_see(user, record):
        return Verdict(UNSEEN)
    if not is_active_record(record) and action not in ON_WITHDRAWN:
        return Verdict(_("The record was withdrawn"))
    return _by_rule(rule, user, record)


def refusal(user: User, action: str, subject: Any) -> Text | None:
    """Why ``user`` may not do ``action``, or None when the rules allow it."""
    return judge(user, action, subject).why_not


def permits(user: User, action: str, subject: Any) -> bool:
    """Whether the rules let ``user`` do ``action``."""
    return refusal(user, action, subject) is None


def require(user: User | None, action: str, subject: Any) -> int | None:
    """Raise Refused unless ``user`` may do ``action``; None stands for the system itself.

    Returns the key of the absent person in whose stead it may be done, None where it is their own right.
    """
    return None if user is None else _insist(judge(user, action, subject))


def require_sight(user: User, record: Record) -> None:
    """Raise Refused unless ``user`` sees the record."""
    if not can_see(user, record):
        raise Refused(UNSEEN)


def require_rule(rule: Predicate, user: User, subject: Any) -> int | None:
    """The same as ``require`` for something that is not a record itself, such as a task."""
    return _insist(_by_rule(rule, user, subject))


def meets(rule: Predicate, user: User, subject: Any) -> bool:
    """Whether a person meets a rule, by their own right or in the stead of an absent person."""
    return _by_rule(rule, user, subject).why_not is None


def _by_rule(rule: Predicate, user: User, subject: Any) -> Verdict:
    """A person's own right comes first: only without it they act in the stead of another."""
    for standing in capacities_of(user):
        with standing_as(user, standing):
            if rule(user, subject):
                return Verdict(acts_for=standing.acts_for)
    return Verdict(format_lazy(_("For {who}"), who=rule.label))


def _insist(verdict: Verdict) -> int | None:
    if verdict.why_not is not None:
        raise Refused(verdict.why_not)
    return verdict.acts_for

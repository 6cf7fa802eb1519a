"""Rules in words: small named conditions on a person and a record, combined per action.

Each carries a label, so the same object that decides also prints the authority matrix and tells a
person why not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from records.access.standing import standing_of
from standard.catalogue import role_label

if TYPE_CHECKING:
    from people.models import User
    from shell.registry import Text

#: ``record`` is None where there is none yet: when one is to be created.
Test = Callable[[Any, Any], bool]


@dataclass(frozen=True)
class Predicate:
    """A condition on (person, record) with the words that name who or what meets it."""

    label: Text
    test: Test

    def __call__(self, user: User, record: Any) -> bool:
        """Whether the person meets the condition for this record."""
        return self.test(user, record)

    def __or__(self, other: Predicate) -> Predicate:
        """Either will do."""
        return Predicate(
            format_lazy(_("{one} or {other}"), one=self.label, other=other.label),
            lambda user, record: self(user, record) or other(user, record),
        )

    def __and__(self, other: Predicate) -> Predicate:
        """Both are asked for."""
        return Predicate(
            format_lazy(_("{one}, {other}"), one=self.label, other=other.label),
            lambda user, record: self(user, record) and other(user, record),
        )


def predicate(label: Text) -> Callable[[Test], Predicate]:
    """Name a test: ``@predicate(_("the owner"))``."""

    def named(test: Test) -> Predicate:
        return Predicate(label, test)

    return named


Rules = Mapping[str, Predicate]


@predicate(_("anyone who is signed in"))
def anyone(user: User, _record: Any) -> bool:
    """Every active person."""
    return user.is_active


@predicate(_("nobody"))
def nobody(_user: User, _record: Any) -> bool:
    """What is done otherwise, or not at all."""
    return False


@predicate(_("the owner"))
def is_owner(user: User, record: Any) -> bool:
    """The person who owns the record, or who stands in for them."""
    return record is not None and (record.owner_id == user.pk or record.owner_id in standing_of(user).covers)


@predicate(_("whoever recorded it"))
def recorded_it(user: User, record: Any) -> bool:
    """The person who created the record."""
    return record is not None and record.created_by_id == user.pk


@predicate(_("not whoever recorded it"))
def did_not_record_it(user: User, record: Any) -> bool:
    """Separation of duties: nobody decides on what they, or whom they stand in for, brought in."""
    return record is not None and record.created_by_id not in {user.pk, standing_of(user).acts_for}


@predicate(_("holders of its scope"))
def holds_scope(user: User, record: Any) -> bool:
    """People who govern the record or the record it is in the scope of."""
    return record is not None and standing_of(user).holds(record)


@predicate(_("administrators"))
def is_administrator(user: User, _record: Any) -> bool:
    """People who look after this installation."""
    return bool(user.is_administrator)


@dataclass(frozen=True)
class RolePredicate(Predicate):
    """Those who hold a role; ``of_scope`` those who hold it for the record or for its scope."""

    role: str = ""

    @property
    def of_scope(self) -> Predicate:
        """Holders for this record, or for the one it is in the scope of."""
        return Predicate(
            format_lazy(_("{role} for its scope"), role=self.label),
            lambda user, record: record is not None and standing_of(user).holds_role_for(self.role, record),
        )


def holds(role: str) -> RolePredicate:
    """Those who hold a role: ``holds(PROCESS_OWNER)``; raises KeyError for a role the catalogue has not."""
    label = role_label(role)
    return RolePredicate(label, lambda user, _record: standing_of(user).holds_role(role), role)


def is_active_record(record: Any) -> bool:
    """A record that was not withdrawn."""
    return record is None or not record.withdrawn

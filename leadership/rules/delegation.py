"""Who may do what with delegated authority."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from records.access.defaults import hung_on_by, rules, takes_part
from records.access.predicates import holds, is_administrator, is_owner, nobody, predicate
from standard.roles import SMR, TOP_MANAGEMENT

if TYPE_CHECKING:
    from people.models import User


@predicate(_("who it is given to"))
def is_delegate(user: User, record: Any) -> bool:
    """The person who is to decide; a deputy does not answer for them here."""
    return record is not None and record.delegate_id == user.pk


gives = is_owner | is_administrator

#: A delegation is revoked, not withdrawn, and stays whose it was.
DELEGATION = rules(
    edit=gives,
    accept=is_delegate,
    decline=is_delegate,
    revoke=gives | holds(TOP_MANAGEMENT) | holds(SMR),
    withdraw=nobody,
    restore=nobody,
    hand_over=nobody,
    **hung_on_by(takes_part | is_delegate),
)

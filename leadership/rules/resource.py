"""Who may do what with resources, and with requests for more of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from records.access.defaults import answers_for_it, rules, takes_part
from records.access.predicates import holds, predicate
from records.access.standing import standing_of
from standard.roles import SMR, TECHNOLOGY_MANAGER, TOP_MANAGEMENT

if TYPE_CHECKING:
    from people.models import User


@predicate(_("not whoever asks for it"))
def did_not_ask(user: User, record: Any) -> bool:
    """Separation of duties: nobody decides on what they, or whom they stand in for, ask for."""
    own = {user.pk, standing_of(user).acts_for} - {None}
    return record is not None and own.isdisjoint({record.created_by_id, record.owner_id})


keeps = answers_for_it | holds(SMR) | holds(TOP_MANAGEMENT) | holds(TECHNOLOGY_MANAGER)
decides = holds(TOP_MANAGEMENT) & did_not_ask

RESOURCE = rules(
    create=keeps,
    edit=keeps,
    agree=decides,
    allocate=holds(TOP_MANAGEMENT),
    close=keeps,
)
REQUEST = rules(
    edit=takes_part,
    grant=decides,
    grant_part=decides,
    refuse=decides,
    ask_back=decides,
    resubmit=takes_part,
)

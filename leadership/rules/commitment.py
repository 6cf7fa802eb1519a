"""Who may say how top management meets its duties (clause 5.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from records.access.predicates import holds, predicate
from standard.roles import SMR, TOP_MANAGEMENT

if TYPE_CHECKING:
    from people.models import User


@predicate(_("the person it is about"))
def is_oneself(user: User, person: Any) -> bool:
    """Whoever belongs to top management says so themselves."""
    return person is not None and user.pk == person.pk


#: ``subject`` is the person of top management whom an entry is about.
records_commitment = (is_oneself & holds(TOP_MANAGEMENT)) | holds(SMR)

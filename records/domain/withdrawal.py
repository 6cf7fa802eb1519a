"""Taking a record out of use, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from records.domain.errors import NotNowError
from records.domain.write import write

if TYPE_CHECKING:
    from people.models import User
    from records.models import Record


def withdraw(record: Record, *, actor: User | None, reason: str, token: str | None = None) -> Record:
    """Take a record out of the default lists; it stays readable, with the reason. Raises as ``write`` does."""
    if record.withdrawn:
        raise NotNowError(_("The record was withdrawn already"))
    record.withdrawn = True
    return write(record, actor=actor, action="withdraw", reason=reason, token=token)


def restore(record: Record, *, actor: User | None, reason: str, token: str | None = None) -> Record:
    """Put a withdrawn record back in use. Raises as ``write`` does."""
    if not record.withdrawn:
        raise NotNowError(_("The record is in use already"))
    record.withdrawn = False
    return write(record, actor=actor, action="restore", reason=reason, token=token)

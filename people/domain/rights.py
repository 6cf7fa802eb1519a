"""Conditions that several verbs ask for."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from people.domain.errors import AccountError
from people.models import User
from people.rules import may_administer


def require_administrator(actor: User) -> None:
    """Raise PermissionDenied unless ``actor`` administers."""
    if not may_administer(actor):
        raise PermissionDenied(_("For administrators"))


def require_free_address(email: str) -> None:
    """Raise AccountError for an address that has an account."""
    if User.objects.filter(email=email.strip().lower()).exists():
        raise AccountError(
            _("This address has an account already. If it was deactivated, an administrator reactivates it.")
        )

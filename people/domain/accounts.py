"""Changing accounts, closing them and opening them again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from people.domain.errors import AccountError
from people.domain.log import note
from people.domain.rights import require_administrator
from people.models import AccountEvent, User
from people.rules import may_change_rights_of
from shell.registry import Departure, registry

if TYPE_CHECKING:
    from collections.abc import Mapping

Action = AccountEvent.Action
#: What may be changed of an account by ``change_account``; all else has verbs of its own.
CHANGEABLE = frozenset(
    {"display_name", "job_title", "is_administrator", "language", "time_zone", "theme", "density", "has_keys"}
)


@transaction.atomic
def change_account(account: User, *, actor: User, values: Mapping[str, Any]) -> User:
    """Change what is CHANGEABLE of an account; raises AccountError, PermissionDenied, ValueError."""
    if not CHANGEABLE.issuperset(values):
        message = f"not changeable: {sorted(set(values) - CHANGEABLE)}"
        raise ValueError(message)
    stored = _locked(account)
    if actor.pk != stored.pk:
        require_administrator(actor)
    changed = {name: (getattr(stored, name), new) for name, new in values.items() if getattr(stored, name) != new}
    if "is_administrator" in changed:
        _require_rights_change(actor, stored, becomes=bool(values["is_administrator"]))
    for name, (_old, new) in changed.items():
        setattr(stored, name, new)
    stored.save(update_fields=list(changed))
    _note_changes(actor, stored, changed)
    return stored


@transaction.atomic
def set_password(account: User, password: str) -> None:
    """Set a person's own new password; other sessions end, since theirs was opened with the old one."""
    account.set_password(password)
    account.save(update_fields=["password"])
    note(account, account, Action.PASSWORD, {})


@transaction.atomic
def deactivate(account: User, *, actor: User) -> None:
    """Close an account and end its sessions at once.

    What the person leaves behind goes where the rooms say (``Departure``). Raises AccountError for the
    last administrator and for an account that is closed.
    """
    require_administrator(actor)
    stored = _locked(account)
    if not stored.is_active:
        raise AccountError(_("The account is deactivated already"))
    if stored.is_administrator:
        _require_other_administrator(stored)
    stored.is_active = False
    stored.save(update_fields=["is_active"])
    end_sessions(stored)
    note(actor, stored, Action.DEACTIVATED, {})
    for departure in registry.all(Departure):
        departure.run(stored, actor)


@transaction.atomic
def reactivate(account: User, *, actor: User) -> None:
    """Open a closed account again; raises AccountError for one that is open."""
    require_administrator(actor)
    if not User.objects.filter(pk=account.pk, is_active=False).update(is_active=True):
        raise AccountError(_("The account is active already"))
    note(actor, account, Action.REACTIVATED, {})


def end_sessions(account: User) -> None:
    """End every session of an account, wherever it is signed in."""
    for session in UserSession.objects.filter(user=account):
        session.end()


def _locked(account: User) -> User:
    """The account as stored, locked with every administrator, so that two cannot close each other at once."""
    rows = User.objects.select_for_update(no_key=True).filter(Q(pk=account.pk) | Q(is_administrator=True))
    return next(row for row in rows.order_by("pk") if row.pk == account.pk)


def _require_rights_change(actor: User, account: User, *, becomes: bool) -> None:
    if not may_change_rights_of(actor, account):
        raise AccountError(_("Nobody changes their own rights: ask another administrator"))
    if not becomes:
        _require_other_administrator(account)


def _require_other_administrator(account: User) -> None:
    others = User.objects.filter(is_administrator=True, is_active=True).exclude(pk=account.pk)
    if not others.exists():
        raise AccountError(_("This is the last administrator: make somebody else one first"))


def _note_changes(actor: User, account: User, changed: dict[str, tuple[Any, Any]]) -> None:
    right = changed.pop("is_administrator", None)
    if right is not None:
        note(actor, account, Action.MADE_ADMINISTRATOR if right[1] else Action.UNMADE_ADMINISTRATOR, {})
    if changed:
        told = {name: [str(old), str(new)] for name, (old, new) in changed.items()}
        note(actor, account, Action.CHANGED, {"changes": told})

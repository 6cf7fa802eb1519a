"""The verbs of accounts."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING, Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from people.models import AccountEvent, Installation, Invitation, User
from people.rules import may_administer, may_change_rights_of

if TYPE_CHECKING:
    from collections.abc import Mapping

Action = AccountEvent.Action


class AccountError(ValueError):
    """What was asked cannot be done to the account; the message says why and what to do."""


def hash_of(token: str) -> str:
    """What is kept of a token (SHA-256, hex)."""
    return hashlib.sha256(token.encode()).hexdigest()


def invite(*, actor: User, email: str, display_name: str, job_title: str = "") -> Invitation:
    """Invite somebody by mail; an open invitation to the address is taken back. Raises AccountError."""
    _require_administrator(actor)
    email = email.strip().lower()
    if User.objects.filter(email=email).exists():
        raise AccountError(_("This address has an account already. Reactivate it if it was deactivated."))
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        Invitation.objects.filter(email=email, accepted=None, revoked=None).update(revoked=timezone.now())
        invitation = Invitation.objects.create(
            email=email, display_name=display_name, job_title=job_title, invited_by=actor, token_hash=hash_of(token)
        )
        _note(actor, None, Action.INVITED, {"email": email})
    _send_invitation(invitation, token)
    return invitation


def revoke_invitation(invitation: Invitation, *, actor: User) -> None:
    """Take an invitation back."""
    _require_administrator(actor)
    with transaction.atomic():
        Invitation.objects.filter(pk=invitation.pk, accepted=None).update(revoked=timezone.now())
        _note(actor, None, Action.REVOKED, {"email": invitation.email})


def open_invitation(token: str) -> Invitation | None:
    """The invitation of a token that can still be accepted."""
    found = Invitation.objects.filter(token_hash=hash_of(token)).first()
    return found if found is not None and found.is_open else None


@transaction.atomic
def accept_invitation(invitation: Invitation, *, display_name: str, password: str) -> User:
    """Make the account; raises AccountError when the invitation was used meanwhile."""
    taken = Invitation.objects.filter(pk=invitation.pk, accepted=None, revoked=None).update(accepted=timezone.now())
    if not taken:
        raise AccountError(_("The invitation was used already: sign in, or ask for a new one"))
    home = Installation.objects.first() or Installation()
    account = User.objects.create_user(
        invitation.email,
        display_name,
        password,
        job_title=invitation.job_title,
        time_zone=home.time_zone,
        language=home.language,
    )
    _note(account, account, Action.ACCEPTED, {})
    return account


@transaction.atomic
def change_account(account: User, *, actor: User, values: Mapping[str, Any]) -> User:
    """Change name, title or rights of an account; raises AccountError, PermissionDenied."""
    stored = User.objects.select_for_update().get(pk=account.pk)
    if actor.pk != stored.pk:
        _require_administrator(actor)
    if "is_administrator" in values and values["is_administrator"] != stored.is_administrator:
        _require_rights_change(actor, stored, becomes=bool(values["is_administrator"]))
    changed = {name: value for name, value in values.items() if getattr(stored, name) != value}
    for name, value in changed.items():
        setattr(stored, name, value)
    stored.save()
    if changed:
        _note(actor, stored, Action.CHANGED, {name: str(value) for name, value in changed.items()})
    return stored


@transaction.atomic
def deactivate(account: User, *, actor: User) -> None:
    """Close an account and end its sessions at once; raises AccountError for the last administrator."""
    _require_administrator(actor)
    stored = User.objects.select_for_update().get(pk=account.pk)
    if stored.is_administrator:
        _require_other_administrator(stored)
    stored.is_active = False
    stored.save(update_fields=["is_active"])
    end_sessions(stored)
    _note(actor, stored, Action.DEACTIVATED, {})


@transaction.atomic
def reactivate(account: User, *, actor: User) -> None:
    """Open a closed account again."""
    _require_administrator(actor)
    User.objects.filter(pk=account.pk).update(is_active=True)
    _note(actor, account, Action.REACTIVATED, {})


def end_sessions(account: User) -> None:
    """End every session of an account, wherever it is signed in."""
    for session in UserSession.objects.filter(user=account):
        session.end()
    Session.objects.filter(session_key__in=UserSession.objects.filter(user=account).values("session_key")).delete()


@transaction.atomic
def new_set_up_token() -> str:
    """A token for the set-up page of an installation that is not set up; raises AccountError otherwise."""
    home = Installation.objects.select_for_update().first() or Installation()
    if home.set_up_at:
        raise AccountError(_("The installation is set up already"))
    token = secrets.token_urlsafe(32)
    home.token_hash = hash_of(token)
    home.save()
    return token


def is_set_up_token(token: str) -> bool:
    """Whether a token opens the set-up page."""
    return Installation.objects.filter(token_hash=hash_of(token), set_up_at=None).exists()


@transaction.atomic
def set_up(token: str, *, organisation: str, time_zone: str, language: str, administrator: Mapping[str, str]) -> User:
    """Set the installation up with its first administrator; of two at once, one raises AccountError."""
    taken = Installation.objects.filter(token_hash=hash_of(token), set_up_at=None).update(
        organisation=organisation, time_zone=time_zone, language=language, set_up_at=timezone.now(), token_hash=""
    )
    if not taken:
        raise AccountError(_("The link was used already: sign in"))
    account = User.objects.create_user(**administrator, is_administrator=True, time_zone=time_zone, language=language)
    _note(account, account, Action.SET_UP, {"organisation": organisation})
    return account


def _send_invitation(invitation: Invitation, token: str) -> None:
    context = {
        "invitation": invitation,
        "link": settings.SITE_URL + reverse("people:accept", args=[token]),
        "installation": Installation.objects.first(),
    }
    text = render_to_string("people/invitation.txt", context)
    send_mail(_("Your account in SMSapp"), text, None, [invitation.email])


def _require_administrator(actor: User) -> None:
    if not may_administer(actor):
        raise PermissionDenied(_("For administrators"))


def _require_rights_change(actor: User, account: User, *, becomes: bool) -> None:
    if not may_change_rights_of(actor, account):
        raise AccountError(_("Nobody changes their own rights: ask another administrator"))
    if not becomes:
        _require_other_administrator(account)


def _require_other_administrator(account: User) -> None:
    others = User.objects.filter(is_administrator=True, is_active=True).exclude(pk=account.pk)
    if not others.exists():
        raise AccountError(_("This is the last administrator: make somebody else one first"))


def _note(actor: User | None, account: User | None, action: str, detail: dict[str, Any]) -> None:
    AccountEvent.objects.create(actor=actor, account=account, action=action, detail=detail)

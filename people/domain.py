"""The verbs of accounts."""

from __future__ import annotations

import hashlib
import logging
import secrets
from smtplib import SMTPException
from typing import TYPE_CHECKING, Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from people.models import INVITATION_TERM, AccountEvent, Installation, Invitation, User
from people.rules import may_administer, may_change_rights_of

if TYPE_CHECKING:
    from collections.abc import Mapping

Action = AccountEvent.Action
logger = logging.getLogger(__name__)
#: What may be changed of an account by ``change_account``; all else has verbs of its own.
CHANGEABLE = frozenset({"display_name", "job_title", "is_administrator", "language", "time_zone", "theme", "density"})


class AccountError(ValueError):
    """What was asked cannot be done to the account; the message says why and what to do."""


class MailError(AccountError):
    """It was done, but the mail that tells of it could not be sent."""


def hash_of(token: str) -> str:
    """What is kept of a token (SHA-256, hex)."""
    return hashlib.sha256(token.encode()).hexdigest()


def invite(*, actor: User, email: str, display_name: str, job_title: str = "") -> Invitation:
    """Invite somebody by mail; an open invitation to the address is taken back.

    Inviting an address once more so sends a new link. Raises AccountError for an address that has an
    account, and MailError when the invitation stands but its mail could not be sent.
    """
    _require_administrator(actor)
    email = email.strip().lower()
    _require_free_address(email)
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
    """Take an invitation back; raises AccountError when it was used or taken back meanwhile."""
    _require_administrator(actor)
    with transaction.atomic():
        waiting = Invitation.objects.filter(pk=invitation.pk, accepted=None, revoked=None)
        if not waiting.update(revoked=timezone.now()):
            raise AccountError(_("The invitation was used or taken back already"))
        _note(actor, None, Action.REVOKED, {"email": invitation.email})


def open_invitation(token: str) -> Invitation | None:
    """The invitation of a token that can still be accepted."""
    found = Invitation.objects.filter(token_hash=hash_of(token)).first()
    return found if found is not None and found.is_open else None


@transaction.atomic
def accept_invitation(invitation: Invitation, *, display_name: str, password: str) -> User:
    """Make the account; raises AccountError when the invitation was used or lapsed meanwhile."""
    now = timezone.now()
    waiting = Invitation.objects.filter(pk=invitation.pk, accepted=None, revoked=None, sent__gt=now - INVITATION_TERM)
    if not waiting.update(accepted=now):
        raise AccountError(_("The invitation is over: sign in if you used it, or ask for a new one"))
    _require_free_address(invitation.email)
    home = Installation.current()
    account = User.objects.create_user(
        invitation.email,
        display_name,
        password,
        job_title=invitation.job_title,
        time_zone=home.time_zone,
        language=home.language,
    )
    _note(account, account, Action.ACCEPTED, {"invited_by": invitation.invited_by.display_name})
    return account


@transaction.atomic
def change_account(account: User, *, actor: User, values: Mapping[str, Any]) -> User:
    """Change what is CHANGEABLE of an account; raises AccountError, PermissionDenied, ValueError."""
    if not CHANGEABLE.issuperset(values):
        message = f"not changeable: {sorted(set(values) - CHANGEABLE)}"
        raise ValueError(message)
    stored = _locked(account)
    if actor.pk != stored.pk:
        _require_administrator(actor)
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
    _note(account, account, Action.PASSWORD, {})


@transaction.atomic
def deactivate(account: User, *, actor: User) -> None:
    """Close an account and end its sessions at once.

    Raises AccountError for the last administrator and for an account that is closed.
    """
    _require_administrator(actor)
    stored = _locked(account)
    if not stored.is_active:
        raise AccountError(_("The account is deactivated already"))
    if stored.is_administrator:
        _require_other_administrator(stored)
    stored.is_active = False
    stored.save(update_fields=["is_active"])
    end_sessions(stored)
    _note(actor, stored, Action.DEACTIVATED, {})


@transaction.atomic
def reactivate(account: User, *, actor: User) -> None:
    """Open a closed account again; raises AccountError for one that is open."""
    _require_administrator(actor)
    if not User.objects.filter(pk=account.pk, is_active=False).update(is_active=True):
        raise AccountError(_("The account is active already"))
    _note(actor, account, Action.REACTIVATED, {})


def end_sessions(account: User) -> None:
    """End every session of an account, wherever it is signed in."""
    for session in UserSession.objects.filter(user=account):
        session.end()


@transaction.atomic
def new_set_up_token() -> str:
    """A token for the set-up page of an installation that is not set up; raises AccountError otherwise."""
    Installation.objects.get_or_create(pk=Installation.KEY)
    home = Installation.objects.select_for_update().get()
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
    _require_free_address(administrator["email"])
    account = User.objects.create_user(**administrator, is_administrator=True, time_zone=time_zone, language=language)
    _note(account, account, Action.SET_UP, {"organisation": organisation})
    return account


def _send_invitation(invitation: Invitation, token: str) -> None:
    context = {
        "invitation": invitation,
        "link": settings.SITE_URL + reverse("people:accept", args=[token]),
        "installation": Installation.current(),
    }
    text = render_to_string("people/invitation.txt", context)
    try:
        send_mail(_("Your account in SMSapp"), text, None, [invitation.email])
    except (SMTPException, OSError) as error:
        logger.exception("The mail of invitation %s could not be sent", invitation.pk)
        raise MailError(
            _("The mail could not be sent. Send the invitation again when the mail server answers.")
        ) from error


def _locked(account: User) -> User:
    """The account as stored, locked with every administrator, so that two cannot close each other at once."""
    rows = User.objects.select_for_update(no_key=True).filter(Q(pk=account.pk) | Q(is_administrator=True))
    return next(row for row in rows.order_by("pk") if row.pk == account.pk)


def _require_free_address(email: str) -> None:
    if User.objects.filter(email=email.strip().lower()).exists():
        raise AccountError(
            _("This address has an account already. If it was deactivated, an administrator reactivates it.")
        )


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


def _note_changes(actor: User, account: User, changed: dict[str, tuple[Any, Any]]) -> None:
    right = changed.pop("is_administrator", None)
    if right is not None:
        _note(actor, account, Action.MADE_ADMINISTRATOR if right[1] else Action.UNMADE_ADMINISTRATOR, {})
    if changed:
        told = {name: [str(old), str(new)] for name, (old, new) in changed.items()}
        _note(actor, account, Action.CHANGED, {"changes": told})


def _note(actor: User | None, account: User | None, action: str, detail: dict[str, Any]) -> None:
    AccountEvent.objects.create(actor=actor, account=account, action=action, detail=detail)

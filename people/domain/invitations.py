"""Inviting people, and what becomes of invitations."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from people.domain.errors import AccountError
from people.domain.log import note
from people.domain.rights import require_administrator, require_free_address
from people.domain.tokens import hash_of
from people.models import INVITATION_TERM, AccountEvent, Installation, Invitation, User

Action = AccountEvent.Action


def invite(*, actor: User, email: str, display_name: str, job_title: str = "") -> Invitation:
    """Invite somebody by mail; an open invitation to the address is taken back.

    Inviting an address once more so sends a new link. The mail is written in the same transaction, and
    goes out by a job. Raises AccountError for an address that has an account.
    """
    require_administrator(actor)
    email = email.strip().lower()
    require_free_address(email)
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        Invitation.objects.filter(email=email, accepted=None, revoked=None).update(revoked=timezone.now())
        invitation = Invitation.objects.create(
            email=email, display_name=display_name, job_title=job_title, invited_by=actor, token_hash=hash_of(token)
        )
        note(actor, None, Action.INVITED, {"email": email})
        _send_invitation(invitation, token)
    return invitation


def revoke_invitation(invitation: Invitation, *, actor: User) -> None:
    """Take an invitation back; raises AccountError when it was used or taken back meanwhile."""
    require_administrator(actor)
    with transaction.atomic():
        waiting = Invitation.objects.filter(pk=invitation.pk, accepted=None, revoked=None)
        if not waiting.update(revoked=timezone.now()):
            raise AccountError(_("The invitation was used or taken back already"))
        note(actor, None, Action.REVOKED, {"email": invitation.email})


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
    require_free_address(invitation.email)
    home = Installation.current()
    account = User.objects.create_user(
        invitation.email,
        display_name,
        password,
        job_title=invitation.job_title,
        time_zone=home.time_zone,
        language=home.language,
    )
    note(account, account, Action.ACCEPTED, {"invited_by": invitation.invited_by.display_name})
    return account


def _send_invitation(invitation: Invitation, token: str) -> None:
    context = {
        "invitation": invitation,
        "link": settings.SITE_URL + reverse("people:accept", args=[token]),
        "installation": Installation.current(),
    }
    text = render_to_string("people/invitation.txt", context)
    send_mail(_("Your account in SMSapp"), text, None, [invitation.email])

"""Setting the installation up."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from people.domain.errors import AccountError
from people.domain.log import note
from people.domain.rights import require_free_address
from people.domain.tokens import hash_of
from people.models import AccountEvent, Installation, User
from shell.registry import Founding, registry

if TYPE_CHECKING:
    from collections.abc import Mapping


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
    require_free_address(administrator["email"])
    account = User.objects.create_user(**administrator, is_administrator=True, time_zone=time_zone, language=language)
    note(account, account, AccountEvent.Action.SET_UP, {"organisation": organisation})
    run_foundings(account)
    return account


def run_foundings(account: User) -> None:
    """Let each room do what it does once, for a new installation, by its first administrator."""
    for founding in registry.all(Founding):
        founding.run(account)

"""Setting the installation up, and changing it."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from people.domain.errors import AccountError, ChangedMeanwhileError
from people.domain.log import note
from people.domain.rights import require_administrator, require_free_address
from people.domain.tokens import hash_of
from people.models import LOGO, AccountEvent, Installation, Logo, User
from shell.contents import sha256_of
from shell.images import ImageRefusedError, for_print
from shell.registry import Founding, registry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.core.files.uploadedfile import UploadedFile

    from shell.images import Picture

#: Bytes of a logo that is brought, and pixels of the one that is kept: 100 mm of paper at 300 a inch.
LOGO_MAX_BYTES = 1024 * 1024
LOGO_WIDTH, LOGO_HEIGHT = 1200, 600


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


def read_logo(upload: UploadedFile) -> Picture:
    """A file that was brought as the logo, made anew for paper; raises AccountError, which says what to do."""
    if (upload.size or 0) > LOGO_MAX_BYTES:
        limit = filesizeformat(LOGO_MAX_BYTES)
        raise AccountError(_("The file is larger than %(limit)s: choose a smaller one") % {"limit": limit})
    try:
        return for_print(upload.read(), width=LOGO_WIDTH, height=LOGO_HEIGHT)
    except ImageRefusedError as error:
        raise AccountError(str(error)) from error


def organisation_now() -> dict[str, str]:
    """What the organisation is called, its language and time zone, and the SHA-256 of its logo, empty for none."""
    return _said(Installation.current())


@transaction.atomic
def change_organisation(
    *, actor: User, seen: Mapping[str, str], wanted: Mapping[str, str], logo: Picture | None = None
) -> None:
    """Change of the organisation what is ``wanted`` otherwise than it was ``seen``, both as in ``organisation_now``.

    ``logo`` is the picture of a wanted one. Raises PermissionDenied, and ChangedMeanwhileError, with nothing changed,
    where somebody else changed the same since it was seen.
    """
    require_administrator(actor)
    home = Installation.objects.select_for_update().get()
    now = _said(home)
    changed = {name: [now[name], new] for name, new in wanted.items() if new not in {seen[name], now[name]}}
    if strange := {name: old for name, (old, _new) in changed.items() if old != seen[name]}:
        raise ChangedMeanwhileError(strange)
    if changed:
        _write(home, {name: new for name, (_old, new) in changed.items()}, logo)
        note(actor, None, AccountEvent.Action.ORGANISATION, {"changes": changed})


def put_logo(picture: Picture | None) -> None:
    """Keep a picture as the logo in place of the one before, or none; the caller asks who may, and tells of it."""
    if picture is None:
        Logo.objects.all().delete()
        return
    about = {"image": picture.content, "media_type": picture.media_type, "sha256": sha256_of(picture.content)}
    Logo.objects.update_or_create(pk=Logo.KEY, defaults=about)


def _said(home: Installation) -> dict[str, str]:
    about = {"organisation": home.organisation, "language": home.language, "time_zone": home.time_zone}
    return {**about, LOGO: Logo.objects.values_list("sha256", flat=True).first() or ""}


def _write(home: Installation, values: dict[str, str], logo: Picture | None) -> None:
    if LOGO in values:
        put_logo(logo)
    for name in values.keys() - {LOGO}:
        setattr(home, name, values[name])
    home.save()

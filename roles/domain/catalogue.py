"""The twelve roles of the catalogue, and the organisation's own."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from people.models import User
from records.access.standing import in_force
from records.domain.errors import NotNowError
from records.domain.write import write
from records.models import RecordUserPermission
from roles.models import Role
from standard.catalogue import read

if TYPE_CHECKING:
    from collections.abc import Mapping

DATA = Path(__file__).parent.parent / "data" / "responsibilities.yaml"
AUDITING = {True: Role.Auditing.ALWAYS, False: Role.Auditing.NEVER, "limited": Role.Auditing.ELSEWHERE}


@cache
def responsibilities() -> Mapping[str, list[str]]:
    """What each of the twelve roles answers for, in our own words, by its key."""
    found: dict[str, list[str]] = yaml.load(DATA.read_text(), Loader=yaml.CSafeLoader)
    return found


@transaction.atomic
def record_missing_roles(founder: User | None = None) -> None:
    """Record those of the twelve that are not there yet, in the founder's or the first administrator's name."""
    by = founder or User.objects.filter(is_administrator=True).order_by("pk").first()
    known = set(Role.objects.values_list("key", flat=True)) if by else set()
    for key, about in read("roles")["roles"].items():
        if by and key not in known:
            write(_standard_role(key, about, by), actor=None, action="create")


def roles_by_key() -> dict[str, Role]:
    """Every role there is."""
    return {role.key: role for role in Role.objects.all()}


def create_role(role: Role, *, actor: User | None, **about: Any) -> Role:
    """Record a role of the organisation's own, with a key made from its name."""
    role.key = _free_key(role.title)
    return write(role, actor=actor, **about)


def retire(role: Role, *, actor: User, reason: str, token: str | None = None) -> Role:
    """Give a role to nobody any more; raises NotNowError while somebody holds it, and for one of the twelve."""
    if role.is_standard:
        raise NotNowError(_("The twelve roles stay: the system is built on them. Leave it without a holder instead."))
    if RecordUserPermission.objects.filter(in_force(), role=role.key).exists():
        raise NotNowError(_("Somebody holds this role: end their assignment first"))
    return write(role, actor=actor, action="retire", reason=reason, token=token)


def revive(role: Role, *, actor: User, reason: str, token: str | None = None) -> Role:
    """Let a role be given again."""
    return write(role, actor=actor, action="revive", reason=reason, token=token)


def _standard_role(key: str, about: Mapping[str, Any], by: User) -> Role:
    return Role(
        key=key,
        title=about["label"],
        purpose=about["purpose"],
        responsibilities="\n".join(responsibilities()[key]),
        auditing=AUDITING[about["may_audit"]],
        reach=Role.Reach.SEE if about["may_audit"] is True else Role.Reach.GOVERN,
        is_standard=True,
        created_by=by,
    )


def _free_key(title: str) -> str:
    """A key no role has yet."""
    base = slugify(title)[:32] or "role"
    taken = set(Role.objects.filter(key__startswith=base).values_list("key", flat=True))
    keys = [base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))]
    return next(key for key in keys if key not in taken)

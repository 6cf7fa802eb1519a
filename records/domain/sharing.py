"""Giving and taking sight of records."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.translation import gettext as _

from people.calendar import today
from people.domain.log import note as note_of_account
from people.models import AccountEvent
from records.access.standing import VIEW, forget
from records.domain.entering import enter
from records.domain.errors import InputError
from records.domain.log import note
from records.models import KindSight, Notice, Record, RecordGroupPermission, RecordUserPermission, record_models
from records.notices.telling import tell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from people.models import User


#: The grants that sharing writes, of people and of groups; roles write others (``records.domain.rights``).
SHARES = {"permission__codename": VIEW}
BY_HAND = {**SHARES, "source": None}


@transaction.atomic
def share(record: Record, holder: User | Group, *, actor: User, until: date | None = None) -> None:
    """Let a person or group see a record until a day, or without end. Raises Refused, InputError."""
    record = enter(record, actor=actor, action="share")
    if until and until < today():
        raise InputError(_("The last day must be today or later"), "until")
    if grant(record, holder, actor=actor, until=until):
        tell(_members(holder), kind=Notice.Kind.SHARED, record=record, actor=actor)


@transaction.atomic
def end_share(record: Record, holder: User | Group, *, actor: User) -> None:
    """Let a person or group see a record no longer by way of sharing. Raises Refused."""
    record = enter(record, actor=actor, action="share")
    revoke(record, holder, actor=actor)


@transaction.atomic
def grant(
    record: Record,
    holder: User | Group,
    *,
    actor: User | None,
    codename: str = VIEW,
    until: date | None = None,
) -> bool:
    """Let a person or group see (or, with ``GOVERN``, govern) a record until a day, or without end.

    Asks no rule: it is for verbs that have asked theirs. What is granted already is not told again: False then.
    """
    table, who = _table_of(holder)
    if table.objects.filter(content_object_id=record.pk, permission=permission(codename), until=until, **who).exists():
        return False
    table.objects.update_or_create(
        content_object_id=record.pk,
        permission=permission(codename),
        **who,
        defaults={"until": until, "granted_by": actor},
    )
    note(record, actor=actor, action="grant", detail=_detail(holder, codename, until))
    _forget(holder)
    return True


@transaction.atomic
def revoke(record: Record, holder: User | Group, *, actor: User | None, codename: str = VIEW) -> None:
    """Take a grant away; taking away what nobody holds does nothing."""
    table, who = _table_of(holder)
    gone, _rows = table.objects.filter(content_object_id=record.pk, permission=permission(codename), **who).delete()
    if gone:
        note(record, actor=actor, action="revoke", detail=_detail(holder, codename, None))
        _forget(holder)


@transaction.atomic
def give_sight(user: User, kind: str, *, actor: User | None, until: date | None = None) -> None:
    """Let a person see every record of a kind, restricted ones too, until a day, or without end.

    Asks no rule: it is for verbs that have asked theirs. Raises ValueError for a kind there is not.
    """
    if kind not in {model.kind_key for model in record_models()}:
        message = f"{kind} is no kind of record"
        raise ValueError(message)
    KindSight.objects.update_or_create(user=user, kind=kind, source=None, defaults={"until": until})
    detail = {"kind": kind, "until": until and until.isoformat()}
    note_of_account(actor, user, AccountEvent.Action.SIGHT_GIVEN, detail)
    forget(user)


@transaction.atomic
def take_sight(user: User, kind: str, *, actor: User | None) -> None:
    """Take sight of a kind away; taking away what a person does not hold, or holds by a role, does nothing."""
    gone, _rows = KindSight.objects.filter(user=user, kind=kind, source=None).delete()
    if gone:
        note_of_account(actor, user, AccountEvent.Action.SIGHT_TAKEN, {"kind": kind})
        forget(user)


def _table_of(holder: User | Group) -> tuple[Any, dict[str, Any]]:
    if isinstance(holder, Group):
        return RecordGroupPermission, {"group": holder}
    return RecordUserPermission, {"user": holder, "source": None}


def _members(holder: User | Group) -> Iterable[User]:
    return holder.user_set.filter(is_active=True) if isinstance(holder, Group) else [holder]


def permission(codename: str) -> Permission:
    """The permission with this name, such as ``GOVERN``."""
    return Permission.objects.get(content_type__app_label="records", codename=codename)


def _detail(holder: User | Group, codename: str, until: date | None) -> dict[str, Any]:
    return {"to": str(holder), "right": codename, "until": until and until.isoformat()}


def _forget(holder: User | Group) -> None:
    if not isinstance(holder, Group):
        forget(holder)

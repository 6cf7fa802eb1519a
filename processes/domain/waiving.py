"""Asking for waivers, deciding on them, and ending them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from people.calendar import today
from processes.models import Waiver
from records.domain.errors import InputError, NotNowError
from records.domain.write import write

if TYPE_CHECKING:
    from datetime import date

    from people.models import User


def ask_waiver(waiver: Waiver, *, actor: User | None, action: str = "create", token: str | None = None) -> Waiver:
    """Ask that a rule need not be kept until a day. Raises InputError for a day gone by, or none."""
    require_ahead(waiver.due)
    return write(waiver, actor=actor, action=action, token=token)


def edit_waiver(waiver: Waiver, *, actor: User | None, action: str = "edit", **about: Any) -> Waiver:
    """Change what is asked. Raises NotNowError once it was decided on: ask for another one."""
    stored = Waiver.objects.get(pk=waiver.pk)
    if stored.state != "asked" and _said(stored) != _said(waiver):
        raise NotNowError(_("It was decided on as it stands: ask for another waiver instead"))
    return write(waiver, actor=actor, action=action, **about)


def approve(waiver: Waiver, *, actor: User, reason: str, token: str | None = None) -> Waiver:
    """Let it be; never by whoever asked. Raises NotNowError where its last day has gone by already."""
    if waiver.due is None or waiver.due < today():
        raise NotNowError(_("Its last day has gone by: have it asked for anew with another day"))
    return _decide(waiver, actor=actor, action="approve", reason=reason, token=token)


def refuse(waiver: Waiver, *, actor: User, reason: str, token: str | None = None) -> Waiver:
    """Let the rule be kept, and say why."""
    return _decide(waiver, actor=actor, action="refuse", reason=reason, token=token)


def end(waiver: Waiver, *, actor: User, reason: str, token: str | None = None) -> Waiver:
    """Say that the rule is kept again."""
    return write(waiver, actor=actor, action="end", reason=reason, token=token)


def require_ahead(due: date | None) -> None:
    """Raise InputError unless the last day of a waiver is today or later."""
    if due is None:
        raise InputError(_("A waiver ends: choose its last day"), "due")
    if due < today():
        raise InputError(_("That day has gone by: a waiver is for days to come"), "due")


def _decide(waiver: Waiver, *, actor: User, action: str, reason: str, token: str | None) -> Waiver:
    waiver.approver, waiver.decided_on, waiver.decision = actor, today(), reason
    return write(waiver, actor=actor, action=action, reason=reason, token=token)


def _said(waiver: Waiver) -> tuple[Any, ...]:
    return (waiver.process_id, waiver.rule, waiver.item_id, waiver.why, waiver.risk, waiver.due)

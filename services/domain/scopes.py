"""Keeping the scope of the service management system, edition by edition (clause 4.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from people.calendar import today
from records.domain.errors import InputError, NotNowError
from records.domain.write import write
from roles.domain.asking import ask_for_approval, end_asking_for_approval
from services.models import ScopedService, SmsScope
from standard.roles import TOP_MANAGEMENT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from people.models import User

#: What an edition takes over from the one that it follows.
CARRIED = (
    "title",
    "organisation",
    "statement",
    "places",
    "customers",
    "boundaries",
    "parties",
    "owner_id",
    "restricted",
)


class Placed(NamedTuple):
    """A service (its key) in or out of scope, and why; ``is_in`` None where the edition does not name it."""

    service: int
    is_in: bool | None
    reason: str = ""


@transaction.atomic
def create_scope(scope: SmsScope, *, actor: User | None, action: str = "create", token: str | None = None) -> SmsScope:
    """Write a first edition, or one that begins anew."""
    scope.owner = scope.owner or actor
    scope.edition = _next_edition()
    return write(scope, actor=actor, action=action, token=token)


def change_scope(scope: SmsScope, *, actor: User | None, action: str = "edit", **about: Any) -> SmsScope:
    """Change the words of a draft. Raises NotNowError for an edition that was approved: begin another one."""
    require_draft(scope)
    return write(scope, actor=actor, action=action, **about)


@transaction.atomic
def set_services(
    scope: SmsScope, *, actor: User | None, placed: Iterable[Placed], reason: str = "", token: str | None = None
) -> SmsScope:
    """Say which services are in, which are out, and which are not named; all others stay as they are.

    Raises NotNowError for an edition that was approved, InputError where one is out without a reason.
    """
    require_draft(scope)
    lines = list(placed)
    _require_reasons(lines)
    detail = {"in": sum(line.is_in is True for line in lines), "out": sum(line.is_in is False for line in lines)}
    write(scope, actor=actor, action="set_services", reason=reason, token=token, detail=detail)
    for line in lines:
        _place(scope, line)
    return scope


@transaction.atomic
def ask(scope: SmsScope, *, actor: User, due: date, reason: str = "", token: str | None = None) -> SmsScope:
    """Ask top management to approve it by a day. Raises as ``approve`` does, and InputError for a day gone by."""
    if due < today():
        raise InputError(_("Choose today or a day to come"), "due")
    _require_complete(scope)
    write(scope, actor=actor, action="ask", reason=reason, token=token)
    end_asking_for_approval(scope, outcome=_("It was asked for anew"))
    title = _("Approve the scope of the service management system")
    ask_for_approval(scope, role=TOP_MANAGEMENT, title=title, due=due)
    return scope


@transaction.atomic
def approve(scope: SmsScope, *, actor: User, reason: str = "", token: str | None = None) -> SmsScope:
    """Let top management stand by it; from now on its services stay as they are.

    Raises NotNowError while it names no service, or one as out without saying why.
    """
    _require_complete(scope)
    write(scope, actor=actor, action="approve", reason=reason, token=token)
    scope.services.update(approved=timezone.now())
    end_asking_for_approval(scope, by=actor, outcome=_("Approved"))
    return scope


@transaction.atomic
def send_back(scope: SmsScope, *, actor: User, reason: str, token: str | None = None) -> SmsScope:
    """Withdraw the approval: an edition that never came into force is written anew."""
    write(scope, actor=actor, action="send_back", reason=reason, token=token)
    scope.services.update(approved=None)
    return scope


@transaction.atomic
def enforce(scope: SmsScope, *, actor: User, reason: str = "", token: str | None = None) -> SmsScope:
    """Let the system go by it from today; the edition in force until now is superseded."""
    for before in SmsScope.objects.filter(is_current=True):
        end(before, actor=actor, reason=_("%(reference)s takes its place") % {"reference": scope.reference})
    scope.in_force_from, scope.is_current = today(), True
    return write(scope, actor=actor, action="enforce", reason=reason, token=token)


def end(scope: SmsScope, *, actor: User, reason: str, token: str | None = None) -> SmsScope:
    """Say that the system does not go by it any more."""
    scope.is_current = False
    return write(scope, actor=actor, action="supersede", reason=reason, token=token)


@transaction.atomic
def begin_edition(scope: SmsScope, *, actor: User, reason: str, token: str | None = None) -> SmsScope:
    """Begin the next edition from this one, services and all; returns it. Raises NotNowError while another is written."""
    if draft := SmsScope.objects.filter(state__in=("draft", "approved"), withdrawn=False).first():
        raise NotNowError(
            _("%(reference)s is being written: finish or withdraw it first") % {"reference": draft.reference}
        )
    write(scope, actor=actor, action="begin_edition", reason=reason, token=token)
    made = SmsScope(follows=scope, **{name: getattr(scope, name) for name in CARRIED})
    create_scope(made, actor=actor)
    ScopedService.objects.bulk_create(
        ScopedService(scope=made, service_id=line.service_id, is_in=line.is_in, reason=line.reason)
        for line in scope.services.all()
    )
    return made


def require_draft(scope: SmsScope) -> None:
    """Raise NotNowError unless the edition is still written."""
    if SmsScope.objects.filter(pk=scope.pk).exclude(state="draft").exists():
        raise NotNowError(_("This edition was approved: begin a new edition to change it"))


def _require_complete(scope: SmsScope) -> None:
    lines = list(scope.services.all())
    if not any(line.is_in for line in lines):
        raise NotNowError(_("It names no service that is in: say which are, first"))
    if any(not line.is_in and not line.reason for line in lines):
        raise NotNowError(_("It does not say why a service is out: say so first"))


def _place(scope: SmsScope, line: Placed) -> None:
    if line.is_in is None:
        ScopedService.objects.filter(scope=scope, service=line.service).delete()
        return
    about = {"is_in": line.is_in, "reason": line.reason}
    ScopedService.objects.update_or_create(scope=scope, service_id=line.service, defaults=about)


def _require_reasons(lines: Iterable[Placed]) -> None:
    for line in lines:
        if line.is_in is False and not line.reason.strip():
            raise InputError(_("Say why it is out"), f"reason_{line.service}")


def _next_edition() -> int:
    return (SmsScope.objects.aggregate(last=Max("edition"))["last"] or 0) + 1

"""Asking for more resources, and top management's decisions, which change allocations in the same step."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leadership.domain.resources import require_unit
from leadership.models import AllocationChange, Resource, ResourceRequest
from people.calendar import today
from records.domain.entering import enter_in_sight, held
from records.domain.errors import InputError, NotNowError
from records.domain.tasks import drop_tasks, set_task
from records.domain.write import write
from records.models import Task
from roles.domain.asking import ask_for_approval, end_asking_for_approval
from standard.roles import TOP_MANAGEMENT

if TYPE_CHECKING:
    from datetime import date

    from people.models import User
    from records.models import Record

#: The largest amount that is kept.
MOST = Decimal("999999999999.99")
#: How long top management has to decide at most, and whoever asks to say more.
TO_DECIDE, TO_ANSWER = timedelta(days=14), timedelta(days=7)


@transaction.atomic
def ask(request: ResourceRequest, *, actor: User | None, **about: Any) -> ResourceRequest:
    """Ask for more; top management is set a task. Raises Refused, InputError."""
    request.owner = request.owner or actor
    _require_sound(request, actor)
    if request.due is not None and request.due < today():
        raise InputError(_("The day must be today or later"), "due")
    write(request, actor=actor, **{"action": "create", **about})
    _ask_top_management(request)
    return request


def raise_request(
    source: Record,
    *,
    actor: User,
    title: str,
    owner: User,
    due: date,
    what: str = "",
    token: str | None = None,
    **asked: Any,
) -> ResourceRequest:
    """Ask for resources that a meeting decided on: ``asked`` says of what type, how much, and its unit or currency.

    Top management grants it to the resource whose allocation grows. Raises as ``ask`` does.
    """
    request = ResourceRequest(title=title[:200], owner=owner, due=due, restricted=source.restricted, **asked)
    request.why = _("Decided in %(reference)s: %(what)s") % {"reference": source.reference, "what": what or title}
    return ask(request, actor=actor, token=token)


def edit(request: ResourceRequest, *, actor: User | None, **about: Any) -> ResourceRequest:
    """Change what is asked for, until it is decided. Raises NotNowError after that, InputError."""
    _require_undecided(request)
    _require_sound(request, actor)
    return write(request, actor=actor, **{"action": "edit", **about})


def grant(
    request: ResourceRequest, *, actor: User, resource: Resource, reason: str = "", token: str | None = None
) -> ResourceRequest:
    """Grant all of it, to a resource whose allocation grows by it. Raises Refused for who asks, InputError."""
    about = {"amount": request.amount, "resource": resource, "reason": reason, "token": token}
    return _decide(request, "grant", actor=actor, **about)


def grant_part(
    request: ResourceRequest,
    *,
    actor: User,
    amount: Decimal,
    resource: Resource,
    reason: str,
    token: str | None = None,
) -> ResourceRequest:
    """Grant a part of it. Raises as ``grant`` does, and InputError for nothing, or for as much as was asked for."""
    if not 0 < amount < request.amount:
        raise InputError(_("A part is more than nothing and less than what is asked for"), "amount")
    return _decide(request, "grant_part", actor=actor, amount=amount, resource=resource, reason=reason, token=token)


def refuse(request: ResourceRequest, *, actor: User, reason: str, token: str | None = None) -> ResourceRequest:
    """Grant nothing, and say why. Raises Refused for who asks."""
    return _decide(
        request, "refuse", actor=actor, amount=Decimal(0), resource=request.resource, reason=reason, token=token
    )


@transaction.atomic
def ask_back(request: ResourceRequest, *, actor: User, reason: str, token: str | None = None) -> ResourceRequest:
    """Ask whoever asks to say more; they are set a task."""
    write(request, actor=actor, action="ask_back", reason=reason, token=token)
    end_asking_for_approval(request, outcome=_("More is to be said first"))
    about: dict[str, Any] = {
        "title": _("Say more about your request"),
        "due": today() + TO_ANSWER,
        "kind": Task.Kind.ANSWER,
    }
    set_task(request, actor=None, assignee=request.owner or request.created_by, **about)
    return request


@transaction.atomic
def resubmit(
    request: ResourceRequest, *, actor: User, why: str, reason: str = "", token: str | None = None
) -> ResourceRequest:
    """Say more, and let top management decide."""
    request.why = why
    write(request, actor=actor, action="resubmit", reason=reason, token=token)
    drop_tasks(request, kind=Task.Kind.ANSWER, reason=_("More was said"))
    _ask_top_management(request)
    return request


@transaction.atomic
def _decide(
    request: ResourceRequest,
    verdict: str,
    *,
    actor: User,
    amount: Decimal,
    resource: Resource | None,
    reason: str,
    token: str | None,
) -> ResourceRequest:
    """Write the decision, and let the allocation follow: both or neither."""
    request.granted, request.decision, request.resource = amount, reason, resource
    request.decided_by, request.decided_at = actor, timezone.now()
    write(request, actor=actor, action=verdict, reason=reason, token=token, detail={"granted": str(amount)})
    if amount and resource is not None:
        _allocate(request, resource, actor=actor, amount=amount)
    end_asking_for_approval(request, outcome=_("It is decided"))
    return request


def _allocate(request: ResourceRequest, resource: Resource, *, actor: User, amount: Decimal) -> None:
    """Let an allocation grow by what was granted; two decisions on one resource wait for each other."""
    enter_in_sight(resource, actor=actor)
    stored = held(resource)
    _require_same_measure(request, stored)
    was, stored.allocated = stored.allocated, stored.allocated + amount
    if stored.allocated > MOST:
        raise InputError(_("Together with what was allocated this is too much to be kept"), "resource")
    detail = {"request": request.reference, "was": str(was), "became": str(stored.allocated)}
    write(stored, actor=actor, action="allocate", reason=request.decision, detail=detail)
    AllocationChange.objects.create(
        resource=stored,
        request=request,
        was=was,
        became=stored.allocated,
        person=actor,
        reason=request.decision,
        at=timezone.now(),
    )


def _require_sound(request: ResourceRequest, actor: User | None) -> None:
    require_unit(request)
    if not request.amount:
        raise InputError(_("Say how much more is needed"), "amount")
    if request.resource is not None:
        enter_in_sight(request.resource, actor=actor)
        _require_same_measure(request, request.resource)


def _require_same_measure(request: ResourceRequest, resource: Resource) -> None:
    said = {"reference": resource.reference}
    if resource.state == "closed":
        raise InputError(_("%(reference)s is closed: choose another resource") % said, "resource")
    if (request.type, request.currency) != (resource.type, resource.currency):
        raise InputError(_("%(reference)s is of another kind or currency") % said, "resource")


def _require_undecided(request: ResourceRequest) -> None:
    if ResourceRequest.objects.filter(pk=request.pk, decided_at__isnull=False).exists():
        raise NotNowError(_("It is decided: ask anew for what is missing"))


def _ask_top_management(request: ResourceRequest) -> None:
    """Set those who decide a task, where the role is there."""
    last = today() + TO_DECIDE
    due = min(max(request.due, today()), last) if request.due else last
    ask_for_approval(request, role=TOP_MANAGEMENT, title=_("Decide on a request for resources"), due=due)

"""Service requests (clause 8.6.2): asked for from the catalogue, approved where their item says so, fulfilled by steps."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from operations.domain.steps import add_steps, lined_steps
from operations.domain.telling import people_on, tell_about
from operations.domain.working import create_ticket, edit_ticket, end_without_result, write_ticket
from operations.models import ServiceRequest
from people.calendar import today
from records.domain.errors import InputError
from records.domain.tasks import drop_tasks, finish_task, set_task
from records.holders import tasks_waiting_for
from records.models import Task

if TYPE_CHECKING:
    from people.models import User
    from services.models import CatalogueItem

#: How long an approver has.
TO_APPROVE = timedelta(days=3)


@transaction.atomic
def create_request(request: ServiceRequest, *, actor: User | None, **about: Any) -> ServiceRequest:
    """Record a request: its steps are those of its item, and whoever approves it is asked.

    Raises InputError for an item that is not offered, or where nobody can approve it.
    """
    item = request.item
    if item is not None:
        request.service = request.service or item.service
    create_ticket(request, actor=actor, **about)
    if item is not None:
        _begin(request, item, actor)
    return request


@transaction.atomic
def edit_request(request: ServiceRequest, *, actor: User, **about: Any) -> ServiceRequest:
    """Change a request. What is asked for stays: raises InputError for another item."""
    stored = ServiceRequest.objects.get(pk=request.pk)
    if stored.item_id is not None and stored.item_id != request.item_id:
        raise InputError(_("Something else is asked for by a request of its own"), "item")
    is_named_now = stored.item_id is None and request.item is not None
    edit_ticket(request, actor=actor, **about)
    if is_named_now and request.item is not None:
        _begin(request, request.item, actor)
    return request


@transaction.atomic
def ask_for(
    item: CatalogueItem, *, actor: User, answers: dict[str, str], remark: str = "", token: str | None = None
) -> ServiceRequest:
    """Ask for something of the catalogue, with an answer to each of its questions. Raises InputError."""
    if item.state != "offered" or item.withdrawn:
        raise InputError(_("It is not offered any more: choose something else"), "item")
    request = ServiceRequest(
        title=item.title[:200],
        item=item,
        answers="\n".join(f"{question}\n{answer}\n" for question, answer in answers.items()).strip(),
        description=remark,
        caller=actor.display_name[:120],
        channel="portal",
    )
    return create_request(request, actor=actor, action="create", token=token)


@transaction.atomic
def ask_approval(
    request: ServiceRequest, *, actor: User | None, reason: str = "", token: str | None = None
) -> ServiceRequest:
    """Ask whoever is to approve it. Raises InputError where nobody else than who asked could."""
    request.approver = _approver(request)
    write_ticket(request, actor=actor, action="ask_approval", reason=reason, token=token)
    title = _("Approve %(reference)s: %(title)s") % {"reference": request.reference, "title": request.title}
    due = today() + TO_APPROVE
    set_task(request, actor=None, assignee=request.approver, title=title[:200], due=due, kind=Task.Kind.APPROVE)
    return request


@transaction.atomic
def approve(request: ServiceRequest, *, actor: User, reason: str = "", token: str | None = None) -> ServiceRequest:
    """Let it be fulfilled; who asked for it and its team are told. Raises Refused for who asked for it themselves."""
    request.decided_at = timezone.now()
    write_ticket(request, actor=actor, action="approve", reason=reason, token=token)
    _end_asking(request, actor, _("It was approved"))
    tell_about(
        request, [request.created_by, *people_on(request)], _("%(ticket)s is approved"), actor=actor, text=reason
    )
    return request


@transaction.atomic
def refuse(request: ServiceRequest, *, actor: User, reason: str, token: str | None = None) -> ServiceRequest:
    """Say that it is not fulfilled, and why; who asked for it is told."""
    request.decided_at = timezone.now()
    end_without_result(request, actor=actor, action="refuse", reason=reason, token=token)
    _end_asking(request, actor, _("It was refused"))
    tell_about(request, [request.created_by], _("%(ticket)s is refused"), actor=actor, text=reason)
    return request


@transaction.atomic
def cancel_request(request: ServiceRequest, *, actor: User, reason: str, token: str | None = None) -> ServiceRequest:
    """Say that it is not wanted any more; nobody needs to approve it, and who asked or works on it is told."""
    end_without_result(request, actor=actor, action="cancel", reason=reason, token=token)
    concerned = [request.created_by, *people_on(request)]
    tell_about(request, concerned, _("%(ticket)s is not wanted any more"), actor=actor, text=reason)
    drop_tasks(request, kind=Task.Kind.APPROVE, reason=_("It is not wanted any more"))
    return request


def _begin(request: ServiceRequest, item: CatalogueItem, actor: User | None) -> None:
    """Take the steps of the item, and ask for approval where it says so."""
    add_steps(request, lined_steps(item.steps), source=item.reference)
    if item.needs_approval and request.state == "new":
        ask_approval(request, actor=actor)


def _approver(request: ServiceRequest) -> User:
    """Who approves it: the item's approver, else the owner of its service, never who asked for it."""
    item = request.item
    named = [item.approver, item.service.owner, item.owner] if item else []
    for person in [*named, request.service.owner if request.service else None]:
        if person is not None and person.is_active and person.pk != request.created_by_id:
            return person
    raise InputError(_("Nobody else than you could approve it: ask whoever looks after the catalogue"), "item")


def _end_asking(request: ServiceRequest, actor: User, outcome: str) -> None:
    for task in tasks_waiting_for(actor).filter(record=request.pk, kind=Task.Kind.APPROVE, created_by=None):
        finish_task(task, actor=actor, outcome=outcome)
    drop_tasks(request, kind=Task.Kind.APPROVE, reason=outcome)

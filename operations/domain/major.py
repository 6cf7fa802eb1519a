"""The major incident procedure (clause 8.6.1): declared, led, told of at intervals, stood down and reviewed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from operations.domain.telling import tell_about
from operations.domain.working import write_ticket
from operations.models import MajorUpdate
from people.calendar import today
from records.domain.errors import InputError, NotNowError
from records.domain.tasks import drop_tasks, finish_task, set_task
from records.holders import holders_of, tasks_waiting_for
from records.models import Task
from standard.roles import TOP_MANAGEMENT

if TYPE_CHECKING:
    from operations.models import Incident
    from people.models import User

#: How long its leader has to review it: ten working days.
TO_REVIEW = timedelta(days=14)


@transaction.atomic
def declare_major(
    incident: Incident, *, actor: User, leader: User, every: int, reason: str, token: str | None = None
) -> Incident:
    """Declare it major, with who leads it and how many minutes lie between words to those concerned.

    Top management is told at once. Raises NotNowError where it is major already, or nobody works on it any more.
    """
    if incident.is_major_now:
        raise NotNowError(_("It is a major incident already"))
    if not incident.is_open:
        raise NotNowError(_("Nobody works on it any more: reopen it first"))
    now = timezone.now()
    incident.is_major, incident.major_since, incident.major_until = True, now, None
    incident.major_manager, incident.update_every = leader, every
    incident.next_update_at = now + timedelta(minutes=every)
    informed = list(holders_of(TOP_MANAGEMENT))
    incident.top_management_told = now if informed else None
    write_ticket(incident, actor=actor, action="declare_major", reason=reason, token=token)
    tell_about(incident, informed, _("Major incident: %(ticket)s"), actor=actor, text=reason)
    tell_about(incident, [leader], _("You lead the major incident %(ticket)s"), actor=actor, text=reason)
    return incident


@transaction.atomic
def tell(
    incident: Incident,
    *,
    actor: User,
    audience: str,
    text: str,
    top_management: bool = False,
    reason: str = "",
    token: str | None = None,
) -> Incident:
    """Keep a word to those concerned; the time to the next one begins anew. Raises NotNowError once stood down."""
    _require_major(incident)
    now = timezone.now()
    MajorUpdate.objects.create(incident=incident, at=now, person=actor, audience=audience, text=text)
    incident.next_update_at = now + timedelta(minutes=incident.update_every)
    if top_management:
        incident.top_management_told = incident.top_management_told or now
        tell_about(incident, holders_of(TOP_MANAGEMENT), _("Major incident: %(ticket)s"), actor=actor, text=text)
    return write_ticket(
        incident, actor=actor, action="tell", reason=reason or text, token=token, detail={"audience": audience}
    )


@transaction.atomic
def stand_down(incident: Incident, *, actor: User, reason: str, token: str | None = None) -> Incident:
    """Say that it is no major incident any more; its leader is asked to review it. Raises NotNowError."""
    _require_major(incident)
    incident.major_until, incident.next_update_at = timezone.now(), None
    write_ticket(incident, actor=actor, action="stand_down", reason=reason, token=token)
    _ask_for_review(incident)
    return incident


@transaction.atomic
def review_major(
    incident: Incident, *, actor: User, review: str, reason: str = "", token: str | None = None
) -> Incident:
    """Keep the review: what happened, what came of it, what is to be better. Raises NotNowError while it is major."""
    if not incident.is_major or incident.is_major_now:
        raise NotNowError(_("A major incident is reviewed once it was stood down"))
    if not review.strip():
        raise InputError(_("Say what happened and what is to be better"), "review")
    incident.review = review.strip()
    write_ticket(incident, actor=actor, action="review_major", reason=reason, token=token)
    outcome = _("It was reviewed")
    for task in tasks_waiting_for(actor).filter(record=incident.pk, kind=Task.Kind.REVIEW, created_by=None):
        finish_task(task, actor=actor, outcome=outcome)
    drop_tasks(incident, kind=Task.Kind.REVIEW, reason=outcome)
    return incident


def _require_major(incident: Incident) -> None:
    if not incident.is_major_now:
        raise NotNowError(_("It is no major incident: declare it first"))


def _ask_for_review(incident: Incident) -> None:
    leader = incident.major_manager
    if leader is None or not leader.is_active:
        return
    title = _("Review the major incident %(reference)s") % {"reference": incident.reference}
    set_task(incident, actor=None, assignee=leader, title=title, due=today() + TO_REVIEW, kind=Task.Kind.REVIEW)

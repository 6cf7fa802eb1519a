"""Steps of working on a ticket: taken from an item or a procedure, ticked off, or left out with a reason."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from operations.models import OPEN_STATES, TicketStep
from records.domain.entering import enter
from records.domain.errors import InputError, NotNowError
from records.domain.log import note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from operations.models import Incident, ServiceRequest
    from people.models import User

#: A numbered line of a text, as Markdown has it; what is indented is a part of the line above.
NUMBERED = re.compile(r"^\d{1,3}[.)]\s+(.+)$", re.MULTILINE)
#: Steps of one list at most.
STEPS_MAX = 60


def numbered_steps(text: str) -> list[str]:
    """The steps that a text numbers."""
    return [step.strip()[:500] for step in NUMBERED.findall(text)][:STEPS_MAX]


def lined_steps(text: str) -> list[str]:
    """The steps of a text with one a line."""
    return [line.strip()[:500] for line in text.splitlines() if line.strip()][:STEPS_MAX]


def add_steps(ticket: Incident | ServiceRequest, texts: Sequence[str], *, source: str) -> None:
    """Put steps after those that stand there. For verbs that have asked their rules, inside a transaction."""
    last = TicketStep.objects.filter(ticket=ticket.pk).aggregate(last=Max("place"))["last"] or 0
    TicketStep.objects.bulk_create(
        TicketStep(ticket_id=ticket.pk, place=place, text=text, source=source[:80])
        for place, text in enumerate(texts, last + 1)
    )


@transaction.atomic
def take_steps(
    ticket: Incident | ServiceRequest, texts: Sequence[str], *, source: str, actor: User, token: str | None = None
) -> None:
    """Take the steps of a procedure. Raises NotNowError where they stand there already, or the ticket is over."""
    stored = _entered(ticket, actor)
    if TicketStep.objects.filter(ticket=ticket.pk, source=source[:80]).exists():
        raise NotNowError(_("Its steps were taken already"))
    if not texts:
        raise NotNowError(_("Its text has no numbered steps: read it, and note what you did"))
    add_steps(stored, texts, source=source)
    note(stored, actor=actor, action="take_steps", detail={"source": source, "steps": len(texts)}, token=token)


@transaction.atomic
def finish_step(ticket: Incident | ServiceRequest, place: int, *, actor: User, token: str | None = None) -> TicketStep:
    """Tick a step off; one that was settled already stays as it is. Raises NotNowError, InputError."""
    step = _open_step(ticket, place, actor)
    if not step.is_settled:
        step.done_at, step.done_by = timezone.now(), actor
        step.save(update_fields=["done_at", "done_by"])
        note(ticket, actor=actor, action="step", detail={"text": step.text}, token=token)
    return step


@transaction.atomic
def leave_out_step(
    ticket: Incident | ServiceRequest, place: int, *, actor: User, deviation: str, token: str | None = None
) -> TicketStep:
    """Leave a step out, or do it otherwise, and say why. Raises NotNowError, InputError."""
    step = _open_step(ticket, place, actor)
    if not deviation.strip():
        raise InputError(_("Say why it is left out or done otherwise"), "deviation")
    step.deviation, step.done_at, step.done_by = deviation.strip()[:500], timezone.now(), actor
    step.save(update_fields=["deviation", "done_at", "done_by"])
    detail = {"text": step.text}
    note(ticket, actor=actor, action="leave_out_step", reason=step.deviation, detail=detail, token=token)
    return step


def require_settled(ticket: Incident | ServiceRequest) -> None:
    """Raise NotNowError while steps are neither done nor left out with a reason (clause 8.6.2)."""
    waiting = TicketStep.objects.filter(ticket=ticket.pk, done_at=None, deviation="").count()
    if waiting:
        message = ngettext(
            "%(n)d step is open: tick it off, or leave it out and say why",
            "%(n)d steps are open: tick them off, or leave them out and say why",
            waiting,
        )
        raise NotNowError(message % {"n": waiting})


def _open_step(ticket: Incident | ServiceRequest, place: int, actor: User) -> TicketStep:
    stored = _entered(ticket, actor)
    step = TicketStep.objects.filter(ticket=stored.pk, place=place).first()
    if step is None:
        raise InputError(_("There is no such step"))
    return step


def _entered(ticket: Incident | ServiceRequest, actor: User) -> Incident | ServiceRequest:
    stored = enter(ticket, actor=actor, action="step")
    if stored.state not in OPEN_STATES:
        raise NotNowError(_("Nobody works on it any more"))
    return stored

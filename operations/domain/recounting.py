"""Counting open tickets anew when what was agreed changes; closed ones stay as they were frozen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from jobs.kinds import Result
from operations.domain.clocks import VOID, Clockwork, keep_clocks, pauses_of
from operations.models import Incident, ServiceRequest
from records.domain.write import write

if TYPE_CHECKING:
    from jobs.progress import Progress
    from operations.models import Ticket

#: Tickets counted in one transaction.
CHUNK = 200
#: What lists show of a ticket's clocks, but for the time that passes anyway.
SHOWN = ("agreement_id", "due_at", "warn_from", "breached")


def recount(progress: Progress, *, customer: int) -> Result:
    """The job: count the clocks of a customer's open tickets by the agreement that holds for each."""
    changed = counted = 0
    for model in (Incident, ServiceRequest):
        tickets = model.objects.filter(customer=customer, withdrawn=False).exclude(state__in=("closed", *VOID))
        keys = list(tickets.order_by("pk").values_list("pk", flat=True))
        for begin in range(0, len(keys), CHUNK):
            changed += _recount_some(model, keys[begin : begin + CHUNK])
            counted += len(keys[begin : begin + CHUNK])
            progress.tell(counted, counted, _("Counting"))
    return Result(
        _("%(changed)d of %(counted)d open tickets have other times") % {"changed": changed, "counted": counted}
    )


@transaction.atomic
def _recount_some(model: type[Ticket], keys: list[int]) -> int:
    """Count these anew; a ticket of which lists show something else is written, so that its history says so."""
    tickets = list(model._default_manager.filter(pk__in=keys).select_for_update(of=("record_ptr",), no_key=True))
    pauses, work, changed = pauses_of(tickets), Clockwork(), 0
    for ticket in tickets:
        before = [getattr(ticket, name) for name in SHOWN]
        counted = work.count(ticket, pauses.get(ticket.pk, []))
        if [getattr(ticket, name) for name in SHOWN] != before:
            write(ticket, actor=None, action="edit", reason=_("What was agreed with the customer changed"))
            changed += 1
        keep_clocks(ticket, counted)
    return changed

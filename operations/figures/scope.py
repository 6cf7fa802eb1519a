"""Whose tickets figures are of, and as whose eyes see them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from agreements.models import Agreement
from operations.models import Clock, Incident, ServiceRequest
from records.models import Record

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from operations.models import Ticket
    from people.models import User

#: States of tickets that count in no figure: there was nothing to do.
VOID = ("cancelled", "refused")


@dataclass(frozen=True)
class Scope:
    """Tickets of an agreement with its earlier editions, a customer, a service, a team; of all without any.

    ``seen_by`` leaves what that person may see, for figures that are shown live; without it all are counted, as a
    report does, which is approved as a whole.
    """

    agreements: tuple[int, ...] = ()
    customer: int | None = None
    service: int | None = None
    team: int | None = None
    seen_by: User | None = field(default=None, compare=False)

    @classmethod
    def of_agreement(cls, agreement: int, seen_by: User | None = None) -> Scope:
        """Tickets of an agreement and of the editions before it: a trend goes on through a renewal."""
        rows, keys = Agreement._default_manager, [agreement]
        known = rows.visible_to(seen_by) if seen_by is not None else rows.get_queryset()
        while (before := known.filter(pk=keys[-1]).values_list("supersedes", flat=True).first()) is not None:
            keys.append(before)
        return cls(agreements=tuple(keys), seen_by=seen_by)

    @property
    def filters(self) -> dict[str, Any]:
        """What is asked of a ticket's own columns."""
        found = {"customer": self.customer, "service": self.service, "team": self.team}
        asked: dict[str, Any] = {name: value for name, value in found.items() if value is not None}
        return {**asked, "agreement__in": self.agreements} if self.agreements else asked

    def incidents(self) -> QuerySet[Any]:
        """Its incidents, but for those that were none."""
        return self._tickets(Incident)

    def requests(self) -> QuerySet[Any]:
        """Its service requests, but for those that were cancelled or refused."""
        return self._tickets(ServiceRequest)

    def clocks(self) -> QuerySet[Clock]:
        """The clocks of its tickets as they stand; those that another replaced are left out."""
        rows = Clock.objects.filter(is_current=True)
        if self.agreements:
            rows = rows.filter(target__agreement__in=self.agreements)
        elif self.filters:
            of_incidents, of_requests = self.incidents().values("pk"), self.requests().values("pk")
            return rows.filter(Q(ticket__in=of_incidents) | Q(ticket__in=of_requests))
        if self.seen_by is None:
            return rows.filter(ticket__withdrawn=False)
        seen = Record.objects.visible_to(self.seen_by).filter(withdrawn=False)
        return rows.filter(ticket__in=seen.values("pk"))

    def _tickets(self, kind: type[Ticket]) -> QuerySet[Any]:
        rows = kind._default_manager
        seen = rows.visible_to(self.seen_by) if self.seen_by is not None else rows.get_queryset()
        found: QuerySet[Any] = seen.filter(withdrawn=False, **self.filters).exclude(state__in=VOID)
        return found

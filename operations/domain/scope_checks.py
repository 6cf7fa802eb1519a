"""What tickets say against the scope of the system (clause 4.3)."""

from __future__ import annotations

from datetime import timedelta
from heapq import nlargest
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from operations.models import Incident, ServiceRequest
from services.domain.scope_checks import FOUND_MAX, services_out_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from people.models import User

#: How far back tickets are looked at.
LOOK_BACK = timedelta(days=90)


def tickets_out_of_scope(scope: Any, user: User) -> Sequence[Incident | ServiceRequest]:
    """Tickets opened in the last 90 days about a service that an edition names as out, the newest first."""
    since = timezone.now() - LOOK_BACK
    found = [each for kind in (Incident, ServiceRequest) for each in _opened(kind, scope, user, since)]
    return nlargest(FOUND_MAX, found, key=lambda ticket: ticket.opened_at)


def _opened(kind: Any, scope: Any, user: User, since: Any) -> Any:
    seen = kind.objects.visible_to(user).current().filter(opened_at__gte=since)
    return seen.filter(service__in=services_out_of(scope)).order_by("-opened_at")[:FOUND_MAX]

"""What an incident that is being written down will be: its priority, its agreement, and by when it is due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from operations.domain.clocks import Clockwork
from operations.domain.customers import customers_of
from operations.domain.priorities import set_priority, table_for

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from operations.domain.clocks import Counted
    from operations.models import Incident
    from parties.models import Organisation


@dataclass(frozen=True)
class Foreseen:
    """An incident as it would be recorded now; ``customers`` are those to choose from where the service has several."""

    incident: Incident
    table: Mapping[tuple[int, int], int]
    counted: Sequence[Counted]
    customers: Sequence[Organisation]

    @property
    def agreement(self) -> Any:
        """The agreement it is counted by."""
        return self.incident.agreement


def foresee(incident: Incident) -> Foreseen:
    """What comes of an incident that nobody has recorded yet; writes nothing."""
    takers = customers_of(incident.service_id) if incident.service_id and not incident.customer_id else []
    if len(takers) == 1:
        incident.customer = takers[0]
    set_priority(incident)
    counted = Clockwork().count(incident, [])
    return Foreseen(incident, table_for(incident.agreement_id), counted, takers if len(takers) > 1 else [])

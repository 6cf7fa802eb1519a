"""Beginning the assessment of an organisation: one assessment for each requirement item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from conformity.models import Assessment
from records.access.permits import require
from records.domain.bulk import create_many
from standard.models import Edition, RequirementItem

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from people.models import User


def items_to_assess() -> QuerySet[RequirementItem]:
    """Every requirement item of the catalogue in force; notes ask for nothing."""
    return RequirementItem.objects.filter(kind=RequirementItem.Kind.SHALL, is_current=True, clause__is_current=True)


def items_lacking() -> QuerySet[RequirementItem]:
    """Those that have no assessment yet."""
    return items_to_assess().exclude(pk__in=Assessment.objects.values("item"))


def assessment_of(item: RequirementItem, **about: Any) -> Assessment:
    """An assessment of an item, not saved: nothing is said of it but what ``about`` says, as one that is taken over does."""
    return Assessment(item=item, title=f"{item.identifier} {item.text}"[:200], **{"created": timezone.now(), **about})


@transaction.atomic
def begin(*, actor: User) -> list[Assessment]:
    """Give each requirement item that has none its assessment; returns those made. Raises Refused.

    Whoever comes second waits for the first, finds nothing lacking and makes nothing.
    """
    require(actor, "create", Assessment)
    list(Edition.objects.select_for_update().order_by("pk"))
    lacking = items_lacking().select_related("clause").order_by("clause__sort_key", "place")
    return create_many([assessment_of(item) for item in lacking], actor=actor)

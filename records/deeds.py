"""What a person did themselves, asked of the records: nobody ticks it off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value

from records.models import Event, Evidence, Record
from records.models.record import model_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from people.models import User

#: A kind of record, empty for any, and what was done to one of it: an action of its events ("accept"), a
#: column with its value of one that the person recorded ("is_customer=True"), or evidence for a clause
#: ("evidence:7.4").
Deed = tuple[str, str]
EVIDENCE = "evidence:"
#: How many of a person's first, and of their newest, events are looked at.
LOOKED_AT = 1000


def deeds_of(user: User, asked: Collection[Deed] = ()) -> frozenset[Deed]:
    """The actions of a person's events by kind of record, and those of ``asked`` that are no action and true; one query.

    Looked at are their first and their newest events: who is new has few, and who did much has done it all.
    """
    own = Event.objects.filter(actor=user)
    first, newest = own.order_by("id").values("pk")[:LOOKED_AT], own.order_by("-id").values("pk")[:LOOKED_AT]
    seen = Record.objects.visible_to(user).filter(pk=OuterRef("record_id"))
    looked_at = Event.objects.filter(Q(pk__in=first) | Q(pk__in=newest)).order_by()
    acted = looked_at.filter(Exists(seen))
    recorded = looked_at.filter(action="create").values("record")
    facts = [_fact(user, deed, recorded) for deed in sorted(asked) if is_fact(deed)]
    return frozenset(acted.values_list("record__kind", "action").union(*facts))


def is_fact(deed: Deed) -> bool:
    """Whether it is told by other tables than the events."""
    return "=" in deed[1] or deed[1].startswith(EVIDENCE)


def is_of_a_column(deed: Deed) -> bool:
    """Whether it names a column that its kind of record has."""
    kind, (column, is_column, _value) = deed[0], deed[1].partition("=")
    try:
        return bool(is_column) and bool(model_of(kind)._meta.get_field(column))
    except (FieldDoesNotExist, StopIteration):
        return False


def _fact(user: User, deed: Deed, recorded: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """A row that is the deed, where it was done."""
    kind, fact = deed
    words = (Value(kind, output_field=CharField()), Value(fact, output_field=CharField()))
    if fact.startswith(EVIDENCE):
        number = fact.removeprefix(EVIDENCE)
        of_clause = Q(item__clause__number=number) | Q(item__clause__number__startswith=f"{number}.")
        return Evidence.objects.filter(of_clause, added_by=user, withdrawn=None).order_by().values_list(*words)
    column, _sign, value = fact.partition("=")
    matching = model_of(kind).objects.visible_to(user).filter(pk__in=recorded, **{column: value})
    found: QuerySet[Any, Any] = matching.order_by().values_list(*words)
    return found

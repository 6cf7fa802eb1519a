"""The board: open tickets of both kinds by the time they have left (docs/decisions/0017).

Those whose clock runs come first, the one that is due first at the top; then those that stand still or have no
target, the longest open first. Both parts are walked by an index of the ticket's own table that holds open tickets
alone; what the one table of records says of each is asked row by row, so that no index of it leads.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q

from operations.models import OPEN_STATES, Incident, ServiceRequest
from operations.models.ticket import RUNS, STANDS
from records.access.visibility import rows_found
from records.models import Record

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from people.models import User

#: Tickets on a page.
PAGE = 50
#: The two parts, in their order: the condition of each, and what it is ordered by.
PARTS = {"runs": (RUNS, "due_at"), "stands": (STANDS, "opened_at")}
KINDS = (Incident, ServiceRequest)


@dataclass(frozen=True)
class Asked:
    """What a board shows: whose tickets, of which kind and priority, and from where on."""

    user: User
    whose: str = "all"
    team: int | None = None
    kind: str = ""
    priority: int | None = None
    after: Place | None = None


@dataclass(frozen=True, order=True)
class Place:
    """A ticket's place on the board: its part, the moment it is ordered by, its key."""

    part: str
    moment: datetime
    key: int


@dataclass(frozen=True)
class Board:
    """A page of it, and the place of its last row where there are more."""

    tickets: list[Incident | ServiceRequest]
    next: Place | None


def board_of(asked: Asked) -> Board:
    """A page of the board."""
    places = _first(asked, PAGE + 1)
    return Board(_read(places[:PAGE]), places[PAGE - 1] if len(places) > PAGE else None)


def major_now(user: User) -> list[Incident]:
    """Major incidents that were not stood down, as far as the person sees them."""
    keys = list(Incident.objects.filter(next_update_at__isnull=False).values_list("record_ptr_id", flat=True)[:50])
    if not keys:
        return []
    seen = Incident.objects.visible_to(user).filter(pk__in=keys, is_major=True, major_until=None, withdrawn=False)
    return list(seen.select_related("major_manager").defer("description").order_by("major_since")[:5])


def keys_due_soon(model: type[Any], now: datetime) -> QuerySet[Any]:
    """The keys of tickets of a kind that are to be warned of and are not missed yet; found among open ones alone."""
    found: QuerySet[Any] = model.objects.filter(RUNS, due_at__gte=now, warn_from__lte=now).exclude(breached=True)
    return found.values("record_ptr_id")


def keys_standing(model: type[Any]) -> QuerySet[Any]:
    """The keys of tickets of a kind whose clock stands still; found among open ones alone."""
    found: QuerySet[Any] = model.objects.filter(STANDS).exclude(waits_for="")
    return found.values("record_ptr_id")


def _first(asked: Asked, count: int) -> list[Place]:
    """The first places from where the board is asked for."""
    found: list[Place] = []
    for part in PARTS:
        if asked.after is not None and asked.after.part > part:
            continue
        kinds = [model for model in KINDS if asked.kind in {"", model.kind_key}]
        found += merge(*(_places(model, part, asked, count - len(found)) for model in kinds))
        if len(found) >= count:
            break
    return found[:count]


def _places(model: type[Any], part: str, asked: Asked, count: int) -> list[Place]:
    """The first places of one kind in one part."""
    condition, moment = PARTS[part]
    rows = model.objects.filter(condition, _on_record(model, asked), *_own(asked))
    if asked.after is not None and asked.after.part == part:
        rows = rows.filter(_beyond(moment, asked.after))
    keys = rows.order_by(moment, "record_ptr_id").values_list(moment, "record_ptr_id")[:count]
    return [Place(part, *row) for row in keys]


def _own(asked: Asked) -> list[Q]:
    """What is asked of the ticket's own columns."""
    found = [Q(team=asked.team)] if asked.team is not None else []
    return [*found, Q(priority=asked.priority)] if asked.priority is not None else found


def _on_record(model: type[Any], asked: Asked) -> Q:
    """What is asked of the record: seen, open, of the owner asked for. As EXISTS, so that the order's index leads."""
    seen = Record.objects.visible_to(asked.user).filter(kind=model.kind_key, state__in=OPEN_STATES, withdrawn=False)
    if asked.whose == "mine":
        seen = seen.filter(owner=asked.user)
    elif asked.whose == "nobody":
        seen = seen.filter(owner=None)
    return Q(Exists(seen.filter(pk=OuterRef("record_ptr_id"))))


def _beyond(moment: str, after: Place) -> Q:
    later = Q(**{f"{moment}__gt": after.moment}) | Q(record_ptr_id__gt=after.key)
    return Q(**{f"{moment}__gte": after.moment}) & later


def _read(places: list[Place]) -> list[Incident | ServiceRequest]:
    """The tickets at these places, in their order, with what the board shows of them."""
    keys = [place.key for place in places]
    found: dict[int, Any] = {}
    for model in KINDS:
        rows = rows_found(model, keys).select_related("owner").defer("description", "resolution")
        found |= {row.pk: row for row in rows}
    return [found[key] for key in keys if key in found]

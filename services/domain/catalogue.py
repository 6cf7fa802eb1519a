"""The catalogue of customers and users: what it says now, and as it was published (clause 8.2.4)."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from people.calendar import today
from records.access.permits import require_rule
from records.domain.errors import InputError
from records.domain.files import open_content, store
from services.domain.items import lines_of
from services.models import CalendarEdition, CatalogueItem, CatalogueSnapshot, Service, ServiceLink
from services.rules import publishes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from people.models import User

#: States of a service that the catalogue tells of.
SHOWN = ("live", "being_removed")


@dataclass(frozen=True)
class ItemEntry:
    """Something one can ask for, as the catalogue says it."""

    reference: str
    name: str
    description: str
    questions: list[str]
    needs_approval: bool


@dataclass(frozen=True)
class Entry:
    """A service as the catalogue says it; hours in the notation of calendars, days as ISO text, criticality by its key."""

    reference: str
    code: str
    name: str
    customer_value: str
    description: str
    criticality: str
    state: str
    removal_on: str
    service_hours: dict[str, str]
    support_hours: dict[str, str]
    rests_on: list[str]
    items: list[ItemEntry] = field(default_factory=list)


@dataclass(frozen=True)
class Comparison:
    """What changed from one catalogue to another: ``changed`` has each entry with the names of fields that differ."""

    added: Sequence[Entry]
    removed: Sequence[Entry]
    changed: Sequence[tuple[Entry, Entry, Sequence[str]]]

    @property
    def is_none(self) -> bool:
        """Whether the two say the same."""
        return not (self.added or self.removed or self.changed)


def entries(user: User) -> list[Entry]:
    """What the catalogue says now, the same for everybody: live services that are for customers and not restricted."""
    services = list(_open(Service, user).filter(is_for_customers=True, state__in=SHOWN).order_by("title"))
    hours = _hours_of({key for service in services for key in (service.service_hours_id, service.support_hours_id)})
    below, items = _rests_on(user), _items(user)
    return [_entry(service, hours, below[service.pk], items[service.pk]) for service in services]


def matching(found: Iterable[Entry], words: str) -> list[Entry]:
    """The entries that have each word somewhere, in themselves or in what one can ask for."""
    wanted = words.casefold().split()
    return [entry for entry in found if all(word in _text_of(entry) for word in wanted)]


@transaction.atomic
def publish(*, actor: User, note: str) -> CatalogueSnapshot:
    """Keep what the catalogue says now for good. Raises Refused, and InputError where nothing changed or is there."""
    require_rule(publishes, actor, None)
    found = entries(actor)
    if not found:
        raise InputError(_("No live service is shown in the catalogue yet: there is nothing to publish"))
    blob = store(_packed(found), "application/json")
    last = CatalogueSnapshot.objects.first()
    if last is not None and last.content_id == blob.pk:
        raise InputError(_("Nothing changed since the last one was published"))
    return CatalogueSnapshot.objects.create(by=actor, note=note, content=blob)


def published(snapshot: CatalogueSnapshot) -> list[Entry]:
    """What a published catalogue says. Raises ContentGoneError and ContentDamagedError of the contents."""
    with open_content(snapshot.content) as file:
        rows = json.load(file)
    return [Entry(**{**row, "items": [ItemEntry(**item) for item in row["items"]]}) for row in rows]


def compare(before: Iterable[Entry], after: Iterable[Entry]) -> Comparison:
    """What changed from one catalogue to another; services are the same by their reference."""
    old, new = ({entry.reference: entry for entry in found} for found in (before, after))
    pairs = [(old[key], new[key]) for key in new if key in old]
    changed = [(one, other, _differing(one, other)) for one, other in pairs if one != other]
    return Comparison([new[key] for key in new if key not in old], [old[key] for key in old if key not in new], changed)


def _open(model: Any, user: User) -> Any:
    """What everybody may see: the catalogue says the same to all."""
    return model.objects.visible_to(user).current().filter(restricted=False)


def _entry(service: Service, hours: Mapping[int, dict[str, str]], below: list[str], items: list[ItemEntry]) -> Entry:
    service_hours = hours.get(service.service_hours_id or 0, {})
    return Entry(
        reference=service.reference,
        code=service.code,
        name=service.title,
        customer_value=service.customer_value,
        description=service.description,
        criticality=service.criticality,
        state=service.state,
        removal_on=service.removal_on.isoformat() if service.removal_on else "",
        service_hours=service_hours,
        support_hours=hours.get(service.support_hours_id or 0, service_hours),
        rests_on=sorted(below),
        items=items,
    )


def _hours_of(keys: set[int | None]) -> dict[int, dict[str, str]]:
    """What calendars say today, by their keys."""
    found: dict[int, dict[str, str]] = {}
    day = today()
    for edition in CalendarEdition.objects.filter(calendar__in=[key for key in keys if key]):
        if edition.valid_from <= day or edition.calendar_id not in found:
            about = {"hours": edition.hours, "zone": edition.zone, "country": edition.country}
            found[edition.calendar_id] = about
    return found


def _rests_on(user: User) -> dict[int, list[str]]:
    names = dict(_open(Service, user).values_list("pk", "title"))
    found = defaultdict(list)
    for service, other in ServiceLink.objects.values_list("service", "other"):
        if other in names:
            found[service].append(names[other])
    return found


def _items(user: User) -> dict[int, list[ItemEntry]]:
    found = defaultdict(list)
    for item in _open(CatalogueItem, user).filter(state="offered").order_by("title"):
        said = ItemEntry(item.reference, item.title, item.description, lines_of(item.questions), item.needs_approval)
        found[item.service_id].append(said)
    return found


def _text_of(entry: Entry) -> str:
    own = (entry.code, entry.name, entry.customer_value, entry.description, entry.reference)
    return " ".join([*own, *(f"{item.name} {item.description}" for item in entry.items)]).casefold()


def _packed(found: Iterable[Entry]) -> bytes:
    """The same bytes for the same catalogue."""
    return json.dumps([asdict(entry) for entry in found], ensure_ascii=False, sort_keys=True).encode()


def _differing(one: Entry, other: Entry) -> list[str]:
    return [each.name for each in fields(Entry) if getattr(one, each.name) != getattr(other, each.name)]

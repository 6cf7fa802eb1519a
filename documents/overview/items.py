"""How everything that the standard asks for stands: what answers it, and who answers for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Count, F, Q, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from documents.enums import DOCUMENTS_IN_FORCE, ItemState
from documents.models import Document
from documents.required import required_lines
from records.kind import find_kind
from records.models import Record
from roles.queries import holders_today
from shell.registry import KeptAs, registry
from standard.catalogue import role_label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from documents.required import Required, RequiredLine
    from people.models import User
    from records.kind import Kind

#: Documents named for one item; the others stand in the list that the item leads to.
NAMED = 3
BEING_MADE = ("draft", "in_review", "approved")


@dataclass(frozen=True)
class Item:
    """A required item: how it stands, what answers it, and who holds the role that answers for it."""

    required: Required
    state: ItemState
    count: int = 0
    documents: Sequence[Document] = ()
    kind: Kind | None = None
    holders: Sequence[User] = ()

    @property
    def role(self) -> str:
        """The role that answers for it, in words."""
        return role_label(self.required.role)

    @property
    def owner(self) -> User | None:
        """Who owns the document that answers it."""
        return self.documents[0].owner if self.documents else None

    @property
    def more(self) -> int:
        """How many documents answer it beside those that are named."""
        return 0 if self.kind else self.count - len(self.documents)

    @property
    def can_begin(self) -> bool:
        """Whether a document is what it lacks."""
        return self.state == ItemState.MISSING and not self.required.is_record


@dataclass(frozen=True)
class Line:
    """A line of 7.5.4 with its items."""

    required: RequiredLine
    items: Sequence[Item]

    @property
    def present(self) -> int:
        """How many of its items are there and looked after."""
        return sum(item.state == ItemState.PRESENT for item in self.items)


@dataclass(frozen=True)
class _Found:
    """What answers items, read at once for all of them."""

    counts: Mapping[str, Mapping[str, int]]
    documents: Mapping[str, Sequence[Document]]
    kinds: Mapping[str, Kind]
    records: Mapping[str, int]
    holders: Mapping[str, Sequence[User]] = field(default_factory=dict)


def lines_of(user: User) -> list[Line]:
    """The twelve lines, as far as the reader sees what answers them; five queries, however much there is."""
    found = _find(user)
    return [Line(line, [_item(required, found) for required in line.items]) for line in required_lines()]


def count_states(lines: Sequence[Line]) -> dict[ItemState, int]:
    """How many items stand how, the best first."""
    states = [item.state for line in lines for item in line.items]
    return {state: states.count(state) for state in reversed(ItemState)}


def narrowed(lines: Sequence[Line], state: str) -> list[Line]:
    """Only the items that stand so, and the lines that have some; all of them for no state of ours."""
    if state not in ItemState.values:
        return list(lines)
    left = [Line(line.required, [item for item in line.items if item.state == state]) for line in lines]
    return [line for line in left if line.items]


def _find(user: User) -> _Found:
    answering = Document.objects.visible_to(user).current().filter(state__in=(*DOCUMENTS_IN_FORCE, *BEING_MADE))
    answering = answering.exclude(answers="")
    kept = registry.all(KeptAs)
    return _Found(
        counts=_counts(answering),
        documents=_named(answering),
        kinds={each.key: find_kind(each.kind) for each in kept},
        records=_record_counts(user, kept),
        holders={
            role: [holder.person for holder in holders if holder.acts_for is None]
            for role, holders in holders_today().items()
        },
    )


def _counts(answering: Any) -> dict[str, dict[str, int]]:
    """For each item how many documents answer it, are in force, and are to be reviewed since some day gone by."""
    is_in_force = Q(state__in=DOCUMENTS_IN_FORCE)
    late = is_in_force & Q(due__lt=timezone.localdate())
    rows = answering.order_by().values("answers").annotate(
        all=Count("pk"), in_force=Count("pk", filter=is_in_force), late=Count("pk", filter=late)
    )  # fmt: skip
    return {row["answers"]: row for row in rows}


def _named(answering: Any) -> dict[str, list[Document]]:
    """The first documents of each item: what is in force first, the next to be reviewed on top."""
    is_first = Case(When(state__in=DOCUMENTS_IN_FORCE, then=Value(0)), default=Value(1))
    order = [is_first.asc(), F("due").asc(nulls_last=True), F("pk").asc()]
    place = Window(RowNumber(), partition_by=F("answers"), order_by=order)
    found: dict[str, list[Document]] = {}
    for document in answering.annotate(place=place).filter(place__lte=NAMED).select_related("owner").order_by("place"):
        found.setdefault(document.answers, []).append(document)
    return found


def _record_counts(user: User, kept: Sequence[KeptAs]) -> dict[str, int]:
    """How many records answer each item that a room says it keeps as records."""
    records = Record.objects.visible_to(user).current().filter(kind__in={each.kind for each in kept})
    rows = list(records.order_by().values_list("kind", "state").annotate(Count("pk")))
    return {
        each.key: sum(
            count for kind, state, count in rows if kind == each.kind and (not each.states or state in each.states)
        )
        for each in kept
    }


def _item(required: Required, found: _Found) -> Item:
    holders = found.holders.get(required.role, ())
    kind, count = found.kinds.get(required.key), found.records.get(required.key, 0)
    counts = found.counts.get(required.key, {})
    documents = found.documents.get(required.key, ())
    if required.is_record or (count and not documents):
        state = ItemState.PRESENT if count else ItemState.MISSING
        return Item(required, state, count, kind=kind, holders=holders)
    return Item(required, _state(counts), counts.get("all", 0), documents, holders=holders)


def _state(counts: Mapping[str, int]) -> ItemState:
    """One document that was not reviewed in time makes the item overdue, however many others answer it."""
    if not counts:
        return ItemState.MISSING
    if counts["late"]:
        return ItemState.OVERDUE
    return ItemState.PRESENT if counts["in_force"] else ItemState.DRAFT

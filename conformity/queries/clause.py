"""One clause, item by item: what is said, what shows it, and what the house knows beside."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max

from conformity.domain.assessing import why_not_proven
from conformity.models import Assessment
from conformity.queries.evidence import DutyShown, Piece, duties_by_item, pieces_by_item
from conformity.queries.overview import Standing, actions_by_assessment, standing_of_all
from documents.models import Document
from people.models import User
from processes.models import ItemMet, Process
from records.access.permits import permits
from records.kind import all_kinds
from records.models import Record
from standard.models import Clause, RequirementItem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from improvement.models import Action
    from measures.domain.interval import Freshness
    from records.kind import Kind


@dataclass(frozen=True)
class KindHint:
    """Records of a kind of which every one shows an item: how many the reader sees, and the newest."""

    kind: Kind
    shows: str
    count: int
    newest: datetime | None


@dataclass
class ItemShown:
    """A requirement item with its assessment; of one without, or whose assessment is unseen, the item alone."""

    item: RequirementItem
    assessment: Assessment | None = None
    pieces: Sequence[Piece] = ()
    more: int = 0
    freshness: Freshness | None = None
    is_doubtful: bool = False
    processes: Sequence[ItemMet] = ()
    duties: Sequence[DutyShown] = ()
    kinds: Sequence[KindHint] = ()
    actions: Sequence[Action] = ()
    may_write: bool = False
    may_name: bool = False
    not_proven: str = ""

    @property
    def counting(self) -> int:
        """How many of the pieces shown count for the reader."""
        return sum(piece.counts for piece in self.pieces)


@dataclass
class ClauseShown:
    """A clause with its items, and what answers the clause as a whole."""

    clause: Clause
    items: Sequence[ItemShown]
    documents: Sequence[Document] = ()
    people: Sequence[User] = field(default_factory=list)


def clause_shown(clause: Clause, user: User) -> ClauseShown:
    """All that the page of a clause shows: as many queries for one item as for twenty."""
    items = list(clause.items.filter(kind=RequirementItem.Kind.SHALL, is_current=True).order_by("place"))
    documents = Document.objects.visible_to(user).current().filter(answers__startswith=f"{clause.number}/")
    return ClauseShown(
        clause=clause,
        items=items_shown(items, user),
        documents=list(documents.order_by("title")[:20]),
        people=list(User.objects.filter(is_active=True).order_by("display_name")),
    )


def items_shown(items: Sequence[RequirementItem], user: User) -> list[ItemShown]:
    """Items with all that is known of each."""
    keys = [item.pk for item in items]
    seen = Assessment.objects.visible_to(user).current().filter(item__in=keys)
    assessments = {each.item_id: each for each in seen.select_related("item", "owner", "assessed_by")}
    pieces, more = pieces_by_item(keys, user)
    duties, processes, kinds = duties_by_item(keys, user), _processes(keys, user), _kinds(items, user)
    actions = actions_by_assessment(user, [each.pk for each in assessments.values()])
    standing = standing_of_all(user)
    found = []
    for item in items:
        shown = ItemShown(item, assessments.get(item.pk), pieces.get(item.pk, ()), more.get(item.pk, 0))
        shown.duties, shown.processes = duties.get(item.pk, ()), processes.get(item.pk, ())
        shown.kinds = kinds.get(item.identifier, ())
        _judge(shown, standing, actions, user)
        found.append(shown)
    return found


def _judge(shown: ItemShown, standing: Standing, actions: dict[int, list[Action]], user: User) -> None:
    assessment = shown.assessment
    if assessment is None:
        return
    shown.freshness, shown.is_doubtful = standing.freshness(assessment), standing.is_doubtful(assessment)
    shown.actions = actions.get(assessment.pk, ())
    shown.may_write = permits(user, "edit", assessment)
    shown.may_name = permits(user, "name_evidence", assessment)
    has_evidence = bool(standing.evidence.get(shown.item.pk, (0,))[0])
    shown.not_proven = why_not_proven(assessment, user, has_evidence=has_evidence)


def _processes(items: Sequence[int], user: User) -> dict[int, list[ItemMet]]:
    """What processes say of how items are met, those in force first."""
    seen = Process.objects.visible_to(user).current().exclude(state="retired").values("pk")
    rows = ItemMet.objects.filter(item__in=items, process__in=seen).exclude(how="").select_related("process")
    found: dict[int, list[ItemMet]] = defaultdict(list)
    for row in rows.order_by("process__key", "pk"):
        found[row.item_id].append(row)
    return found


def _kinds(items: Sequence[RequirementItem], user: User) -> dict[str, list[KindHint]]:
    """Kinds of which every record shows an item, with how many the reader sees. One query."""
    wanted = {item.identifier for item in items}
    shows = [(kind, each) for kind in all_kinds() for each in kind.evidence_for if each.item in wanted]
    keys = {kind.key for kind, _each in shows}
    seen = Record.objects.visible_to(user).current().filter(kind__in=keys).order_by()
    rows: dict[str, Any] = {
        row["kind"]: row for row in seen.values("kind").annotate(count=Count("pk"), newest=Max("created"))
    }
    found: dict[str, list[KindHint]] = defaultdict(list)
    for kind, each in shows:
        row = rows.get(kind.key, {"count": 0, "newest": None})
        found[each.item].append(KindHint(kind, str(each.text), row["count"], row["newest"]))
    return found

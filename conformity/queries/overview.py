"""How the whole standard stands, clause by clause: as many queries for one item as for all of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conformity.domain.beginning import items_lacking
from conformity.figures import worse
from conformity.models import THERE, Assessment
from conformity.queries.evidence import freshness_of_evidence
from improvement.models import Action
from measures.domain.duty_freshness import freshness_by_item
from measures.domain.interval import Freshness
from people.calendar import today
from standard.catalogue import role_label
from standard.models import Clause

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from people.models import User

STATES = ("proven", "in_place", "planned", "not_started")
#: Evidence so old, or that never came, no longer shows what is said.
OLD = (Freshness.STALE, Freshness.NONE)
#: What the overview can be narrowed to.
NARROWED = ("nobody", "doubtful", "open", "actions")


@dataclass
class Tally:
    """How many items of a clause, or of all below it, stand how."""

    states: Counter[str] = field(default_factory=Counter)
    nobody: int = 0
    doubtful: int = 0
    actions: int = 0
    late: int = 0

    @property
    def total(self) -> int:
        """How many items there are."""
        return sum(self.states.values())

    @property
    def there(self) -> int:
        """How many are in place or proven."""
        return sum(self.states[state] for state in THERE)

    @property
    def open(self) -> int:
        """How many are not in place yet."""
        return self.total - self.there

    def add(self, other: Tally) -> None:
        """Count the items of a clause below."""
        self.states.update(other.states)
        self.nobody, self.doubtful = self.nobody + other.nobody, self.doubtful + other.doubtful
        self.actions, self.late = self.actions + other.actions, self.late + other.late


@dataclass
class ClauseRow:
    """A clause, or a heading with all that stands below it."""

    clause: Clause
    tally: Tally = field(default_factory=Tally)

    @property
    def depth(self) -> int:
        """How deep it stands: 0 for a chapter."""
        return int(self.clause.number.count("."))

    @property
    def role(self) -> str:
        """The role that answers for it."""
        return role_label(self.clause.responsible_role) if self.clause.responsible_role else ""


@dataclass(frozen=True)
class Standing:
    """What was read of all assessments: enough to judge each of them."""

    evidence: Mapping[int, tuple[int, Freshness]]
    duties: Mapping[str, Freshness]

    def freshness(self, assessment: Assessment) -> Freshness:
        """How fresh what shows an item is: of its evidence and its duties the worse."""
        _count, best = self.evidence.get(assessment.item_id, (0, Freshness.NONE))
        return worse(best, self.duties.get(assessment.item.identifier))

    def is_doubtful(self, assessment: Assessment) -> bool:
        """Whether more is said of it than can be seen: proven by what is old, gone, reworded or its owner's own word.

        Of what is in place nobody said that it is proven: there only evidence that has grown old is in doubt.
        """
        if assessment.state == "proven":
            return assessment.is_reworded or assessment.is_own_proof or self.freshness(assessment) in OLD
        count, best = self.evidence.get(assessment.item_id, (0, Freshness.NONE))
        return assessment.state == "in_place" and bool(count) and best == Freshness.STALE


def standing_of_all(user: User) -> Standing:
    """Evidence and duties of every item, as far as the reader sees them."""
    return Standing(freshness_of_evidence(user), freshness_by_item(seen_by=user))


def overview(user: User) -> list[ClauseRow]:
    """Every clause and heading in order, with what stands below it counted in."""
    rows = {clause.number: ClauseRow(clause) for clause in Clause.objects.filter(is_current=True).order_by("sort_key")}
    numbers = {row.clause.pk: row.clause.number for row in rows.values()}
    for clause, tally in _tallies(user).items():
        number = numbers.get(clause, "")
        while number in rows:
            rows[number].tally.add(tally)
            number = rows[number].clause.parent
    return list(rows.values())


def narrowed(rows: Sequence[ClauseRow], only: str) -> list[ClauseRow]:
    """The clauses and headings in which something of a kind stands; all for a word that is none of ours."""
    return [row for row in rows if getattr(row.tally, only)] if only in NARROWED else list(rows)


def whole(rows: Iterable[ClauseRow]) -> Tally:
    """All of it: the chapters together."""
    total = Tally()
    for row in rows:
        if not row.clause.parent:
            total.add(row.tally)
    return total


def lacking_count() -> int:
    """How many items have no assessment yet."""
    return items_lacking().count()


def actions_by_assessment(user: User, keys: Iterable[int] | None = None) -> dict[int, list[Action]]:
    """The actions that are awaited, by the assessment they came out of; those due first stand first."""
    seen = Action.objects.visible_to(user).current().filter(state__in=("open", "work", "done"))
    sources = Assessment.objects.visible_to(user).values("pk") if keys is None else list(keys)
    found: dict[int, list[Action]] = defaultdict(list)
    for action in seen.filter(source__in=sources).select_related("owner").order_by("due", "pk"):
        found[action.source_id].append(action)
    return found


def _tallies(user: User) -> dict[int, Tally]:
    standing, actions, day = standing_of_all(user), actions_by_assessment(user), today()
    found: dict[int, Tally] = defaultdict(Tally)
    seen = Assessment.objects.visible_to(user).current().filter(item__is_current=True).select_related("item")
    for assessment in seen.defer("how", "note"):
        tally, raised = found[assessment.item.clause_id], actions.get(assessment.pk, ())
        tally.states[assessment.state] += 1
        tally.nobody += assessment.owner_id is None
        tally.doubtful += standing.is_doubtful(assessment)
        tally.actions += len(raised)
        tally.late += sum(action.is_planned and action.due is not None and action.due < day for action in raised)
    return found

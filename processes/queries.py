"""What the pages of processes ask: the map of all, the surroundings of one, the owner's dashboard."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from improvement.models import Action, Opportunity
from measures.enums import Status
from measures.queries import of_processes
from people.calendar import today
from processes.catalogue import FAMILIES, family_of
from processes.domain.rolling_out import roll_out_state
from processes.enums import RollOut, VersionState, doing
from processes.models import Activity, Interface, ItemMet, Process, ProcessReview, RollOutStep, Waiver
from records.labels import labels_for
from records.models import ClauseLink, Link
from roles.queries import holders_today
from standard.catalogue import role_label
from standard.models import RequirementItem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.utils.safestring import SafeString

    from measures.queries import Standing
    from people.models import User


@dataclass(frozen=True)
class Node:
    """A process in a picture; ``process`` is None for one that the reader does not see."""

    key: int
    name: str
    process: Process | None


@dataclass(frozen=True)
class Flow:
    """What flows from one process to another, by their keys."""

    source: int
    target: int
    words: str


@dataclass(frozen=True)
class Surroundings:
    """A process with those that give to it and those it gives to; each neighbour with all that flows."""

    here: Process
    gets: Sequence[tuple[Node, Sequence[str]]]
    gives: Sequence[tuple[Node, Sequence[str]]]

    @property
    def is_empty(self) -> bool:
        """Whether it has no interface."""
        return not (self.gets or self.gives)


@dataclass(frozen=True)
class Landscape:
    """All processes by family, and what flows between them; ``flows`` has the two ends of each that are seen."""

    families: Sequence[tuple[Any, Sequence[Process]]]
    flows: Sequence[Flow]
    focus: Process | None

    @property
    def by_key(self) -> Mapping[int, Process]:
        """The processes by their keys."""
        return {process.pk: process for _name, processes in self.families for process in processes}

    @property
    def lines(self) -> Sequence[tuple[Process, Process, str]]:
        """Every interface with its two processes: those of the one in focus, else all."""
        known = self.by_key
        ends = [(known[flow.source], known[flow.target], flow.words) for flow in self.flows]
        return [each for each in ends if self.focus is None or self.focus in each[:2]]


@dataclass
class Own:
    """A process as its owner's dashboard shows it."""

    process: Process
    items: int = 0
    met: int = 0
    roll_out: RollOut | None = None
    waivers: list[Waiver] = field(default_factory=list)
    next_review: ProcessReview | None = None
    last_review: ProcessReview | None = None
    improvements: list[Opportunity] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    indicators: list[Standing] = field(default_factory=list)
    vacant: list[str] = field(default_factory=list)

    @property
    def share(self) -> int:
        """Of a thousand, how many of its requirement items are met."""
        return 1000 * self.met // self.items if self.items else 0

    @property
    def missed(self) -> int:
        """Indicators whose latest value misses the target."""
        return sum(standing.status == Status.MISSED for standing in self.indicators)

    @property
    def expired(self) -> int:
        """Waivers whose last day has gone by."""
        return sum(waiver.is_expired for waiver in self.waivers)

    @property
    def is_review_late(self) -> bool:
        """Whether its planned review is overdue."""
        review = self.next_review
        return review is not None and review.due is not None and review.due < today()


def landscape(user: User, focus: str = "") -> Landscape:
    """The processes that ``user`` sees, retired ones left out, by family. Three queries."""
    seen = list(Process.objects.visible_to(user).current().exclude(state="retired").order_by("key"))
    numbers: dict[int, list[str]] = defaultdict(list)
    links = ClauseLink.objects.filter(record__in=[process.pk for process in seen])
    for key, number in links.values_list("record_id", "clause__number"):
        numbers[key].append(number)
    found: dict[str, list[Process]] = defaultdict(list)
    for process in seen:
        found[family_of(numbers[process.pk])].append(process)
    families = [(name, found[key]) for key, name in FAMILIES.items() if found[key]]
    keys = {process.pk for process in seen}
    rows = Interface.objects.filter(source__in=keys, target__in=keys).order_by("source__key", "target__key", "flow")
    flows = [Flow(*row) for row in rows.values_list("source_id", "target_id", "flow")]
    return Landscape(families, flows, next((process for process in seen if process.reference == focus.upper()), None))


def surroundings(process: Process, user: User) -> Surroundings:
    """The neighbours of a process, each named as far as ``user`` sees it. Three queries at most."""
    rows = Interface.objects.filter(Q(source=process) | Q(target=process)).order_by("flow")
    flows = [Flow(*row) for row in rows.values_list("source_id", "target_id", "flow")]
    gets, gives = defaultdict(list), defaultdict(list)
    for flow in flows:
        if flow.source == process.pk:
            gives[flow.target].append(flow.words)
        else:
            gets[flow.source].append(flow.words)
    nodes = _nodes({*gets, *gives}, user)
    return Surroundings(process, *([(nodes[key], side[key]) for key in sorted(side)] for side in (gets, gives)))


def item_counts(keys: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Of each process: how many requirement items its clauses have, and how many of them are said to be met."""
    keys = list(keys)
    links = ClauseLink.objects.filter(record__in=keys).values_list("record_id", "clause_id")
    clauses = defaultdict(set)
    for key, clause in links:
        clauses[key].add(clause)
    asked: dict[int, set[int]] = defaultdict(set)
    items = RequirementItem.objects.filter(kind=RequirementItem.Kind.SHALL, is_current=True)
    wanted = {clause for found in clauses.values() for clause in found}
    for pk, clause in items.filter(clause__in=wanted).values_list("pk", "clause_id"):
        asked[clause].add(pk)
    met = defaultdict(set)
    for key, item in ItemMet.objects.filter(process__in=keys).values_list("process_id", "item_id"):
        met[key].add(item)
    counts = {}
    for key in keys:
        all_items = {item for clause in clauses[key] for item in asked[clause]}
        counts[key] = (len(all_items), len(all_items & met[key]))
    return counts


def own_processes(user: User, owner: User) -> list[Own]:
    """The processes of a person, with all that their dashboard shows; as many queries for one as for twenty."""
    found = list(
        Process.objects.visible_to(user).current().filter(owner=owner).exclude(state="retired").order_by("key")
    )
    made = {process.pk: Own(process) for process in found}
    for key, (items, met) in item_counts(made).items():
        made[key].items, made[key].met = items, met
    for key, state in roll_outs(made).items():
        made[key].roll_out = state
    for waiver in Waiver.objects.visible_to(user).current().filter(process__in=made, state="in_force").order_by("due"):
        made[waiver.process_id].waivers.append(waiver)
    _add_reviews(made, user)
    _add_improvements(made, user)
    _add_actions(made, user)
    _add_vacancies(made)
    indicators = of_processes({own.process.key: pk for pk, own in made.items()}, user)
    for own in made.values():
        own.indicators = indicators[own.process.key]
    return list(made.values())


def roll_outs(keys: Iterable[int]) -> dict[int, RollOut]:
    """How far the version in force of each process has come in practice."""
    found = defaultdict(list)
    in_force = RollOutStep.objects.filter(version__process__in=list(keys), version__state=VersionState.PUBLISHED)
    for step in in_force.select_related("version"):
        found[step.version.process_id].append(step)
    return {key: roll_out_state(steps) for key, steps in found.items()}


def open_improvements(process: Process, user: User) -> list[Opportunity]:
    """Opportunities that are linked to a process and not over."""
    made = {process.pk: Own(process)}
    _add_improvements(made, user)
    return made[process.pk].improvements


def waivers_of(process: Process, user: User) -> list[Waiver]:
    """The waivers of a process that wait or hold, as far as ``user`` sees them; those that end first stand first."""
    found = Waiver.objects.visible_to(user).current().filter(process=process, state__in=("asked", "in_force"))
    return list(found.order_by("due"))


def waiver_counts(user: User) -> Counter[str]:
    """Waivers in force and, among them, expired ones, that ``user`` sees."""
    day = today()
    dues = Waiver.objects.visible_to(user).current().filter(state="in_force").values_list("due", flat=True)
    return Counter(key for due in dues for key in ("in_force", *(["expired"] if due and due < day else [])))


def labels_of(keys: set[int], user: User) -> dict[int, SafeString]:
    """Records as a page names them; asks nothing where there are none."""
    return labels_for(keys, user) if keys else {}


def vacant(roles: set[str]) -> list[str]:
    """Of roles given by their keys, those that nobody holds today, as they are called. One query where there are any."""
    return sorted(str(role_label(key)) for key in roles - set(holders_today() if roles else ()))


def _nodes(keys: set[int], user: User) -> dict[int, Node]:
    seen = {process.pk: process for process in Process.objects.visible_to(user).filter(pk__in=keys)} if keys else {}
    return {key: Node(key, seen[key].title if key in seen else "", seen.get(key)) for key in keys}


def _add_reviews(made: Mapping[int, Own], user: User) -> None:
    reviews = ProcessReview.objects.visible_to(user).current().filter(process__in=made).order_by("-due", "-pk")
    for review in reviews:
        own = made[review.process_id]
        if review.state == "planned":
            own.next_review = review
        elif review.state == "concluded" and own.last_review is None:
            own.last_review = review


def _add_improvements(made: Mapping[int, Own], user: User) -> None:
    pairs = Link.objects.filter(Q(source__in=made) | Q(target__in=made), ended=None).values_list(
        "source_id", "target_id"
    )
    of: dict[int, set[int]] = defaultdict(set)
    for source, target in pairs:
        for key, other in ((source, target), (target, source)):
            if key in made:
                of[other].add(key)
    wanted = Opportunity.objects.visible_to(user).current().filter(pk__in=of)
    for opportunity in wanted.exclude(state__in=("declined", "realised")).order_by("created"):
        for key in of[opportunity.pk]:
            made[key].improvements.append(opportunity)


def _add_actions(made: Mapping[int, Own], user: User) -> None:
    """Actions that came out of a process or of one of its reviews, and that are still to be done."""
    reviews = ProcessReview.objects.visible_to(user).filter(process__in=made)
    sources = {pk: pk for pk in made} | dict(reviews.values_list("pk", "process_id"))
    for action in Action.objects.visible_to(user).current().filter(source__in=sources).order_by("due", "pk"):
        if action.is_planned:
            made[sources[action.source_id]].actions.append(action)


def _add_vacancies(made: Mapping[int, Own]) -> None:
    needed: dict[int, set[str]] = defaultdict(set)
    for activity in Activity.objects.filter(process__in=made):
        needed[activity.process_id].update(doing(activity.raci))
    held = set(holders_today() if needed else ())
    for key, roles in needed.items():
        made[key].vacant = sorted(str(role_label(role)) for role in roles - held)

"""All that waits for a person's decision: a block each, drawn from what the room of its kind says of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import F, OuterRef, Subquery
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from records.access.permits import permits, refusal
from records.access.standing import standing_of
from records.holders import count_records_waiting_for, tasks_waiting_for
from records.kind import find_kind
from records.models import Comment, Record, Task
from records.transitions import fits
from shell.html import due_badge, plain
from shell.registry import DecisionCard, registry
from standard.roles import TOP_MANAGEMENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.db.models import QuerySet

    from people.models import User
    from records.kind import Action, Kind
    from shell.registry import Text

#: Blocks of a page, and characters of a fact: whoever wants to know more reads the whole record.
PAGE, FACT_MAX = 50, 280
#: What one does where no action of the kind asks back.
COMMENT = "comment"


@dataclass(frozen=True)
class Verdict:
    """An action that a block offers to this person."""

    action: Action
    is_filled: bool


@dataclass
class Block:
    """A decision that waits: what it is about, its facts, and what one may do.

    ``why_not`` says why this person may not approve it, although it waits for them.
    """

    record: Any
    kind: Kind
    place: int
    count: int
    tasks: Sequence[Task] = ()
    card: DecisionCard | None = None
    facts: Sequence[tuple[Text, Any]] = ()
    verdicts: Sequence[Verdict] = ()
    why_not: Text | None = None
    asker: User | None = None
    may_comment: bool = False
    reader: User | None = None
    said: Comment | None = None

    @property
    def badge(self) -> SafeString | str:
        """How near its day is, where it has one."""
        return due_badge(self.tasks[0].due) if self.tasks else ""

    @property
    def is_decided_here(self) -> bool:
        """Whether it can be decided in place."""
        return any(verdict.is_filled for verdict in self.verdicts)

    @property
    def main(self) -> list[Verdict]:
        """Those that are buttons: to approve, and to refuse."""
        keys = {self.card.approve, self.card.refuse} if self.card else set()
        return [verdict for verdict in self.verdicts if verdict.action.key in keys]

    @property
    def more(self) -> list[Verdict]:
        """All others."""
        return [verdict for verdict in self.verdicts if verdict not in self.main]

    @property
    def asks_by_comment(self) -> bool:
        """Whether one asks back by saying something: no action of its own does, and somebody else is there to answer."""
        asks = self.card.ask_back if self.card else ""
        has_action = any(verdict.action.key == asks for verdict in self.verdicts)
        return self.may_comment and self.asker is not None and self.asker != self.reader and not has_action

    @property
    def answer_url(self) -> str:
        """Where else it is decided: where its task is answered, else on the page of the record."""
        return self.kind.answer_url(self.tasks[0]) if self.tasks else str(self.record.page_url)

    @property
    def read_url(self) -> str:
        """Where all that is signed is read; nothing where nothing is."""
        if self.card is None or not self.card.is_signed or not self.is_decided_here:
            return ""
        return self.kind.record_url(self.record, "action", action=self.card.approve)


def is_shown(user: User) -> bool:
    """Whether the page is offered in the navigation: to top management, and to all for whom something waits."""
    return standing_of(user).holds_role(TOP_MANAGEMENT) or count_to_decide(user) > 0


def count_to_decide(user: User) -> int:
    """How many decisions wait for a person; asked once a request."""
    found: int | None = getattr(user, "_to_decide", None)
    if found is None:
        found = user._to_decide = _count(user)  # type: ignore[attr-defined]
    return found


def to_decide(user: User) -> QuerySet[Record]:
    """The records whose decision waits for a person, what is due first on top, what has no day last."""
    first = _asked(user).filter(record=OuterRef("pk")).order_by("due").values("due")[:1]
    seen = _waiting(user, _without_task(user))
    return seen.annotate(by=Subquery(first)).order_by(F("by").asc(nulls_last=True), "pk")


def _count(user: User) -> int:
    """How many those are: of tasks alone for most people, which is asked on each of their pages."""
    waits = _without_task(user)
    return _waiting(user, waits).count() if waits else count_records_waiting_for(user, Task.Kind.APPROVE)


def _asked(user: User) -> QuerySet[Task]:
    return tasks_waiting_for(user).filter(kind=Task.Kind.APPROVE)


def _without_task(user: User) -> list[QuerySet[Any]]:
    return [found for card in registry.all(DecisionCard) if (found := card.waits(user)) is not None]


def _waiting(user: User, waits: Sequence[QuerySet[Any]]) -> QuerySet[Record]:
    keys = _asked(user).order_by().values("record")
    if waits:
        keys = keys.union(*(found.order_by().values("pk") for found in waits))
    seen: QuerySet[Record] = Record.objects.visible_to(user).current().filter(pk__in=keys)
    return seen


def blocks(user: User, records: Sequence[Any], *, first: int = 1, count: int = 0) -> list[Block]:
    """The blocks of records that wait, in a few queries for each kind, however many there are.

    ``first`` is the place of the first among ``count``.
    """
    of_kind: dict[str, list[int]] = defaultdict(list)
    for record in records:
        of_kind[record.kind].append(record.pk)
    found = {key: each for kind, keys in of_kind.items() for key, each in _read(kind, keys, user).items()}
    tasks, said = _tasks(records, user), _last_said(records)
    made = []
    for place, record in enumerate(records, first):
        waiting = tasks[record.pk]
        block = Block(found[record.pk], find_kind(record.kind), place, count, waiting, reader=user)
        block.said = _since(waiting, said.get(record.pk))
        _fill(block, user)
        made.append(block)
    return made


def card_of(kind: str) -> DecisionCard | None:
    """How a kind is decided in short, where its room says so."""
    return next((card for card in registry.all(DecisionCard) if card.key == kind), None)


def _read(key: str, keys: Sequence[int], user: User) -> Mapping[int, Any]:
    """The records of a kind, with what their facts and rules need."""
    kind, card = find_kind(key), card_of(key)
    seen = kind.model.objects.visible_to(user).filter(pk__in=keys).select_related("owner", "created_by")
    return {record.pk: record for record in (card.read(seen) if card else seen)}


def _fill(block: Block, user: User) -> None:
    """Its facts, and what this person may do: what its state does not fit is not offered."""
    card = block.card = card_of(block.kind.key)
    block.may_comment = permits(user, COMMENT, block.record)
    if card is None:
        block.facts = [(_("Asked"), task.title) for task in block.tasks]
        block.asker = block.record.owner or block.record.created_by
        return
    block.facts = [(label, _short(value)) for label, value in card.facts(block.record, user) if value]
    block.asker = card.asker(block.record)
    offered = [block.kind.all_actions[key] for key in card.actions]
    fitting = [each for each in offered if fits(block.record, each.key) and each.shows(block.record)]
    why_not = {each.key: refusal(user, each.key, block.record) for each in fitting}
    block.why_not = why_not.get(card.approve)
    block.verdicts = [Verdict(each, each.key == card.approve) for each in fitting if why_not[each.key] is None]


def _short(value: Any) -> SafeString:
    """A value as people read it; of a long text its beginning."""
    if isinstance(value, str) and not isinstance(value, SafeString):
        value = Truncator(value.strip()).chars(FACT_MAX)
    return plain(value)


def _tasks(records: Iterable[Any], user: User) -> Mapping[int, list[Task]]:
    """What was asked of the person about each, what is due first on top."""
    asked = _asked(user).filter(record__in=[record.pk for record in records])
    found: dict[int, list[Task]] = defaultdict(list)
    of_key = {record.pk: record for record in records}
    for task in asked.order_by("due", "pk"):
        task.record = of_key[task.record_id]
        found[task.record_id].append(task)
    return found


def _since(tasks: Sequence[Task], said: Comment | None) -> Comment | None:
    """What was said since it was asked for."""
    is_old = said is not None and bool(tasks) and said.at < tasks[0].created
    return None if is_old else said


def _last_said(records: Iterable[Any]) -> dict[int, Comment]:
    """The last word about each."""
    last = Comment.objects.filter(record=OuterRef("record")).order_by("-pk").values("pk")[:1]
    found = Comment.objects.filter(record__in=[record.pk for record in records], pk=Subquery(last))
    return {comment.record_id: comment for comment in found.select_related("author")}

"""How what waits for a decision is decided in short: on one page, a block each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from shell.registry.declaration import Text

if TYPE_CHECKING:
    from django.db.models import QuerySet

#: A fact of a block: what it is called, and what it is; one that is empty is left out.
Fact = tuple[Text, Any]


@dataclass(frozen=True, kw_only=True)
class DecisionCard:
    """How records of a kind, by its key, are decided in short.

    ``approve``, ``refuse`` and ``ask_back`` are keys of its actions; ``more`` of those offered beside them.
    ``facts(record, user)`` says in a few lines what one decides on: what, cost, because, if not, what changes.
    ``read`` takes along what facts and rules need, so that many records cost no more queries than one.
    ``asker`` is whom one asks back where no action does. One that ``is_signed`` is read in full where it is signed.
    ``waits(user)`` returns those that wait for a person though nobody was set a task; None for nobody's.
    """

    key: str
    approve: str
    facts: Callable[[Any, Any], Sequence[Fact]]
    refuse: str = ""
    ask_back: str = ""
    more: tuple[str, ...] = ()
    read: "Callable[[QuerySet[Any]], QuerySet[Any]]" = field(default=lambda found: found)
    asker: Callable[[Any], Any] = field(default=lambda record: record.owner or record.created_by)
    is_signed: bool = False
    waits: "Callable[[Any], QuerySet[Any] | None]" = field(default=lambda _user: None)
    weight: int = 100

    @property
    def actions(self) -> tuple[str, ...]:
        """The keys of all actions it offers, the one that approves first."""
        return tuple(key for key in (self.approve, self.refuse, *self.more, self.ask_back) if key)


@dataclass(frozen=True, kw_only=True)
class DecisionPage:
    """The page on which people decide: ``url(reference)`` leads to the block of a record."""

    key: str
    url: Callable[[str], str]
    weight: int = 100

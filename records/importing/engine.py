"""Carrying out an import, chunk by chunk: each is a transaction, and done again changes nothing.

A trial takes the same road and takes each chunk back.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from records.domain.errors import InputError, NotNowError, StaleError
from records.models import ImportSource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    Chunk = Sequence[Any]
    Keep = Callable[[list["Brought"]], None]


class Outcome(StrEnum):
    """What came of one thing that was to be brought in."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    CONFLICT = "conflict"
    FAILED = "failed"
    #: It is here and no longer in a file that holds all there is: flagged, never deleted.
    VANISHED = "vanished"


#: Counted always, though none be there.
COUNTED = tuple(outcome for outcome in Outcome if outcome != Outcome.VANISHED)
#: Of these the cells are kept, so that they can be put right and handed over again.
NOT_TAKEN = frozenset({Outcome.CONFLICT, Outcome.FAILED})


@dataclass(frozen=True)
class Brought:
    """What came of one: the line it stands on, its own number or name, why it was not done, its record's key."""

    outcome: Outcome
    line: int
    name: str = ""
    why: str = ""
    key: int | None = None
    cells: tuple[Any, ...] = ()


class Importer(Protocol):
    """What brings things in: chunks of them from the file, lazily, and the verb that writes a chunk.

    ``unreadable`` are the rows that became none; ``line_of`` says where one stands, ``name_of`` what it is called,
    ``cells_of`` what its row holds. ``missing`` are things that are here and not in the file, where that is to be
    known, and ``flag_missing`` says so of them. ``source`` names where it all comes from; ``reaches`` is the latest
    change that the file tells of, as far as it was read.
    """

    source: str
    rows_read: int
    reaches: datetime | None
    unreadable: list[Brought]

    def chunks(self) -> Iterable[Chunk]: ...

    def bring_in(self, chunk: Chunk) -> list[Brought]: ...

    def line_of(self, item: Any) -> int: ...

    def name_of(self, item: Any) -> str: ...

    def cells_of(self, item: Any) -> tuple[Any, ...]: ...

    def missing(self) -> Iterable[Chunk]: ...

    def flag_missing(self, chunk: Chunk) -> list[Brought]: ...


#: What one thing alone can be wrong with.
WRONG = (InputError, NotNowError, StaleError, IntegrityError, DataError)


def carry_out(
    importer: Importer,
    keep: Keep,
    *,
    is_trial: bool = False,
    since: int = 0,
    tell: Callable[[int], None] = lambda _done: None,
    end: Callable[[], None] = lambda: None,
) -> Counter[str]:
    """Bring everything in; ``keep`` is called with what came of each chunk, in the chunk's own transaction.

    Counts by outcome, and ``rows_read``. A chunk that fails is tried one by one, so that one wrong row costs itself
    alone. The first ``since`` things are in already. ``tell`` hears between chunks how many are done, and may raise
    to stop there; ``end`` is called in the last transaction. On a trial nothing stays but what ``keep`` keeps
    outside the database.
    """
    counts: Counter[str] = Counter({outcome.value: 0 for outcome in COUNTED})
    done = since
    for chunk in _later(importer.chunks(), since):
        tell(done)
        counts.update(each.outcome.value for each in _bring_in(importer, chunk, keep, is_trial=is_trial))
        done += len(chunk)
    for chunk in importer.missing():
        tell(done)
        counts.update(each.outcome.value for each in _flag(importer, chunk, keep, is_trial=is_trial))
    with transaction.atomic():
        keep(importer.unreadable)
        end()
    counts.update(each.outcome.value for each in importer.unreadable)
    counts["rows_read"] = importer.rows_read
    return counts


def take_turn(source: str) -> None:
    """Wait, inside a transaction, until no other import of the source writes a chunk."""
    ImportSource.objects.get_or_create(key=source)
    ImportSource.objects.select_for_update().get(key=source)


def _later(chunks: Iterable[Chunk], since: int) -> Iterator[Chunk]:
    """The chunks without the first things, which are in already."""
    for chunk in chunks:
        if since < len(chunk):
            yield chunk[since:]
        since = max(since - len(chunk), 0)


def _bring_in(importer: Importer, chunk: Chunk, keep: Keep, *, is_trial: bool) -> list[Brought]:
    try:
        with transaction.atomic():
            take_turn(importer.source)
            brought = _with_cells(importer, chunk, importer.bring_in(chunk))
            keep(brought)
            transaction.set_rollback(is_trial)
    except WRONG as error:
        if len(chunk) > 1:
            alone = (_bring_in(importer, [item], keep, is_trial=is_trial) for item in chunk)
            return [brought for part in alone for brought in part]
        return _failed(importer, chunk[0], error, keep)
    return brought


def _failed(importer: Importer, item: Any, error: Exception, keep: Keep) -> list[Brought]:
    name, cells = importer.name_of(item), importer.cells_of(item)
    failed = [Brought(Outcome.FAILED, importer.line_of(item), name, _why(error), cells=cells)]
    with transaction.atomic():
        keep(failed)
    return failed


def _flag(importer: Importer, chunk: Chunk, keep: Keep, *, is_trial: bool) -> list[Brought]:
    with transaction.atomic():
        take_turn(importer.source)
        flagged = importer.flag_missing(chunk)
        keep(flagged)
        transaction.set_rollback(is_trial)
    return flagged


def _with_cells(importer: Importer, chunk: Chunk, brought: list[Brought]) -> list[Brought]:
    """The same, with the cells of those that were not taken."""
    return [
        replace(each, cells=importer.cells_of(item)) if each.outcome in NOT_TAKEN else each
        for item, each in zip(chunk, brought, strict=True)
    ]


def _why(error: Exception) -> str:
    if isinstance(error, IntegrityError | DataError):
        return _("Its values do not fit together with what is there")
    return str(error)

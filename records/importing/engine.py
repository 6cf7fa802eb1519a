"""Carrying out an import, chunk by chunk: each is a transaction, and done again changes nothing.

A trial takes the same road and takes each chunk back.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from records.domain.errors import InputError, NotNowError, StaleError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Tell = Callable[[int, int], None]
    Chunk = Sequence[Any]


class Outcome(StrEnum):
    """What came of one thing that was to be brought in."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    CONFLICT = "conflict"
    FAILED = "failed"


@dataclass(frozen=True)
class Brought:
    """What came of one: the line it stands on, its own number or name, why it was not done, its record's key."""

    outcome: Outcome
    line: int
    name: str = ""
    why: str = ""
    key: int | None = None


class Importer(Protocol):
    """What brings things in: chunks of them from the file, lazily, and the verb that writes a chunk.

    ``unreadable`` are the rows that became none; ``line_of`` says where one stands, ``name_of`` what it is called.
    """

    rows_read: int
    unreadable: list[Brought]

    def chunks(self) -> Iterable[Chunk]: ...

    def bring_in(self, chunk: Chunk) -> list[Brought]: ...

    def line_of(self, item: Any) -> int: ...

    def name_of(self, item: Any) -> str: ...


#: What one thing alone can be wrong with.
WRONG = (InputError, NotNowError, StaleError, IntegrityError, DataError)


def carry_out(importer: Importer, keep: Callable[[list[Brought]], None], *, is_trial: bool = False) -> Counter[str]:
    """Bring everything in; ``keep`` is called with what came of each chunk, in the chunk's own transaction.

    Counts by outcome, and ``rows_read``. A chunk that fails is tried one by one, so that one wrong row costs itself
    alone. On a trial nothing stays but what ``keep`` keeps outside the database.
    """
    counts: Counter[str] = Counter({outcome.value: 0 for outcome in Outcome})
    for chunk in importer.chunks():
        for brought in _bring_in(importer, chunk, keep, is_trial=is_trial):
            counts[brought.outcome.value] += 1
    keep(importer.unreadable)
    counts.update(brought.outcome.value for brought in importer.unreadable)
    counts["rows_read"] = importer.rows_read
    return counts


def _bring_in(importer: Importer, chunk: Chunk, keep: Callable[..., None], *, is_trial: bool) -> list[Brought]:
    try:
        with transaction.atomic():
            brought = importer.bring_in(chunk)
            keep(brought)
            transaction.set_rollback(is_trial)
    except WRONG as error:
        if len(chunk) > 1:
            alone = (_bring_in(importer, [item], keep, is_trial=is_trial) for item in chunk)
            return [brought for part in alone for brought in part]
        failed = [Brought(Outcome.FAILED, importer.line_of(chunk[0]), importer.name_of(chunk[0]), _why(error))]
        keep(failed)
        return failed
    return brought


def _why(error: Exception) -> str:
    if isinstance(error, IntegrityError | DataError):
        return _("Its values do not fit together with what is there")
    return str(error)

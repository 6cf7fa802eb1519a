"""Making the index of search anew, and finding where it differs from the records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from records.models import Record, SearchEntry
from records.models.record import model_of
from records.search.engines import rebuild_index
from records.search.extraction import ask_for_missing_texts
from records.search.index import comments_words, entry_of, files_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: Records that are read and written at a time, each in a transaction: writers wait no longer than for one.
BATCH = 500
FIELDS = ("head", "own", "comments", "files", "marks", "text")


def rebuild(tell: Callable[[int, int], None] = lambda _done, _total: None) -> int:
    """Write the entry of every record anew; returns how many. It may be stopped and begun again at any time."""
    keys = list(Record.objects.order_by("id").values_list("pk", flat=True))
    for done, batch in _batches(keys):
        with transaction.atomic():
            _hold(batch)
            _write(_entries(batch))
        tell(done, len(keys))
    with transaction.atomic():
        rebuild_index(connection)
    return len(keys)


def index_missing() -> int:
    """Write the entries that records do not have yet, such as those from before there was an index.

    Files from before are read by jobs.
    """
    bare = ~Exists(SearchEntry.objects.filter(record_id=OuterRef("pk")))
    keys = list(Record.objects.filter(bare).order_by("id").values_list("pk", flat=True))
    for _done, batch in _batches(keys):
        with transaction.atomic():
            _hold(batch)
            _write(_entries(batch))
    ask_for_missing_texts()
    return len(keys)


def differing() -> list[int]:
    """Keys of records whose entry is missing or is not what it should be."""
    keys = list(Record.objects.order_by("id").values_list("pk", flat=True))
    wrong = []
    for _done, batch in _batches(keys):
        stored = SearchEntry.objects.in_bulk(batch)
        wrong += [entry.pk for entry in _entries(batch) if _values(stored.get(entry.pk)) != _values(entry)]
    return wrong


def _batches(keys: list[int]) -> Iterator[tuple[int, list[int]]]:
    for begun in range(0, len(keys), BATCH):
        yield min(begun + BATCH, len(keys)), keys[begun : begun + BATCH]


def _hold(keys: list[int]) -> None:
    """Nobody writes to these records until the transaction ends."""
    list(Record.objects.filter(pk__in=keys).order_by("id").select_for_update(no_key=True).values_list("pk"))


def _entries(keys: list[int]) -> list[SearchEntry]:
    comments, files = comments_words(keys), files_words(keys)
    kinds = Record.objects.filter(pk__in=keys).order_by("kind").values_list("kind", flat=True).distinct()
    records = [record for kind in kinds for record in model_of(kind)._default_manager.filter(pk__in=keys)]
    return sorted((entry_of(record, comments, files) for record in records), key=lambda entry: int(entry.pk))


def _write(entries: list[SearchEntry]) -> None:
    SearchEntry.objects.bulk_create(
        entries, batch_size=BATCH, update_conflicts=True, unique_fields=["record_id"], update_fields=FIELDS
    )


def _values(entry: SearchEntry | None) -> list[Any] | None:
    return [getattr(entry, name) for name in FIELDS] if entry else None

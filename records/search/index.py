"""Writing the index: the entry of a record is written in the transaction that writes the record."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from django.db import models

from records.models import Attachment, Comment, FileText, Record, SearchEntry, record_models
from records.search.marks import marks_of
from records.search.words import words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

#: Rows of one INSERT.
BATCH = 500
#: Bytes of the different words of a record's own fields, its comments and its files; the oldest stand first.
#: Together they stay below what a ``tsvector`` holds, 1 MB.
OWN_MAX, COMMENTS_MAX, FILES_MAX = 200_000, 200_000, 500_000


def add_entry(record: Record) -> None:
    """Write the entry of a new record."""
    SearchEntry.objects.create(record_id=record.pk, **_columns(record))


def add_entries(records: Sequence[Record]) -> None:
    """Write the entries of new records."""
    entries = (SearchEntry(record_id=record.pk, **_columns(record)) for record in records)
    SearchEntry.objects.bulk_create(entries, batch_size=BATCH)


def change_entry(record: Record, stored: Record) -> None:
    """Write what differs from the record as it was stored; nothing where no word and no mark does."""
    changed: dict[str, str] = {}
    if record.title != stored.title:
        changed |= _head(record)
    if _texts(record) != _texts(stored):
        changed |= _own(record)
    if (now := _marks(record)) != _marks(stored):
        changed |= now
    if changed:
        SearchEntry.objects.filter(record_id=record.pk).update(**changed)


def index_comments(key: int) -> None:
    """Write the words of a record's comments anew."""
    texts = Comment.objects.filter(record_id=key).order_by("id").values_list("text", flat=True)
    SearchEntry.objects.filter(record_id=key).update(comments=joined(texts, COMMENTS_MAX))


def index_files(key: int) -> None:
    """Write the words of a record's files anew: their names, and their texts as far as they were read."""
    SearchEntry.objects.filter(record_id=key).update(files=files_words([key]).get(key, ""))


def comments_words(keys: Iterable[int]) -> dict[int, str]:
    """The words of the comments of records, by the record's key."""
    texts: dict[int, list[str]] = {}
    for key, text in Comment.objects.filter(record_id__in=keys).order_by("id").values_list("record_id", "text"):
        texts.setdefault(key, []).append(text)
    return {key: joined(found, COMMENTS_MAX) for key, found in texts.items()}


def files_words(keys: Collection[int]) -> dict[int, str]:
    """The words of the files of records, and of contents of their kinds, by the record's key.

    Files that were taken off have none.
    """
    attached = Attachment.objects.filter(record_id__in=keys, withdrawn=None).order_by("id")
    found = [(file.record_id, f"{file.name} {file.description}", file.blob_id) for file in attached]
    found += [content[:3] for model in record_models() for content in model.contents_of(keys)]
    read = dict(FileText.objects.filter(blob__in={sha256 for _key, _name, sha256 in found}).values_list("pk", "words"))
    texts: dict[int, list[str]] = {}
    for key, name, sha256 in found:
        texts.setdefault(key, []).extend([name, read.get(sha256, "")])
    return {key: joined(parts, FILES_MAX) for key, parts in texts.items()}


def entry_of(record: Record, comments: Mapping[int, str], files: Mapping[int, str]) -> SearchEntry:
    """The whole entry of a record, its halves given by the record's key."""
    said = {"comments": comments.get(record.pk, ""), "files": files.get(record.pk, "")}
    return SearchEntry(record_id=record.pk, **_columns(record), **said)


def _columns(record: Record) -> dict[str, str]:
    """What an edit writes: the half that comes from the record itself."""
    return _head(record) | _own(record) | _marks(record)


def _head(record: Record) -> dict[str, str]:
    return {"head": f" {' '.join(words_of(record.reference, record.title))} "}


def _own(record: Record) -> dict[str, str]:
    texts = _texts(record)
    return {"own": joined(texts, OWN_MAX), "text": "\n".join(text for text in texts if text)}


def _marks(record: Record) -> dict[str, str]:
    return {"marks": " ".join(marks_of(record))}


def _texts(record: Record) -> list[str]:
    return [str(getattr(record, name) or "") for name in text_fields(type(record))]


@cache
def text_fields(model: type[Record]) -> tuple[str, ...]:
    """The kind's own fields that hold what somebody typed, no choices."""
    shared = {field.name for field in Record._meta.local_concrete_fields}
    return tuple(field.name for field in model._meta.concrete_fields if field.name not in shared and _is_text(field))


#: Letters of a code.
CODE_MAX = 3


def _is_text(field: Any) -> bool:
    is_written = isinstance(field, models.CharField | models.TextField) and not field.choices and not field.is_relation
    # What has room for a few letters is a code, such as that of a currency.
    return is_written and (field.max_length is None or field.max_length > CODE_MAX)


def joined(texts: Iterable[str], limit: int) -> str:
    """The words of texts, up to so many bytes of them."""
    found = " ".join(words_of(*texts))
    if len(found) * 4 <= limit or len(kept := found.encode()) <= limit:
        return found
    return kept[:limit].decode(errors="ignore").rpartition(" ")[0]

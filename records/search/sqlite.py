"""The index on SQLite: an FTS5 table over the entries, kept by triggers of the entries' table.

Its tokenizer splits at spaces alone, since the words are made already. A list of documents is read from
the newest on, so that a search stops where it has enough.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from records.search.asked import Asked
    from records.search.words import Term

COLUMNS = ("head", "own", "comments", "files", "marks")
TABLE = "records_search"
_NAMES = ", ".join(COLUMNS)
_NEW = ", ".join(f"new.{column}" for column in COLUMNS)
_OLD = ", ".join(f"old.{column}" for column in COLUMNS)
_PUT = f"INSERT INTO {TABLE}(rowid, {_NAMES}) VALUES (new.record_id, {_NEW});"  # noqa: S608 - names of our own
_TAKE = f"INSERT INTO {TABLE}({TABLE}, rowid, {_NAMES}) VALUES ('delete', old.record_id, {_OLD});"  # noqa: S608 - as above

#: Beginnings of one to three signs have lists of their own: they would be those of very many words.
INSTALL = (
    f"""CREATE VIRTUAL TABLE IF NOT EXISTS {TABLE} USING fts5({_NAMES}, content='records_searchentry',
        content_rowid='record_id', tokenize="ascii tokenchars '_'", detail='column', columnsize=0, prefix='1 2 3')""",
    *(f"DROP TRIGGER IF EXISTS {TABLE}_{event}" for event in ("put", "take", "change")),
    f"CREATE TRIGGER {TABLE}_put AFTER INSERT ON records_searchentry BEGIN {_PUT} END",
    f"CREATE TRIGGER {TABLE}_take AFTER DELETE ON records_searchentry BEGIN {_TAKE} END",
    f"CREATE TRIGGER {TABLE}_change AFTER UPDATE OF {_NAMES} ON records_searchentry BEGIN {_TAKE} {_PUT} END",
)
#: Makes the FTS5 table anew from the entries.
REBUILD = (f"INSERT INTO {TABLE}({TABLE}) VALUES ('rebuild')",)  # noqa: S608 - as above


def newest(asked: Asked, count: int, *, beyond: int | None, is_back: bool) -> tuple[str, list[Any]]:
    """SQL for the keys of the newest entries that have what is asked; beyond a key, forward or back."""
    side, order = (">", "ASC") if is_back else ("<", "DESC")
    start = "" if beyond is None else f" AND rowid {side} %s"
    sql = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s{start} ORDER BY rowid {order} LIMIT %s"  # noqa: S608 - our own words
    return sql, [_match(asked), *([] if beyond is None else [beyond]), count]


def _match(asked: Asked) -> str:
    words = f"({' AND '.join(_term(term) for term in asked.terms)})"
    groups = [f"marks : ({_any(marks)})" for marks in (asked.sight, *asked.narrowed)]
    return " AND ".join([f"head : {words}" if asked.in_head else words, *groups])


def _any(marks: Sequence[str]) -> str:
    return " OR ".join(f'"{mark}"' for mark in marks)


def _term(term: Term) -> str:
    return f'"{term.word}" *' if term.is_prefix else f'"{term.word}"'

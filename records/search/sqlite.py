"""The index on SQLite: an FTS5 table over the entries, kept by triggers of the entries' table.

Its tokenizer splits at spaces alone, since the words are made already. A list of documents is read from
the newest on, so that a search stops where it has enough.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection

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
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {TABLE}_words USING fts5vocab({TABLE}, 'instance')",
    *(f"DROP TRIGGER IF EXISTS {TABLE}_{event}" for event in ("put", "take", "change")),
    f"CREATE TRIGGER {TABLE}_put AFTER INSERT ON records_searchentry BEGIN {_PUT} END",
    f"CREATE TRIGGER {TABLE}_take AFTER DELETE ON records_searchentry BEGIN {_TAKE} END",
    f"CREATE TRIGGER {TABLE}_change AFTER UPDATE OF {_NAMES} ON records_searchentry BEGIN {_TAKE} {_PUT} END",
)
#: The words that begin with another; each found by a seek, since no word holds the sign that is put after it.
BEGUN = f"""
WITH RECURSIVE begun(word) AS (
    SELECT (SELECT term FROM {TABLE}_words WHERE term >= %(word)s LIMIT 1)
    UNION ALL SELECT (SELECT term FROM {TABLE}_words WHERE term >= begun.word || char(1) LIMIT 1)
      FROM begun WHERE begun.word < %(end)s
) SELECT word FROM begun WHERE word < %(end)s LIMIT %(most)s"""  # noqa: S608 - names of our own
#: Signs of a beginning that has a list of its own, and words up to which a longer one is spelt out.
LISTED, SPELT_MAX = 3, 64
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


def _term(term: Term) -> str:
    if not term.is_prefix:
        return f'"{term.word}"'
    return f"({_any(spelt)})" if (spelt := _spelt_out(term.word)) else f'"{term.word}" *'


def _any(words: Sequence[str]) -> str:
    return " OR ".join(f'"{word}"' for word in words)


def _spelt_out(word: str) -> list[str]:
    """The words that begin with this one, where they are few: FTS5 reads their lists as far as it needs.

    A beginning itself it would read to the end, of every record, before it names the first.
    """
    if len(word) <= LISTED:
        return []
    with connection.cursor() as cursor:
        cursor.execute(BEGUN, {"word": word, "end": f"{word}\U0010ffff", "most": SPELT_MAX + 1})
        found = [each for (each,) in cursor.fetchall()]
    return found if len(found) <= SPELT_MAX else []

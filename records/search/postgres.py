"""The index on PostgreSQL: a ``tsvector`` with the words as they are, and a GIN index.

GIN knows no order. A word that many records have would be read for all of them, so the newest entries are
walked first: what is common is found among them. What is rare is left to GIN.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from records.search.asked import Asked
    from records.search.words import Term

#: Entries that are walked before the index is asked.
WALK = 4000
#: A word of the title stands a second time with this sign before it, to be looked for there alone.
HEAD = "^"
_WORDS = f"""head || own || ' ' || comments || ' ' || files || ' ' || marks || replace(rtrim(head), ' ', ' {HEAD}')"""

INSTALL = (
    f"""ALTER TABLE records_searchentry ADD COLUMN IF NOT EXISTS words tsvector
        GENERATED ALWAYS AS (array_to_tsvector(array_remove(string_to_array({_WORDS}, ' '), ''))) STORED""",
    "CREATE INDEX IF NOT EXISTS records_search ON records_searchentry USING gin (words)",
)
REBUILD = ("REINDEX INDEX records_search",)


def newest(asked: Asked, count: int, *, beyond: int | None, is_back: bool) -> tuple[str, dict[str, Any]]:
    """SQL for the keys of the newest entries that have what is asked; beyond a key, forward or back.

    Both halves have what is asked; the second is carried out only where the first found too few.
    """
    words, marks = _words(asked), " & ".join(_any(group) for group in (asked.sight, *asked.narrowed))
    query = f"({words}) & {marks}"
    side, order = (">", "ASC") if is_back else ("<", "DESC")
    start = "" if beyond is None else f" AND record_id {side} %(beyond)s"
    sql = f"""
    WITH walked AS MATERIALIZED (
        SELECT record_id FROM (
            SELECT record_id, words FROM records_searchentry WHERE true{start} ORDER BY record_id {order} LIMIT {WALK}
        ) AS near WHERE words @@ %(query)s::tsquery LIMIT %(count)s
    ), found AS MATERIALIZED (
        SELECT record_id FROM records_searchentry
         WHERE (SELECT COUNT(*) FROM walked) < %(count)s AND words @@ %(query)s::tsquery{start}
    )
    SELECT record_id FROM (SELECT record_id FROM walked UNION SELECT record_id FROM found) AS together
     ORDER BY record_id {order} LIMIT %(count)s"""  # noqa: S608 - our own words
    return sql, {"query": query, "beyond": beyond, "count": count}


def _words(asked: Asked) -> str:
    return " & ".join(_term(term, HEAD if asked.in_head else "") for term in asked.terms)


def _any(marks: Sequence[str]) -> str:
    return "(" + " | ".join(f"'{mark}'" for mark in marks) + ")"


def _term(term: Term, before: str) -> str:
    return f"'{before}{term.word}'{':*' if term.is_prefix else ''}"

"""The rows of a log put together by ticket: on disk, so that a log may be larger than memory."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from records.importing.tables import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime


def by_ticket(rows: Iterable[tuple[str, datetime, Row]]) -> Iterator[list[Row]]:
    """The rows of each ticket in the order of their moments, those of one moment as they stand in the file.

    Each comes with its ticket's number and its moment; tickets come in the order of their numbers.
    """
    with closing(sqlite3.connect("")) as staged:
        staged.execute("CREATE TABLE row (number TEXT, at REAL, line INTEGER, cells TEXT)")
        told = ((number, at.timestamp(), row.line, json.dumps(row.cells, default=str)) for number, at, row in rows)
        staged.executemany("INSERT INTO row VALUES (?, ?, ?, ?)", told)
        staged.execute("CREATE INDEX by_number ON row (number, at, line)")
        found = staged.execute("SELECT number, line, cells FROM row ORDER BY number, at, line")
        for _number, group in groupby(found, key=itemgetter(0)):
            yield [Row(line, tuple(json.loads(cells))) for _same, line, cells in group]

"""Tables that rooms brought, as they are printed: widths of columns by what stands in them, signs beside words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shell.registry import Cell, Heading, Table

#: Columns from which a table is set small, and rows up to which it stays whole.
DENSE_FROM, WHOLE_UNTIL = 6, 10
#: Letters of a line, and of one that is set small.
LETTERS, LETTERS_DENSE = 102, 110
#: Letters of a text that is not broken, that better stands on one line, and that a column asks for at most.
UNBROKEN, ONE_LINE, LETTERS_MAX = 12, 24, 60
#: Letters that the room between columns takes, that a sign takes with it, and how wide figures of a reference are.
GAP, SIGN, WIDE_DIGITS = 1.5, 4.5, 1.08
REFERENCE = re.compile(r"[A-Z]{2,6}-(?:\d{4}-)?\d+")
#: Rows whose letters are counted.
COUNTED = 200
WHOLE = 100.0


@dataclass(frozen=True)
class Need:
    """Letters that a column needs at least, and would have."""

    least: float
    wanted: float


@dataclass(frozen=True)
class PrintedCell:
    """A cell with its classes."""

    text: str
    css: str = ""


@dataclass(frozen=True)
class PrintedRow:
    """A row; ``anchor`` is where the annex finds the record that it names first."""

    cells: Sequence[PrintedCell]
    css: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class PrintedTable:
    """A table; ``head`` is the place of the column that names each row."""

    title: str
    headings: Sequence[PrintedCell]
    widths: Sequence[float]
    rows: Sequence[PrintedRow]
    note: str
    head: int
    css: str


def printed(table: Table, anchors: dict[int, str]) -> PrintedTable:
    """The table; ``anchors`` are those of records named before, to which those named here are added."""
    head = _head(table)
    return PrintedTable(
        title=table.title,
        headings=[
            PrintedCell(each.label, " ".join(kind))
            for each, kind in zip(table.headings, _kinds(table.headings, 0), strict=True)
        ],
        widths=widths(table),
        rows=[_row(table.headings, row, head, anchors) for row in table.rows],
        note=table.note,
        head=head,
        css=" ".join(_table_classes(table)),
    )


def _table_classes(table: Table) -> list[str]:
    """Set small with many columns, smaller where their words have no room; one of few rows stays whole."""
    dense = ["dense"] if len(table.headings) >= DENSE_FROM else []
    tiny = ["tiny"] if sum(each.least for each in _needs(table)) > LETTERS_DENSE else []
    return [*dense, *tiny, *(["whole"] if len(table.rows) <= WHOLE_UNTIL else [])]


def widths(table: Table) -> list[float]:
    """The shares of columns, of a hundred, by the letters that stand in them: those that a page has are for its screen."""
    letters = LETTERS_DENSE if len(table.headings) >= DENSE_FROM else LETTERS
    shares = _shared(_needs(table), letters)
    return [round(share * WHOLE / (sum(shares) or 1), 2) for share in shares]


def _needs(table: Table) -> list[Need]:
    return [_need(table, place) for place in range(len(table.headings))]


def _shared(needs: Sequence[Need], whole: float) -> list[float]:
    """So much for each that its words fit, and the rest to those whose lines are long."""
    least, wanted = sum(each.least for each in needs), sum(each.wanted for each in needs)
    if least >= whole or wanted <= least:
        return [each.least * whole / (least or 1) for each in needs]
    if wanted <= whole:
        return [each.wanted * whole / wanted for each in needs]
    share = (whole - least) / (wanted - least)
    return [each.least + (each.wanted - each.least) * share for each in needs]


def _need(table: Table, place: int) -> Need:
    """What a column needs: a reference or a short text one line, a long one its longest word at least."""
    heading = table.headings[place]
    cells = [row[place] for row in table.rows[:COUNTED] if place < len(row)]
    texts = [cell.text for cell in cells]
    longest = max((len(text) for text in texts), default=0)
    word = max((len(word) for text in (heading.label, *texts) for word in text.split(" ")), default=0)
    sign = SIGN if not heading.is_number and any(cell.tone for cell in cells) else GAP
    if place == 0 and _head(table) == 1:
        return Need(longest * WIDE_DIGITS + SIGN, longest * WIDE_DIGITS + SIGN)
    if longest <= UNBROKEN:
        return Need(max(longest, word) + sign, max(longest, word) + sign)
    usual = longest if longest <= ONE_LINE else min(sum(map(len, texts)) / len(texts), LETTERS_MAX)
    least = min(word, LETTERS_MAX) + sign
    return Need(least, max(least, usual + sign))


def _head(table: Table) -> int:
    """The place of the column that names a row: what follows references names it better than they do."""
    texts = [row[0].text for row in table.rows if row]
    return int(len(table.headings) > 1 and bool(texts) and all(REFERENCE.fullmatch(text) for text in texts))


def _row(headings: Sequence[Heading], row: Sequence[Cell], head: int, anchors: dict[int, str]) -> PrintedRow:
    anchor = ""
    for record in (cell.record for cell in row if cell.record and cell.record not in anchors):
        anchor = anchor or f"r{record}"
        anchors[record] = anchor
    kinds = _kinds(headings, head)
    cells = [
        PrintedCell(cell.text, " ".join([*kind, *_tone_classes(heading, cell)]))
        for kind, heading, cell in zip(kinds, headings, row, strict=False)
    ]
    return PrintedRow(cells, "needs-care" if any(cell.tone == "bad" for cell in row) else "", anchor)


def _kinds(headings: Sequence[Heading], head: int) -> list[list[str]]:
    """The classes of columns: figures, what stands after them, references."""
    before = [False, *(each.is_number for each in headings)]
    return [
        ["number"] if each.is_number else ["after"] if after else ["ref"] if head == 1 and place == 0 else []
        for place, (each, after) in enumerate(zip(headings, before, strict=False))
    ]


def _tone_classes(heading: Heading, cell: Cell) -> list[str]:
    """A word has its sign beside it; of figures, those outside alone stand out."""
    if not (cell.tone and cell.text):
        return []
    if not heading.is_number:
        return ["verdict", f"verdict-{cell.tone}"]
    return ["outside"] if cell.tone == "bad" else []

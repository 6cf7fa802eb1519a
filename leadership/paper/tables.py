"""Tables that rooms brought, as they are printed: widths of columns by what stands in them, signs beside words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shell.registry import Cell, Heading, Table

#: Columns from which a table is set small, and rows up to which it stays whole.
DENSE_FROM, WHOLE_UNTIL = 6, 10
#: Letters of a text that stands in one line, and that a column asks for at most. A line has about a hundred.
ONE_LINE, LETTERS_MAX = 17, 60
#: Letters that the room between columns takes, that a sign takes with it, and how wide figures of a reference are.
GAP, SIGN, WIDE_DIGITS = 1.5, 4.5, 1.08
#: Shares given above which they leave too little for the others.
MOST_GIVEN = 85
#: Rows whose letters are counted.
COUNTED = 200
WHOLE = 100.0


@dataclass(frozen=True)
class Need:
    """Letters that a column needs at least, and would have."""

    least: float
    wanted: float
    is_reference: bool = False


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
    headings: Sequence[Heading]
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
        headings=table.headings,
        widths=widths(table),
        rows=[_row(table.headings, row, head, anchors) for row in table.rows],
        note=table.note,
        head=head,
        css=" ".join(_table_classes(table)),
    )


def _table_classes(table: Table) -> list[str]:
    dense = ["dense"] if len(table.headings) >= DENSE_FROM else []
    return [*dense, "whole"] if len(table.rows) <= WHOLE_UNTIL else dense


def widths(table: Table) -> list[float]:
    """The shares of columns, of a hundred: those that were given, and what is left by the letters of the others."""
    needs = [_need(table, place) for place in range(len(table.headings))]
    is_kept = [bool(each.width) and not need.is_reference for each, need in zip(table.headings, needs, strict=True)]
    given = sum(each.width for each, kept in zip(table.headings, is_kept, strict=True) if kept)
    if given > MOST_GIVEN:
        is_kept, given = [False] * len(needs), 0
    left = iter(_shared([need for need, kept in zip(needs, is_kept, strict=True) if not kept], WHOLE - given))
    shares = [float(each.width) if kept else next(left) for each, kept in zip(table.headings, is_kept, strict=True)]
    return [round(share * WHOLE / (sum(shares) or 1), 2) for share in shares]


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
    """What a column needs: a reference its whole, a short text one line, a long one its longest word at least."""
    heading, is_reference = table.headings[place], place == 0 and _head(table) == 1
    cells = [row[place] for row in table.rows[:COUNTED] if place < len(row)]
    texts = [cell.text for cell in cells]
    longest = max((len(text) for text in texts), default=0)
    word = max((len(word) for text in (heading.label, *texts) for word in text.split()), default=0)
    sign = SIGN if not heading.is_number and any(cell.tone for cell in cells) else GAP
    if is_reference:
        return Need(longest * WIDE_DIGITS + SIGN, longest * WIDE_DIGITS + SIGN, is_reference=True)
    if longest <= ONE_LINE:
        return Need(max(longest, word) + sign, max(longest, word) + sign)
    usual = sum(map(len, texts)) / len(texts)
    least = min(word, LETTERS_MAX) + sign
    return Need(least, max(least, min(usual, LETTERS_MAX) + sign))


def _head(table: Table) -> int:
    """A title names its row better than the reference that stands before it."""
    first = table.rows[0] if table.rows else ()
    return 1 if len(first) > 1 and first[0].record and first[0].record == first[1].record else 0


def _row(headings: Sequence[Heading], row: Sequence[Cell], head: int, anchors: dict[int, str]) -> PrintedRow:
    anchor = ""
    for record in (cell.record for cell in row if cell.record and cell.record not in anchors):
        anchor = anchor or f"r{record}"
        anchors[record] = anchor
    cells = [
        PrintedCell(cell.text, _css(heading, cell, place, head))
        for place, (heading, cell) in enumerate(zip(headings, row, strict=False))
    ]
    return PrintedRow(cells, "needs-care" if any(cell.tone == "bad" for cell in row) else "", anchor)


def _css(heading: Heading, cell: Cell, place: int, head: int) -> str:
    classes = ["number"] if heading.is_number else ["ref"] if head == 1 and place == 0 else []
    return " ".join([*classes, *_tone_classes(heading, cell)])


def _tone_classes(heading: Heading, cell: Cell) -> list[str]:
    """A word has its sign beside it; of figures, those outside alone stand out."""
    if not (cell.tone and cell.text):
        return []
    if not heading.is_number:
        return ["verdict", f"verdict-{cell.tone}"]
    return ["outside"] if cell.tone == "bad" else []

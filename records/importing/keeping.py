"""What is kept of an import: all that was not taken, with its cells, and a sample of the rest."""

from __future__ import annotations

import csv
from collections import Counter
from typing import TYPE_CHECKING, Any

from django.db.models import Count
from django.utils.translation import gettext as _

from records.exporters import Echo, neutral
from records.importing.engine import NOT_TAKEN, Outcome
from records.models import ImportLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from records.importing.engine import Brought
    from records.models import ImportRun

#: Lines kept of each outcome that needs no look, and of each that does.
SAMPLE = 50
LISTED_MAX = 10_000
#: Characters of a cell that are kept.
CELL_KEPT = 20_000


class Tray:
    """Holds what would come of things while they are tried out: as much as is kept, and no more."""

    def __init__(self) -> None:
        self.lines: list[Brought] = []
        self._counts: Counter[str] = Counter()

    def take(self, brought: Iterable[Brought]) -> None:
        """Hold those of which there are not enough yet."""
        self.lines += _worth_keeping(brought, self._counts)


def keep_lines(run: ImportRun, brought: Iterable[Brought], *, with_new_records: bool = True) -> None:
    """Write the lines that are kept; on a trial the records that would be new are none."""
    counts = Counter({row["outcome"]: row["n"] for row in run.lines.values("outcome").annotate(n=Count("pk"))})
    lines = [_line(run, each, with_new_records=with_new_records) for each in _worth_keeping(brought, counts)]
    ImportLine.objects.bulk_create(lines, batch_size=500)


def rows_not_taken(run: ImportRun) -> Iterator[str]:
    """The rows that failed or clash, as lines of CSV: where each stood, why, and its cells as they were."""
    writer: Any = csv.writer(Echo())
    yield "\ufeff"
    yield writer.writerow([_("Line"), _("Reason"), *(neutral(str(title)) for title in run.header)])
    lines = run.lines.filter(outcome__in=sorted(NOT_TAKEN)).order_by("line", "id")
    for line in lines.iterator(chunk_size=500):
        yield writer.writerow([line.line, neutral(line.why), *(neutral(str(cell)) for cell in line.cells)])


def _worth_keeping(brought: Iterable[Brought], counts: Counter[str]) -> list[Brought]:
    found = []
    for each in brought:
        counts[each.outcome.value] += 1
        if counts[each.outcome.value] <= (LISTED_MAX if each.outcome in NOT_TAKEN else SAMPLE):
            found.append(each)
    return found


def _line(run: ImportRun, each: Brought, *, with_new_records: bool) -> ImportLine:
    has_record = with_new_records or each.outcome != Outcome.CREATED
    return ImportLine(
        run=run,
        line=each.line,
        name=each.name[:200],
        outcome=each.outcome.value,
        why=each.why[:500],
        cells=[_cell(cell) for cell in each.cells],
        record_id=each.key if has_record else None,
    )


def _cell(cell: Any) -> Any:
    """A cell as JSON holds it; what is no text of any encoding is shown as such."""
    if cell is None or isinstance(cell, int | float):
        return "" if cell is None else cell
    text = str(cell)
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace").replace("\0", "")[:CELL_KEPT]

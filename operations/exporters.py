"""Service reports as workbooks, made from the frozen figures alone."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from agreements.enums import TicketType

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from operations.domain.frozen import Frozen
    from operations.models import ServiceReport

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(report: ServiceReport, figures: Frozen) -> bytes:
    """Targets, trend, workload, flow, misses, exclusions and method, a sheet each."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = _("Targets")
    _fill(sheet, _target_head(), _target_rows(figures))
    _fill(book.create_sheet(_("Trend")), [_("Target"), _("For"), *_months(figures)], _trend_rows(figures))
    head = [_("Tickets"), _("Month"), _("Opened"), _("Limit")]
    rows = [
        [str(TicketType(row["type"]).label), row["month"], row["opened"], row["limit"]]
        for row in figures.data["workload"]
    ]
    _fill(book.create_sheet(_("Workload")), head, rows)
    head = [_("Tickets"), _("From"), _("Opened"), _("Closed"), _("Open at the end")]
    rows = [[str(TicketType(kind).label), *row] for kind, flow in figures.data["flow"].items() for row in flow]
    _fill(book.create_sheet(_("Flow")), head, rows)
    _fill(book.create_sheet(_("Misses")), *_misses(figures))
    _fill(book.create_sheet(_("Exclusions")), *_exclusions(figures))
    _fill(book.create_sheet(_("Method")), [_("How it was counted")], _method(report, figures))
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _target_head() -> list[str]:
    return [
        _("Target"), _("For"), _("Agreed"), _("Counted"), _("Met"), _("Missed"), _("Excluded"), _("Share"),
        _("Share of all"), _("Status"), _("Still running, over time"), _("Trend"),
    ]  # fmt: skip


def _target_rows(figures: Frozen) -> list[list[Any]]:
    rows = [
        [
            line.name, line.tickets, line.wanted, line.attained.counted, line.attained.met, line.attained.missed,
            line.attained.excluded, _fraction(line.attained.share), _fraction(line.attained.share_of_all),
            str(line.badge[1]), line.running_late, str(line.trend.words),
        ]
        for line in figures.lines
    ]  # fmt: skip
    total = figures.total
    summed = [
        total.counted,
        total.met,
        total.missed,
        total.excluded,
        _fraction(total.share),
        _fraction(total.share_of_all),
    ]
    return [*rows, [_("Total"), "", "", *summed, "", "", ""]]


def _trend_rows(figures: Frozen) -> list[list[Any]]:
    return [[line.name, line.tickets, *(_fraction(share) for share in line.shares)] for line in figures.lines]


def _months(figures: Frozen) -> list[str]:
    return [first.isoformat() for first, _last in figures.periods]


def _misses(figures: Frozen) -> tuple[list[str], list[list[Any]]]:
    head = [_("Ticket"), _("Target"), _("Priority"), _("Seconds taken"), _("Seconds agreed"), _("Clause")]
    names = ("reference", "target__metric", "priority", "elapsed", "target_seconds", "clause")
    rows = [[row[name] for name in names] for row in figures.data["misses"]]
    if figures.misses_named < figures.total.missed:
        about = {"n": figures.misses_named, "all": figures.total.missed}
        rows.append([_("The first %(n)d of %(all)d misses are named here") % about])
    return head, rows


def _exclusions(figures: Frozen) -> tuple[list[str], list[list[Any]]]:
    head = [_("Ticket"), _("Target"), _("Clause"), _("Reason"), _("Evidence"), _("Proposed by"), _("Approved by")]
    names = ("reference", "metric", "code", "reason", "evidence", "proposed", "approved")
    return head, [[row[name] for name in names] for row in figures.data["exclusions"]]


def _method(report: ServiceReport, figures: Frozen) -> list[list[Any]]:
    about = [f"{report.reference} {report.title}", _("Figures as of %(moment)s") % {"moment": figures.data["as_of"]}]
    filters = [f"{name}: {value}" for name, value in figures.data["filters"].items() if value]
    return [[line] for line in (*about, f"SHA-256 {report.figures_id}", *filters, *figures.data["method"])]


def _fraction(share: Any) -> float | str:
    return float(share) / 100 if share is not None else _("not measured")


def _fill(sheet: Worksheet, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """A head and rows; all text as text, so that nothing in it is taken for a formula."""
    for place, line in enumerate([head, *rows], 1):
        for column, value in enumerate(line, 1):
            _write(sheet.cell(place, column), value, is_head=place == 1)
    sheet.freeze_panes = "A2"
    for letter in "ABC":
        sheet.column_dimensions[letter].width = 28


def _write(cell: Any, value: Any, *, is_head: bool) -> None:
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
    else:
        cell.value = value
    if isinstance(value, float):
        cell.number_format = "0.00%"
    if is_head:
        cell.font = Font(bold=True)

"""Values as cells hold them: days and times in any usual form, numbers, yes and no."""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from records.domain.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

#: What tools write where there is nothing.
NULLS = frozenset({"", "?", "null", "none", "n/a", "#multivalue", "-"})
#: Forms of a moment, by the name that people and the command give them.
FORMATS = {
    "yyyy-mm-dd hh:mm:ss": "%Y-%m-%d %H:%M:%S",
    "yyyy-mm-dd hh:mm": "%Y-%m-%d %H:%M",
    "yyyy-mm-dd": "%Y-%m-%d",
    "d/m/yyyy hh:mm": "%d/%m/%Y %H:%M",
    "d/m/yyyy hh:mm:ss": "%d/%m/%Y %H:%M:%S",
    "d/m/yyyy": "%d/%m/%Y",
    "m/d/yyyy hh:mm": "%m/%d/%Y %H:%M",
    "m/d/yyyy hh:mm:ss": "%m/%d/%Y %H:%M:%S",
    "m/d/yyyy": "%m/%d/%Y",
    "d.m.yyyy hh:mm": "%d.%m.%Y %H:%M",
    "d.m.yyyy hh:mm:ss": "%d.%m.%Y %H:%M:%S",
    "d.m.yyyy": "%d.%m.%Y",
    "d/mon/yy h:mm am": "%d/%b/%y %I:%M %p",
    "d-mon-yyyy hh:mm:ss": "%d-%b-%Y %H:%M:%S",
}
ISO = "iso 8601"
YES, NO = frozenset({"true", "yes", "1", "y", "x"}), frozenset({"false", "no", "0", "n"})
_ISO = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d")
_LEADING_NUMBER = re.compile(r"^\s*(\d+)")


def is_null(cell: Any, nulls: Collection[str] = NULLS) -> bool:
    """Whether a cell says that there is nothing."""
    return cell is None or (isinstance(cell, str) and cell.strip().lower() in nulls)


def formats_that_fit(cells: Iterable[Any]) -> list[str]:
    """The names of the forms in which every one of the cells is a moment; several mean that it is not certain."""
    texts = {str(cell).strip() for cell in cells if not is_null(cell) and not isinstance(cell, datetime)}
    if not texts:
        return []
    if all(_ISO.match(text) for text in texts):
        return [ISO]
    return [name for name in FORMATS if all(_parsed(text, FORMATS[name]) for text in texts)]


def moment(cell: Any, form: str, zone: tzinfo) -> datetime:
    """The moment in a cell, in UTC; one without a zone of its own is in ``zone``. Raises InputError.

    ``form`` is a name in FORMATS, or ISO; empty where the cells are moments already, as in workbooks.
    """
    if isinstance(cell, datetime):
        found: datetime | None = cell
    elif form in {"", ISO}:
        found = _iso(str(cell).strip())
    else:
        found = _parsed(str(cell).strip(), FORMATS[form])
    if found is None:
        raise InputError(_("“%(cell)s” is no day and time written as %(form)s") % {"cell": cell, "form": form})
    return (found if found.tzinfo else found.replace(tzinfo=zone)).astimezone(UTC)


def whole_number(cell: Any) -> int | None:
    """The number a cell begins with: 3 of “3 - Moderate”; None where it begins with none."""
    match = _LEADING_NUMBER.match(str(cell))
    return int(match[1]) if match else None


def yes_or_no(cell: Any) -> bool | None:
    """Yes or no; None where it says neither."""
    text = str(cell).strip().lower()
    return True if text in YES else False if text in NO else None


@lru_cache(maxsize=100_000)
def _parsed(text: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(text, form)  # noqa: DTZ007 - the zone is that of the file
    except ValueError:
        return None


@lru_cache(maxsize=100_000)
def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None

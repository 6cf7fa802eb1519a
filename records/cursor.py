"""A place in an ordered list, as the address carries it."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.db.models import BigIntegerField, Q

Day = TypeVar("Day", bound=date)

#: Years in which a day or a moment of an address can lie; beyond them, time zones lead out of the calendar.
YEARS = range(1900, 2201)
#: Characters of the longest cursor we make, a title of 200 signs of four bytes, and some.
LONGEST = 1200


@dataclass(frozen=True)
class Cursor:
    """The row one stands at, by the value of the ordered field and its key, and whether to read on or back."""

    value: Any
    pk: int
    is_back: bool

    def encode(self) -> str:
        """The cursor as a parameter of the address."""
        value = self.value.isoformat() if hasattr(self.value, "isoformat") else self.value
        text = json.dumps([value, self.pk, self.is_back], separators=(",", ":"), ensure_ascii=False)
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    @classmethod
    def decode(cls, text: str, field: str) -> Cursor | None:
        """The cursor an address carries for a list ordered by ``field``; None for what makes no sense."""
        if not 0 < len(text) <= LONGEST:
            return None
        try:
            value, pk, is_back = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
            return cls(_read_value(field, value), _read_key(pk), bool(is_back))
        except (binascii.Error, ValueError, TypeError, RecursionError):
            return None


def stretches(cursor: Cursor | None, field: str, *, descends: bool) -> list[Q]:
    """The rows at and beyond the cursor, in parts that an index gives in order.

    Rows without a due date stand last whichever way one reads, which no index does; so they are a
    part of their own.
    """
    if field != "due":
        return [_beyond(cursor, field, descends=descends) if cursor else Q()]
    dated, undated = Q(due__gte=date.min), Q(due=None)
    if cursor is None:
        return [dated, undated]
    if cursor.value is None:
        rest = undated & Q(**{f"id__{_side(descends=descends)}": cursor.pk})
        return [rest, dated] if cursor.is_back else [rest]
    rest = _beyond(cursor, field, descends=descends)
    return [rest] if cursor.is_back else [rest, undated]


def _beyond(cursor: Cursor, field: str, *, descends: bool) -> Q:
    """Rows after the cursor; the first condition is the one that an index can begin at."""
    side = _side(descends=descends)
    begun = Q(**{f"{field}__{side}e": cursor.value})
    return begun & (Q(**{f"{field}__{side}": cursor.value}) | Q(**{f"id__{side}": cursor.pk}))


def _side(*, descends: bool) -> str:
    return "lt" if descends else "gt"


def _read_key(pk: Any) -> int:
    """The key of a row; raises ValueError for what is no whole number, or one no database holds."""
    if type(pk) is not int or not 0 < pk <= BigIntegerField.MAX_BIGINT:
        message = "not a key"
        raise ValueError(message)
    return pk


def _read_value(field: str, value: Any) -> Any:
    """The value of an ordered field; raises ValueError or TypeError for one that cannot be."""
    if value is None and field == "due":
        return None
    if field in {"created", "updated"}:
        return _read_moment(value)
    if field == "due":
        return _in_years(date.fromisoformat(value))
    if not isinstance(value, str) or "\x00" in value:
        message = "not a text"
        raise TypeError(message)
    value.encode()  # half a sign is refused here, not by the database
    return value


def _read_moment(value: Any) -> datetime:
    moment = _in_years(datetime.fromisoformat(value))
    if moment.tzinfo is None:
        message = "a moment without its zone"
        raise ValueError(message)
    return moment


def _in_years(value: Day) -> Day:
    if value.year not in YEARS:
        message = "a year out of reach"
        raise ValueError(message)
    return value

"""Reading the values of a cursor back from the address."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any


def read_value(field: str, value: Any) -> Any:
    """The value of an ordered field; raises ValueError or TypeError for one that cannot be."""
    if value is None and field == "due":
        return None
    if field in {"created", "updated"}:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            message = "a moment without its zone"
            raise ValueError(message)
        return moment
    if field == "due":
        return date.fromisoformat(value)
    if not isinstance(value, str) or "\x00" in value:
        message = "not a text"
        raise TypeError(message)
    return value

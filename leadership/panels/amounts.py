"""Amounts in words: with their unit, money with its currency."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leadership.models.resource import ResourceType, counted_in
from shell.html import money, number

if TYPE_CHECKING:
    from decimal import Decimal


def amount_text(amount: Decimal | None, thing: Any) -> str:
    """An amount of a resource or a request, such as "2.5 FTE"; empty for none."""
    if amount is None:
        return ""
    if thing.type == ResourceType.MONEY:
        return money(amount, thing.currency)
    return in_unit(amount, counted_in(thing))


def in_unit(amount: Decimal, unit: str) -> str:
    """An amount with its unit, which stay together on the line; no more decimals than it needs.

    Of a single one a unit that somebody typed, most likely in the plural, stands before it; one in capitals has no plural.
    """
    whole = amount.to_integral_value()
    said = number(int(whole)) if amount == whole else number(amount.normalize())
    if amount == 1 and not unit.isupper():
        return f"{unit}:\N{NO-BREAK SPACE}{said}"
    return f"{said}\N{NO-BREAK SPACE}{unit}"

"""The indicators one can begin with, as they are shipped: read from the data file once a process."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml

from standard import catalogue

DATA = Path(__file__).parent / "data" / "indicators.yaml"


@dataclass(frozen=True)
class Starter:
    """An indicator of the library, with a usual target; of a band the lower limit, and ``upper``."""

    key: str
    process: str
    name: str
    formula: str
    unit: str
    direction: str
    frequency: str
    target: Decimal
    upper: Decimal | None = None


@cache
def starters() -> dict[str, Starter]:
    """The library by key, in the order of its processes."""
    rows = yaml.load(DATA.read_text(), Loader=yaml.CSafeLoader)["indicators"]
    return {row["key"]: _starter(**row) for row in rows}


@cache
def process_names() -> dict[str, str]:
    """The names of the catalogue's processes by their keys."""
    return {row["id"]: row["name"] for row in catalogue.read("processes")["processes"]}


def _starter(target: str, upper: str | None = None, **about: str) -> Starter:
    return Starter(target=Decimal(target), upper=Decimal(upper) if upper else None, **about)

"""Reading the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from standard import catalogue

if TYPE_CHECKING:
    from collections.abc import Sequence

#: What a ``Panel`` names in place of a kind to stand on the page of a clause.
CLAUSE_PAGE = "clause"


@dataclass(frozen=True)
class Expectation:
    """What a clause asks for, shortly, for the side of a page where it matters."""

    number: str
    items: Sequence[str]
    questions: Sequence[str]


@cache
def expectations(numbers: tuple[str, ...]) -> tuple[Expectation, ...]:
    """At most four requirement items and two audit questions of each clause, from the data files."""
    return tuple(_expectation(number) for number in numbers)


def _expectation(number: str) -> Expectation:
    clause = catalogue.clauses()[number]
    asked = [item["text"] for item in clause["requirements"] if item["type"] == "shall"]
    return Expectation(number, asked[:4], clause.get("audit_questions", [])[:2])

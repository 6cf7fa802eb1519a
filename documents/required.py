"""The documented information that the standard asks for, from the catalogue (clause 7.5.4 and each clause's own)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.utils.text import slugify

from standard.catalogue import clauses, read

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The line of 7.5.4 under which all records stand.
RECORDS = "l"


@dataclass(frozen=True)
class Required:
    """One thing the standard asks to be kept: in which clause, as what, and the line of 7.5.4 it belongs to."""

    key: str
    clause: str
    name: str
    kind: str
    letter: str
    role: str

    @property
    def is_record(self) -> bool:
        """Whether records of what happened answer it, rather than a document."""
        return self.kind == "record"


@dataclass(frozen=True)
class RequiredLine:
    """A line of 7.5.4."""

    letter: str
    name: str
    kept_as: str
    items: Sequence[Required]


@cache
def required() -> dict[str, Required]:
    """Everything that is asked for by name, by key, in the order of the clauses."""
    found = (
        _required(number, clause, item)
        for number, clause in clauses().items()
        for item in clause.get("documented_information", {}).get("items", [])
        if item["basis"] == "explicit"
    )
    return {each.key: each for each in found}


@cache
def required_lines() -> tuple[RequiredLine, ...]:
    """The twelve lines of 7.5.4, each with what belongs to it."""
    return tuple(
        RequiredLine(
            line["code"],
            line["item"],
            line["kept_as"],
            [item for item in required().values() if item.letter == line["code"]],
        )
        for line in read("documents")["documented_information_7_5_4"]
    )


def required_choices() -> list[tuple[str, str]]:
    """What a document can be the answer to, as choices: its clause and name."""
    return [(item.key, f"{item.clause} {item.name}") for item in required().values() if not item.is_record]


def _required(number: str, clause: dict, item: dict[str, str]) -> Required:
    return Required(
        key=f"{number}/{slugify(item['name'])}"[:80],
        clause=number,
        name=item["name"],
        kind=item["kind"],
        letter=_letter(number, item["kind"]),
        role=clause["responsible_role"],
    )


def _letter(number: str, kind: str) -> str:
    """The line of 7.5.4 for a clause and what is kept; all that is no document of a line stands with the records."""
    for line in read("documents")["documented_information_7_5_4"]:
        in_clause = any(number == clause or number.startswith(f"{clause}.") for clause in line["clauses"])
        if in_clause and kind in line["kinds"]:
            letter: str = line["code"]
            return letter
    return RECORDS

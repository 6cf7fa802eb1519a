"""Starter texts: for each document that the standard asks for, the headings an auditor expects and what to write there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from documents.enums import Type

if TYPE_CHECKING:
    from documents.required import Required

TEXTS = Path(__file__).parent
#: The lines of 7.5.4 whose documents are agreed with another party.
AGREED = frozenset("hij")
#: What is to be written in its place stands in a starter as *[...]*.
TO_REPLACE = re.compile(r"\*\[[^\]\n]+\]\*")
TYPES: dict[str, Type] = {"policy": Type.POLICY, "plan": Type.PLAN, "procedure": Type.PROCEDURE}


@dataclass(frozen=True)
class Starter:
    """What a document begins with: its title, type and text."""

    title: str
    type: Type
    text: str


def starter_of(item: Required) -> Starter:
    """What the document that answers a required item begins with; raises KeyError for what records answer."""
    if item.is_record:
        raise KeyError(item.key)
    title, _, text = _read(item.key.partition("/")[2]).partition("\n")
    return Starter(title.removeprefix("# "), _type_of(item), text.lstrip())


def unreplaced(text: str) -> str | None:
    """The first words of a text that are to be replaced, None where it has none."""
    found = TO_REPLACE.search(text)
    return found[0] if found else None


@cache
def _read(name: str) -> str:
    """The text of a starter; its first line is the title."""
    return (TEXTS / f"{name}.md").read_text()


def _type_of(item: Required) -> Type:
    if item.letter in AGREED:
        return Type.AGREEMENT
    return TYPES.get(item.kind, Type.STATEMENT)

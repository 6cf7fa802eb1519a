"""The starting points of processes as they are shipped: read from the data file once a process of the machine."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from django.utils.translation import gettext_lazy as _

from standard import catalogue
from standard.roles import SHORT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from shell.registry import Text

DATA = Path(__file__).parent / "data" / "processes.yaml"
ROLE_OF = {short: role for role, short in SHORT.items()}
#: What the number of a clause begins with, and the name of the family; the longest beginning holds.
FAMILIES: dict[str, Text] = {
    "4": _("Direction and planning"),
    "8.2": _("Service portfolio"),
    "8.3": _("Relationship and agreement"),
    "8.4": _("Supply and demand"),
    "8.5": _("Design, build and transition"),
    "8.6": _("Resolution and fulfilment"),
    "8.7": _("Service assurance"),
    "7": _("Support"),
    "9": _("Evaluation and improvement"),
    "": _("Our own"),
}
#: Clauses that stand under the heading of another number.
ALIKE = {"5": "4", "6": "4", "7.1": "4", "8.1": "4", "10": "9"}
#: Clauses that any process answers: they say the family of one that names no others.
OF_ANY = frozenset({"4.4", "8.1"})


@dataclass(frozen=True)
class StartingActivity:
    """A step of a starting point; ``raci`` by the keys of roles."""

    title: str
    what: str
    raci: Mapping[str, str]


@dataclass(frozen=True)
class Start:
    """What a process usually begins with; ``gives`` pairs the key of another with what flows there."""

    key: str
    name: str
    owner_roles: Sequence[str]
    clauses: Sequence[str]
    purpose: str
    covers: str
    trigger: str
    inputs: str
    outputs: str
    activities: Sequence[StartingActivity]
    gives: Sequence[tuple[str, str]]


@cache
def starts() -> dict[str, Start]:
    """The 29 starting points by their keys, P01 first."""
    said: dict[str, Any] = yaml.load(DATA.read_text(), Loader=yaml.CSafeLoader)
    return {about["id"]: _start(about, said[about["id"]]) for about in catalogue.read("processes")["processes"]}


def _start(about: Mapping[str, Any], said: Mapping[str, Any]) -> Start:
    owner = about["owner_role"]
    return Start(
        key=about["id"],
        name=about["name"],
        owner_roles=sorted(set(owner.values())) if isinstance(owner, dict) else [owner],
        clauses=[number for named in about["clauses"] for number in clauses_below(str(named))],
        purpose=said["purpose"],
        covers=said["covers"],
        trigger=said["trigger"],
        inputs="\n".join(said["inputs"]),
        outputs="\n".join(said["outputs"]),
        activities=[StartingActivity(title, what, raci_of(parts)) for title, parts, what in said["activities"]],
        gives=[(key, flow) for key, flow in said["gives"]],
    )


def clauses_below(number: str) -> list[str]:
    """A clause, or all that stand under a heading, by their numbers."""
    return [found for found in catalogue.clauses() if found == number or found.startswith(f"{number}.")]


def raci_of(parts: str) -> dict[str, str]:
    """The part of each role, from "R:SMT,TE A:SMT": who is both has "AR"."""
    found: dict[str, str] = {}
    for part in parts.split():
        letter, _sign, roles = part.partition(":")
        for short in roles.split(","):
            role = ROLE_OF[short]
            found[role] = "AR" if role in found else letter
    return found


def family_of(numbers: Iterable[str]) -> str:
    """The family of a process, by the first of the clauses that are its own; "" for one without."""
    named = set(numbers)
    first = min(named - OF_ANY or named, key=catalogue.sort_key, default="")
    known = [*FAMILIES, *ALIKE]
    begun = max((key for key in known if key and (first == key or first.startswith(f"{key}."))), key=len, default="")
    return ALIKE.get(begun, begun)

"""What stands before a text: its front matter, in YAML, ended by a line of three hyphens."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import yaml

#: A first line of hyphens is the author's choice; without one the lines before the next must name one of these.
KNOWN = frozenset({"name", "title", "acronym", "id", "satisfies", "type", "majorRevisions"})
FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
#: Characters of front matter; what is longer is text.
LENGTH_MAX = 20_000
#: Things kept of a list.
ITEMS_MAX = 100
#: How days are written, beside YAML's own 2018-06-01.
DAY_FORMATS = ("%b %d %Y", "%B %d %Y", "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%Y-%m-%d", "%d.%m.%Y")


@dataclass(frozen=True)
class Revision:
    """An entry of the list of revisions: its day, None where it is not understood, and what was said of it."""

    day: date | None
    comment: str


@dataclass(frozen=True)
class FrontMatter:
    """What front matter says; empty where there is none."""

    title: str = ""
    type: str = ""
    acronym: str = ""
    identifier: str = ""
    satisfies: list[str] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)


def split(source: str) -> tuple[FrontMatter, str]:
    """Front matter and the text after it; what is not front matter stays in the text, whole."""
    begins = source.startswith("---") and FENCE.match(source)
    start = begins.end() if begins else 0
    end = FENCE.search(source, start)
    if end is None or end.start() - start > LENGTH_MAX:
        return FrontMatter(), source
    found = _mapping(source[start : end.start()])
    if found is None or (not begins and not KNOWN & found.keys()):
        return FrontMatter(), source
    return _read(found), source[end.end() :].lstrip("\r\n")


def _mapping(block: str) -> dict[str, Any] | None:
    try:
        found = yaml.load(block, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    return {str(key): value for key, value in found.items()} if isinstance(found, dict) else None


def _read(found: dict[str, Any]) -> FrontMatter:
    return FrontMatter(
        title=_word(found.get("name")) or _word(found.get("title")),
        type=_word(found.get("type")).lower(),
        acronym=_word(found.get("acronym")),
        identifier=_word(found.get("id")),
        satisfies=_satisfied(found.get("satisfies")),
        revisions=_revisions(found.get("majorRevisions")),
    )


def _word(value: Any) -> str:
    """A plain value on one line; of lists and mappings nothing is taken."""
    return " ".join(str(value).split())[:300] if isinstance(value, str | int | float | date) else ""


def _satisfied(value: Any) -> list[str]:
    """The requirements it answers, each with the framework it is of."""
    if not isinstance(value, dict):
        return []
    named = [(_word(framework), _items(numbers)) for framework, numbers in list(value.items())[:ITEMS_MAX]]
    pairs = [f"{framework} {_word(number)}" for framework, numbers in named for number in numbers if _word(number)]
    return pairs[:ITEMS_MAX]


def _revisions(value: Any) -> list[Revision]:
    entries = [entry for entry in _items(value) if isinstance(entry, dict)]
    return [Revision(_day(entry.get("date")), _word(entry.get("comment"))) for entry in entries]


def _items(value: Any) -> list[Any]:
    return value[:ITEMS_MAX] if isinstance(value, list) else []


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    for form in DAY_FORMATS:
        try:
            return datetime.strptime(_word(value), form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None

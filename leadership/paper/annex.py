"""The annex of a pack: the records behind its figures, and how it was made."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from leadership.paper.sections import shortened
from shell.contents import sha256_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from leadership.domain.reviews.packs import PackSource
    from leadership.paper.sections import Section
    from shell.paper import Enclosure
    from shell.registry import Cell, Table

#: A reference as addresses of records have it.
REFERENCE = re.compile(r"/([A-Z]{2,6}(?:-\d{4})?-\d+)/")
TITLE_MAX = 90


@dataclass(frozen=True)
class NamedRecord:
    """A record that figures rest on: what it is called there, the inputs that name it, and where it stands first."""

    reference: str
    title: str
    codes: Sequence[str]
    anchor: str


@dataclass(frozen=True)
class NamedFile:
    """A file inside the pack."""

    name: str
    description: str
    size: int
    sha256: str


def records_of(source: PackSource, sections: Sequence[Section], anchors: Mapping[int, str]) -> list[NamedRecord]:
    """Each record that a table names or a chart leads to, by its reference."""
    places = {section.code: section.anchor for section in sections}
    codes: dict[str, list[str]] = defaultdict(list)
    titles: dict[str, str] = {}
    where: dict[str, str] = {}
    for found in source.inputs:
        for part in found.parts:
            for reference, title, anchor in _named(part.brought.tables, source.references, anchors):
                titles[reference] = max(titles.get(reference, ""), title, key=len)
                where.setdefault(reference, anchor)
                codes[reference].append(found.code)
            urls = [each.url for each in part.brought.figures] + [each.url for each in part.brought.charts]
            urls += [point.url for chart in part.brought.charts for point in chart.points]
            for reference in REFERENCE.findall("\n".join(urls)):
                codes[reference].append(found.code)
                where.setdefault(reference, places[found.code])
    return [
        NamedRecord(each, titles.get(each, ""), list(dict.fromkeys(codes[each])), where[each]) for each in sorted(codes)
    ]


def files_of(enclosed: Iterable[Enclosure]) -> list[NamedFile]:
    """The files inside the pack, with their hashes."""
    return [NamedFile(each.name, each.description, len(each.content), sha256_of(each.content)) for each in enclosed]


def made_of(source: PackSource) -> list[tuple[str, str]]:
    """How the pack was made: labels and values."""
    data = source.inputs.data
    signed = [(_("SHA-256 of what was signed"), source.signed["sha256"])] if source.signed else []
    return [
        (_("Figures as seen by"), data["seen_by_name"]),
        (_("Figures collected by"), _("SMSapp %(version)s") % {"version": data["product"]}),
        (_("Pack laid out by"), _("SMSapp %(version)s") % {"version": source.home["product"]}),
        (_("SHA-256 of the figures"), sha256_of(source.inputs_bytes)),
        *signed,
        (_("SHA-256 of all that stands here"), source.sha256),
    ]


def _named(
    tables: Iterable[Table], references: Mapping[int, str], anchors: Mapping[int, str]
) -> Iterable[tuple[str, str, str]]:
    """Reference, title and place of each record that the tables name."""
    for table in tables:
        for row in table.rows:
            for key in dict.fromkeys(cell.record for cell in row if cell.record in references):
                yield references[key], shortened(_title(row, key, references[key]), TITLE_MAX), anchors[key]


def _title(row: Sequence[Cell], key: int, reference: str) -> str:
    """What a row calls a record: another cell that names it, or the one after its reference."""
    for place, cell in enumerate(row):
        if cell.record == key and cell.text != reference:
            return cell.text
        if cell.record == key and place + 1 < len(row) and row[place + 1].record in {0, key}:
            return row[place + 1].text
    return ""

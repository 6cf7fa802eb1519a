"""Packs of reviews: sixty and two hundred pages, each in a process of its own, beside bare WeasyPrint on the same text."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from html import escape
from io import BytesIO

import pikepdf

from leadership.paper.review import print_pack
from shell.paper import printing
from shell.registry import Brought, Cell, Chart, Figure, Heading, Point, Table
from tests.leadership.reviews import brought

#: Pages aimed at: parts of each input that make about so many, seconds and megabytes that they may take.
SIZES = {60: (3, 12), 200: (14, 35)}
MEMORY_MOST = 900
#: Most seconds a page, as a ratio to the same pack with the tables that WeasyPrint makes of itself.
RATIO_MOST = 0.8
ROWS = 18
TEXT = (
    "Failover of the customer portal to the second site is tested",
    "Contract with the carrier raised",
    "Capacity plan",
)


def rows():
    """What each size took, beside the same with plain tables and beside the same text without any style."""
    found = []
    for pages, (parts, seconds) in SIZES.items():
        ours, plain, bare = (_alone(kind, parts) for kind in ("pack", "plain", "bare"))
        case = f"pack of {ours['pages']} pages, seconds of processor"
        about = {"size": pages, "case": case, "p50": round(ours["took"] * 1000), "took": ours["took"], "most": seconds}
        ratios = {"plain": _ratio(ours, plain), "plain_most": RATIO_MOST, "bare": _ratio(ours, bare)}
        found.append({**about, **ratios, "memory": ours["memory"], "most_memory": MEMORY_MOST})
    return found


def _ratio(ours, other):
    """Seconds a page against seconds a page."""
    return round(ours["took"] / ours["pages"] / (other["took"] / other["pages"]), 2)


def source_of(parts):
    """All that a pack is made of, with so many parts an input."""
    made = {code: [(f"p{n}", f"Part {n}", lambda n=n: _part(n)) for n in range(parts)] for code in ["a", "b", "d", "e", "f", "g", "h", "i", "j", "k", "l", "c1", "c2", "c3"]}  # fmt: skip
    return brought.source(data=brought.inputs_data(made))


def _part(number):
    """A table, and every third time figures and a chart."""
    heads = [Heading("Reference", width=14), Heading("What"), Heading("Owner"), Heading("Due", is_number=True), Heading("Days late", is_number=True), Heading("State")]  # fmt: skip
    cells = [
        [
            Cell(f"ACT-2026-{number}{row:02}", record=1000 + number * 100 + row),
            Cell(TEXT[row % 3]),
            Cell("Priya Raman"),
            Cell("30 Nov 2026"),
            Cell(str(row)),
            Cell("On its way", ("good", "warn", "bad", "")[row % 4]),
        ]
        for row in range(ROWS)
    ]
    table = Table("t", f"Actions of part {number}", heads, cells)
    if number % 3:
        return Brought("What this part found, in a sentence as long as they mostly are.", "good", tables=[table])
    figures = [Figure.count(f"f{n}", f"Figure {n}", n * 7, tone="good") for n in range(4)]
    points = [Point(f"M{n}", float(n * n % 17), "bad" if n % 5 == 0 else "good") for n in range(12)]
    return Brought("Found", "warn", figures, [Chart("c", "A chart", "It moves.", points, low=3)], [table])


def _alone(kind, parts):
    """Seconds, pages and megabytes of one, in a process of its own."""
    code = f"import django; django.setup(); from tests.bench.packs import main; main({kind!r}, {parts})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own
    return json.loads(done.stdout)


def _pack(parts):
    source = source_of(parts)
    return lambda: print_pack(source)


def _plain(parts):
    """The same with tables whose columns and borders are left to WeasyPrint."""
    sheets = printing._sheets
    ours, plain = "table-layout: fixed; border-collapse: separate", "table-layout: auto; border-collapse: collapse"
    printing._sheets = lambda paper: [
        f"{sheet.replace(ours, plain)} col {{ width: auto !important }}" for sheet in sheets(paper)
    ]
    return _pack(parts)


def _bare(parts):
    """The tables alone, with no style but the size of the page, and without tags."""
    found = [table for each in source_of(parts).inputs for part in each.parts for table in part.brought.tables]
    text = "".join(f"<h2>{table.title}</h2>{_table(table)}" for table in found)
    return lambda: printing.HTML(string=f"<style>@page {{ size: A4 }}</style>{text}").write_pdf()


def _table(table):
    heads = "".join(f"<th>{escape(each.label)}</th>" for each in table.headings)
    lines = "".join("<tr>" + "".join(f"<td>{escape(cell.text)}</td>" for cell in row) + "</tr>" for row in table.rows)
    return f"<table border=1><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>"


def main(kind, parts):
    """Measure one, after what it needs was loaded."""
    act = {"pack": _pack, "plain": _plain, "bare": _bare}[kind](parts)
    begun = time.process_time()
    content = act()
    took = round(time.process_time() - begun, 1)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    pages = len(pikepdf.open(BytesIO(content)).pages)
    sys.stdout.write(json.dumps({"took": took, "pages": pages, "memory": peak}))

"""Recompute the SLA clock of all incidents by a calendar and targets given on the command line."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.management.base import BaseCommand, CommandError

from operations.domain.recomputing import recompute
from services.hours import Edition, HoursError, Timeline, parse_week

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterable

    from operations.domain.recomputing import Recomputed

#: Targets where none are named: seconds by priority.
USUAL = "P1=4h,P2=8h,P3=24h,P4=40h"
UNITS = {"m": 60, "h": 3600, "d": 86_400}
COLUMNS = ("number", "priority", "elapsed_minutes", "target_minutes", "breached")


class Command(BaseCommand):
    """``manage.py sla_clock --calendar "mon-fri 08:00-18:00" [--pauses] [--targets P1=4h,…] --csv FILE``."""

    help = "Recompute the SLA clock of all incidents, write them to a CSV file, and print totals. Nothing is changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """By which hours, targets and pauses, and where to."""
        parser.add_argument("--calendar", default="24x7", help="hours such as “mon-fri 08:00-18:00”, or 24x7")
        parser.add_argument("--zone", default="UTC", help="time zone of the hours")
        parser.add_argument("--pauses", action="store_true", help="take time on hold off")
        parser.add_argument("--targets", default=USUAL, help="time for each priority, in m, h or d")
        parser.add_argument("--csv", dest="path", default="-", help="file to write, - for the standard output")

    def handle(self, *, calendar: str, zone: str, pauses: bool, targets: str, path: str, **_options: Any) -> None:
        """Write a line an incident, and print how many were breached."""
        rows = list(recompute(_timeline(calendar, zone), _targets(targets), with_pauses=pauses))
        if path == "-":
            _write(rows, sys.stdout)
            return
        with Path(path).open("w", newline="", encoding="utf-8") as file:
            _write(rows, file)
        self._tell(rows)

    def _tell(self, rows: list[Recomputed]) -> None:
        breached = Counter(row.priority for row in rows if row.breached)
        priorities = ", ".join(
            f"P{priority} {breached[priority]}" for priority in sorted({row.priority for row in rows})
        )
        self.stdout.write(f"incidents: {len(rows)}")
        self.stdout.write(f"breached: {breached.total()} ({priorities})")
        self.stdout.write(
            f"stopped at closing, for want of a resolution: {sum(row.stopped_at_closing for row in rows)}"
        )
        if rows:
            self.stdout.write(f"median elapsed minutes: {median(row.elapsed for row in rows) / 60:.1f}")


def _timeline(calendar: str, zone: str) -> Timeline:
    try:
        ZoneInfo(zone)
        return Timeline([Edition(date(1970, 1, 1), parse_week(calendar), zone)])
    except (HoursError, ZoneInfoNotFoundError, ValueError) as error:
        raise CommandError(str(error)) from error


def _targets(text: str) -> dict[int, int]:
    try:
        pairs = (part.strip().split("=") for part in text.split(","))
        return {int(name.removeprefix("P").removeprefix("p")): _seconds(time) for name, time in pairs}
    except (ValueError, KeyError) as error:
        message = f"Write targets as {USUAL}"
        raise CommandError(message) from error


def _seconds(time: str) -> int:
    return round(float(time[:-1]) * UNITS[time[-1]])


def _write(rows: Iterable[Recomputed], file: Any) -> None:
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for row in rows:
        target = row.target / 60 if row.target is not None else None
        writer.writerow([row.number, row.priority, _minutes(row.elapsed / 60), _minutes(target), row.breached])


def _minutes(value: float | None) -> str:
    return "" if value is None else f"{value:g}" if value % 1 else str(int(value))

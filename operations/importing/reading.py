"""Reading tickets from the rows of a tool's table, by its profile."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from operations.enums import Channel, Level, Priority, Waiting
from operations.importing.facts import Facts, Standing, Waited
from operations.importing.profiles import INCIDENT, Profile
from records.domain.errors import InputError
from records.importing.settings import only_form
from records.importing.tables import TableError
from records.importing.values import formats_that_fit, is_null, moment, whole_number, yes_or_no

if TYPE_CHECKING:
    from datetime import datetime

    from records.importing.tables import Row, Table

#: Fields that are moments.
MOMENTS = ("opened_at", "responded_at", "resolved_at", "closed_at", "external_updated")
#: Texts, and how many characters we keep of each.
TEXTS = {
    "title": 200,
    "description": 20_000,
    "caller": 120,
    "category": 120,
    "subcategory": 120,
    "assignee_name": 120,
    "resolution": 20_000,
    "resolution_code": 120,
    "external_id": 80,
}
COUNTS = ("reopened", "reassigned")
#: Rows by which the form of days is found out.
SAMPLE = 5000
#: From so many forms on it is not certain.
MANY = 2
#: What ServiceNow's reasons to hold stand for.
HOLD_REASONS = {"1": Waiting.CALLER, "3": Waiting.PROBLEM, "4": Waiting.SUPPLIER, "5": Waiting.CHANGE}
OVER = ("resolved", "closed", "cancelled")
_TAG = re.compile(r"<[^>]+>")


class Reader:
    """Reads tickets from a table by a profile; finds out the form of days where the profile does not say."""

    def __init__(self, table: Table, profile: Profile) -> None:
        self.table, self.zone = table, ZoneInfo(profile.zone)
        self.places = {name: places_of(table, titles) for name, titles in profile.columns.items()}
        for name in ("number", "opened_at"):
            if not self.places.get(name):
                titles = ", ".join(profile.columns[name])
                raise TableError(
                    _("It has no column %(titles)s: is this the right profile, and the right delimiter?")
                    % {"titles": titles}
                )
        self.profile = profile
        self.date_format = profile.date_format or self._found_format()

    def number(self, row: Row) -> str:
        """The number of the ticket there. Raises InputError where it has none."""
        number = self._text(row, "number")
        if not number:
            raise InputError(_("It has no number"))
        return number[:80]

    def moment(self, row: Row, name: str) -> datetime | None:
        """A moment; None where there is none. Raises InputError naming the column."""
        cell = self._cell(row, name)
        if cell is None:
            return None
        try:
            return moment(cell, self.date_format, self.zone)
        except InputError as error:
            column = self.table.header[self.places[name][0]]
            raise InputError(_("%(column)s: %(why)s") % {"column": column, "why": error}) from error

    def moment_of_event(self, row: Row) -> datetime:
        """When an event of a log happened. Raises InputError."""
        at = self.moment(row, "external_updated") or self.moment(row, "opened_at")
        if at is None:
            raise InputError(_("It has no moment"))
        return at

    def read(self, rows: Sequence[Row]) -> Facts:
        """One ticket from its rows: one row of a table, or all rows of a log in their order. Raises InputError."""
        remarks: list[str] = []
        *before, latest = rows
        standings = (*(self._standing(row, []) for row in before), self._standing(latest, remarks))
        last = standings[-1]
        _require_order(last)
        return Facts(
            line=rows[-1].line,
            number=self.number(rows[-1]),
            kind=self._kind(rows[-1]),
            standings=standings,
            waits=tuple(_waits(standings)),
            remarks=tuple(dict.fromkeys(remarks)),
            comments=tuple(str(cell).strip() for cell in self._cells(rows[-1], "comments")),
            cells=rows[-1].cells,
        )

    def _standing(self, row: Row, remarks: list[str]) -> Standing:
        state, waits_for = self._state(row, remarks)
        columns: dict[str, Any] = {name: self._text(row, name)[:limit] for name, limit in TEXTS.items()}
        columns["title"] = columns["title"] or self._title(row)
        columns |= {name: self.moment(row, name) for name in MOMENTS}
        columns |= {name: self._count(row, name) for name in COUNTS}
        columns |= self._levels(row)
        columns |= {"state": state, "waits_for": waits_for, "channel": self._channel(row)}
        columns |= {"external_state": self._text(row, "state")[:60], "external_breached": self._verdict(row)}
        if columns["opened_at"] is None:
            raise InputError(_("It has no moment of opening"))
        _settle_end(columns, remarks)
        at = columns["external_updated"] or columns["closed_at"] or columns["opened_at"]
        return Standing(at, columns, team=self._text(row, "team")[:200], service=self._text(row, "service")[:200])

    def _levels(self, row: Row) -> dict[str, Any]:
        impact, urgency = self._level(row, "impact"), self._level(row, "urgency")
        found = self._lookup(row, "priority", self.profile.priorities)
        number = whole_number(self._text(row, "priority")) if found is None else found
        priority = number if number in Priority.values else None
        return {"impact": impact, "urgency": urgency, "priority": priority}

    def _level(self, row: Row, name: str) -> int | None:
        found = self._lookup(row, name, self.profile.levels)
        number = whole_number(self._text(row, name)) if found is None else found
        return number if number in Level.values else None

    def _lookup(self, row: Row, name: str, table: Any) -> Any:
        return table.get(self._text(row, name).lower())

    def _state(self, row: Row, remarks: list[str]) -> tuple[str, str]:
        label = self._text(row, "state")
        found = state_of(self.profile, label)
        if found is None:
            remarks.append(_("The state “%(state)s” is not known: taken as in progress") % {"state": label})
            return "in_progress", ""
        state, waits_for = found
        reason = HOLD_REASONS.get(self._text(row, "hold_reason"))
        return state, reason.value if reason and state == "on_hold" else waits_for

    def _channel(self, row: Row) -> str:
        label = self._text(row, "channel").lower()
        return self.profile.channels.get(label, Channel.OTHER.value)

    def _verdict(self, row: Row) -> bool | None:
        """Whether the source says that the target was missed; None where it says nothing."""
        text = self._text(row, "verdict")
        if not text:
            return None
        if self.profile.verdict == "left":
            return text.startswith("-")
        held = yes_or_no(text)
        return held if held is None or self.profile.verdict == "missed" else not held

    def _count(self, row: Row, name: str) -> int:
        return min(whole_number(self._text(row, name)) or 0, 32_767)

    def _kind(self, row: Row) -> str:
        return self.profile.types.get(self._text(row, "type").lower(), INCIDENT)

    def _title(self, row: Row) -> str:
        """What an export without a title says instead."""
        parts = [self._text(row, name) for name in ("category", "subcategory", "symptom")]
        return " · ".join(part for part in parts if part)[:200] or self._text(row, "number")

    def _text(self, row: Row, name: str) -> str:
        cells = [str(cell).strip() for cell in self._cells(row, name)]
        text = ", ".join(cells)
        return html.unescape(_TAG.sub(" ", html.unescape(text))).strip() if self.profile.html else text

    def _cell(self, row: Row, name: str) -> Any:
        return next(iter(self._cells(row, name)), None)

    def _cells(self, row: Row, name: str) -> list[Any]:
        """The cells of a field that say something: several where the header repeats the column."""
        places = self.places.get(name, ())
        cells = (row.cells[place] for place in places if place < len(row.cells))
        return [cell for cell in cells if not is_null(cell, self.profile.nulls)]

    def _found_format(self) -> str:
        """The form of its days: by the first rows, or, where those can be read in two ways, by all of them."""
        for limit in (SAMPLE, None):
            cells = [cell for row in islice(self.table.rows(), limit) if not row.why for cell in self._moments(row)]
            if len(formats_that_fit(cells)) < MANY:
                break
        return only_form(cells)

    def _moments(self, row: Row) -> list[str]:
        return [cell for name in MOMENTS for cell in self._cells(row, name)]


def places_of(table: Table, titles: Iterable[str]) -> list[int]:
    """Where the first of these columns that the table has stands, each time it does."""
    return next((table.places[title] for title in titles if title in table.places), [])


def state_of(profile: Profile, label: str) -> Sequence[str] | None:
    """What a label of the profile's tool stands for here: our state and what it waits for; None where it is not known."""
    states, label = profile.states, label.lower()
    if label in states:
        return states[label]
    return next((value for key, value in states.items() if key.endswith("*") and label.startswith(key[:-1])), None)


def _settle_end(columns: dict[str, Any], remarks: list[str]) -> None:
    """Let a ticket that is open have no end, and one that is over have one."""
    if columns["state"] not in OVER:
        columns["resolved_at"] = columns["closed_at"] = None
    elif columns["state"] == "resolved":
        columns["closed_at"] = None
    if columns["state"] in OVER and not (columns["resolved_at"] or columns["closed_at"]):
        name = "resolved_at" if columns["state"] == "resolved" else "closed_at"
        columns[name] = columns["external_updated"] or columns["opened_at"]
        remarks.append(_("It is over, and no moment says since when: taken from its last change"))


def _require_order(last: Standing) -> None:
    opened = last.columns["opened_at"]
    if last.columns["resolved_at"] and last.columns["resolved_at"] < opened:
        raise InputError(_("It was resolved before it was opened"))
    if last.columns["closed_at"] and last.columns["closed_at"] < opened:
        raise InputError(_("It was closed before it was opened"))


def _waits(standings: Sequence[Standing]) -> Iterable[Waited]:
    """The stretches in which it waited: each from such a standing to the next."""
    for before, after in pairwise(standings):
        if before.columns["state"] == "on_hold" and after.at > before.at:
            yield Waited(before.at, after.at, before.columns["waits_for"])
    last = standings[-1]
    if last.columns["state"] == "on_hold":
        yield Waited(last.at, None, last.columns["waits_for"])

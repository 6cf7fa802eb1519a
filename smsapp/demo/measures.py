"""Indicators of the demo organisation: some computed, one counted by a saved filter, some brought by people."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from measures.catalogue import starters
from measures.domain.asking import periods_lacking
from measures.domain.computing import fill_in
from measures.domain.keeping import create_indicator, define, start
from measures.domain.library import adopt
from measures.domain.measuring import Entry, correct, measure
from measures.domain.shapes import Shape
from measures.figures import period_ended, series
from measures.models import Indicator
from people.calendar import today
from records.domain.saved_filters import save_filter
from records.models import ListShape

if TYPE_CHECKING:
    from datetime import date
    from random import Random

    from people.models import User

#: Places of people: who manages the system, owns processes, leads the desk.
SMR, OWNER, DESK = 1, 2, 3
#: Periods of the past that there are values of.
PAST = 13
#: What rooms compute: the key in the library, whose it is, the target where it is another one.
COMPUTED: tuple[tuple[str, int, str], ...] = (
    ("K-P16-1", DESK, "90"),
    ("K-P16-2", DESK, "8"),
    ("K-P16-3", DESK, ""),
    ("K-P17-1", DESK, "90"),
    ("K-P08-1", OWNER, "60"),
)
#: What people bring: key, whose, baseline, where the row begins and how far it goes, how much it scatters, of how many.
BROUGHT: tuple[tuple[Any, ...], ...] = (
    ("K-P12-3", OWNER, "96", 95.0, -0.8, 2.0, 160),
    ("K-P13-1", OWNER, "88", 89.0, 0.55, 1.2, 40),
    ("K-P01-2", DESK, "97", 98.9, -0.02, 0.5, 220),
    ("K-P10-1", SMR, "9", 7.5, -0.28, 0.9, 0),
    ("K-P07-1", SMR, "79", 80.0, 0.9, 1.0, 120),
)
#: The place of the value that was typed wrong.
CORRECTED = 5
NOTES = {3: "Two people were ill for most of the month.", 8: "Counted after the move to the new tool."}


def make_indicators(chance: Random, people: list[User]) -> list[Indicator]:
    """A dozen indicators in use with thirteen values each; the latest of two is still to be brought."""
    made = [_computed(key, people, place, target) for key, place, target in COMPUTED]
    made += [_median(people), _filtered(people)]
    return made + [_brought(chance, people, row) for row in BROUGHT]


def _computed(key: str, people: list[User], place: int, target: str) -> Indicator:
    wanted: dict[str, Any] = {"target": Decimal(target)} if target else {}
    return _filled(adopt(key, actor=people[SMR], owner=people[place], **wanted))


def _median(people: list[User]) -> Indicator:
    made = Indicator(
        title="Median time to resolve incidents",
        formula="Of incidents resolved in the month, the middle of the hours from opening to resolution.",
        unit="hours",
        direction="lower",
        source="computed",
        measure="operations.median_to_resolve",
        baseline=Decimal(12),
        target=Decimal(8),
        valid_from=_begin("monthly"),
        process_key="P16",
        owner=people[DESK],
    )
    create_indicator(made, actor=people[SMR])
    return _filled(start(made, actor=people[SMR]))


def _filtered(people: list[User]) -> Indicator:
    """The share of incidents that nobody handed on, by two saved filters."""
    lead = people[DESK]
    every, kept = ListShape(conditions={"withdrawn": "all"}), ListShape(conditions={"reassigned": "no"})
    for name, shape in (("All incidents", every), ("Solved where they came in", kept)):
        save_filter(actor=lead, kind="incident", name=name, shape=shape, is_for_everybody=False)
    made = Indicator(
        title="Solved where they came in",
        formula="Incidents that were never handed to another team / all incidents opened in the month x 100",
        source="filter",
        baseline=Decimal(45),
        target=Decimal(55),
        valid_from=_begin("monthly"),
        process_key="P16",
        owner=lead,
    )
    create_indicator(made, actor=people[SMR])
    counted = Shape("incident", every.as_json(), "opened_at", "share", within=kept.as_json())
    define(made, actor=lead, shape=counted)
    return _filled(start(made, actor=lead))


def _filled(indicator: Indicator) -> Indicator:
    fill_in(indicator)
    return indicator


def _brought(chance: Random, people: list[User], row: tuple[Any, ...]) -> Indicator:
    """Values that go somewhere and scatter; one was corrected, and the latest of some is still to be brought."""
    key, place, baseline, begin, step, scatter, of = row
    person, starter = people[place], starters()[key]
    since = _begin(starter.frequency)
    made = adopt(key, actor=people[SMR], owner=person, baseline=Decimal(baseline), valid_from=since)
    periods = periods_lacking(made, PAST)
    for number, period in enumerate(periods[: -1 if of else None]):
        value = min(max(begin + step * number + chance.gauss(0, scatter), 0), 100)
        entry = _entry(value, of, NOTES.get(number, ""))
        kept = measure(made, _swapped(entry) if number == CORRECTED and of else entry, actor=person, first=period.first)
        if number == CORRECTED and of:
            correct(made, kept, entry, actor=person, reason="Two figures were typed the wrong way round.")
    return made


def _entry(value: float, of: int, note: str) -> Entry:
    if not of:
        return Entry(value=Decimal(f"{value:.1f}"), note=note, evidence="Accounts, month's end")
    return Entry(numerator=Decimal(round(value * of / 100)), denominator=Decimal(of), note=note)


def _swapped(entry: Entry) -> Entry:
    """The same with the figures of its numerator the wrong way round: 143 as 134."""
    text = str(entry.numerator)
    return Entry(numerator=Decimal(text[:-2] + text[-1] + text[-2]), denominator=entry.denominator)


def _begin(frequency: str) -> date:
    return series(frequency, period_ended(frequency, today()), PAST)[0].first

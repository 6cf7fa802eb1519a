"""What pages and other rooms ask of indicators: their values, how they stand, and where they lead."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone

from measures.domain.asking import ASKED_BACK, last_period, periods_open
from measures.enums import BROUGHT, Status
from measures.figures import Forecast, Target, Trend, forecast, period_of, series, status_of, trend
from measures.models import Indicator, Measurement
from people.calendar import DAY, zone
from records.kind import ended_after

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from people.calendar import Period
    from people.models import User

#: The type of meeting that looks at everything.
MANAGEMENT_REVIEW = "management_review"
#: Periods that are shown, and that a trend takes.
SHOWN = 13
#: The columns that say what is wanted.
WANTED = ("direction", "target", "target_upper", "tolerance")
#: Periods without a value that are a warning of their own.
SILENT = 2


@dataclass(frozen=True)
class Point:
    """A period, and its value as it holds; without one nobody measured."""

    period: Period
    measurement: Measurement | None

    @property
    def value(self) -> Decimal | None:
        """The value; None where there is no data."""
        return self.measurement.value if self.measurement else None


@dataclass(frozen=True)
class Standing:
    """An indicator with its last periods, the earliest first: how it stands and where it leads."""

    indicator: Indicator
    points: Sequence[Point]
    #: Targets that it had before, each with the last day that it held on, the earliest first.
    before: Sequence[tuple[date, Target]] = field(default=(), kw_only=True)
    #: The day by whose end it stands so; None is today.
    until: date | None = field(default=None, kw_only=True)

    @property
    def last(self) -> Point | None:
        """The latest period that has an entry, also one of no data."""
        return next((point for point in reversed(self.points) if point.measurement), None)

    @property
    def value(self) -> Decimal | None:
        """Its latest value."""
        return self.last.value if self.last else None

    @property
    def target(self) -> Target:
        """What is wanted, or was on the day that it is looked at."""
        return self.target_on(self.until) if self.until else Target.of(self.indicator)

    @property
    def status(self) -> Status:
        """How that value stands to the target."""
        return status_of(self.value, self.target)

    @cached_property
    def values(self) -> list[Decimal | None]:
        """The values in a row; None where there is no data."""
        return [point.value for point in self.points]

    @property
    def trend(self) -> Trend:
        """Where the row leads."""
        return trend(self.values)

    @property
    def forecast(self) -> Forecast | None:
        """What is to be expected when the period that runs is over; None of too few values, or where none runs."""
        is_over = self.indicator.valid_until and self.indicator.valid_until <= self.points[-1].period.last
        return None if is_over or not self.points else forecast(self.values)

    @property
    def is_silent(self) -> bool:
        """Whether its last periods have no data, which is a warning of its own."""
        measured = [point for point in self.points[-SILENT:] if point.value is not None]
        return len(self.points) >= SILENT and not measured

    def status_at(self, point: Point) -> Status:
        """How a point stands to the target that held when its period ended: another target makes no month green."""
        return status_of(point.value, self.target_on(point.period.last))

    def target_on(self, day: date) -> Target:
        """The target that held on a day."""
        held = next((target for until, target in self.before if day <= until), None)
        return held or Target.of(self.indicator)


def of_processes(processes: Mapping[str, int], user: User) -> dict[str, list[Standing]]:
    """The indicators in use of processes, given as their keys ("P16") with those of their records, the worst first.

    One belongs to a process that it names, by key or as the record it is about. Two queries, however many there are.
    """
    keys = {record: key for key, record in processes.items()}
    rows = _in_use(user).filter(Q(process_key__in=processes) | Q(about__in=keys))
    found: dict[str, list[Standing]] = {key: [] for key in processes}
    for standing in worst_first(standings(rows)):
        indicator = standing.indicator
        found[keys.get(indicator.about_id or 0, indicator.process_key)].append(standing)
    return found


def of_scope(record: int, user: User) -> list[Standing]:
    """The indicators in use that belong to a record, by its key, as far as ``user`` sees them, the worst first."""
    return worst_first(standings(_in_use(user).filter(about=record)))


def all_standings(user: User, until: date | None = None) -> list[Standing]:
    """Every indicator in use that ``user`` sees. Two queries, however many there are.

    With a day those that were measured by its end, as they stood then: one that began later is not among them, one that
    was retired later is.
    """
    return standings(_in_use(user) if until is None else _in_use_on(until, user), until=until)


def to_talk_about(meeting: Any, user: User) -> list[Indicator]:
    """Indicators that miss their target, of the record that a meeting is about; of all in a management review."""
    if meeting.about_id is None and meeting.type != MANAGEMENT_REVIEW:
        return []
    found = all_standings(user) if meeting.about_id is None else of_scope(meeting.about_id, user)
    return [standing.indicator for standing in worst_first(found) if standing.status == Status.MISSED]


def standings(indicators: Iterable[Indicator], count: int = SHOWN, *, until: date | None = None) -> list[Standing]:
    """Indicators with their last periods that are over, or were at the end of a day.

    One query for all their values, one for targets they had.
    """
    found = list(indicators)
    asked = {each.pk: _periods(each, count, until) for each in found}
    values, before = _values({key: periods for key, periods in asked.items() if periods}), _targets_before(found)
    return [
        Standing(
            each,
            [Point(period, values.get((each.pk, period.first))) for period in asked[each.pk]],
            before=before.get(each.pk, ()),
            until=until,
        )
        for each in found
    ]


def standing_of(indicator: Indicator, count: int = SHOWN) -> Standing:
    """The same of one indicator."""
    return standings([indicator], count)[0]


def latest(indicators: Collection[Indicator]) -> dict[int, Measurement]:
    """The latest value that holds of each indicator, by the indicator's key; one without any is left out."""
    keys = [each.pk for each in indicators]
    rows = Measurement.objects.current().filter(indicator__in=keys).order_by("indicator", "first")
    return {row.indicator_id: row for row in rows}


def value_at(indicator: Indicator, period: Period) -> Measurement | None:
    """The value that holds of a period."""
    return indicator.measurements.filter(replacement=None, first=period.first).first()


def worst_first(found: Iterable[Standing]) -> list[Standing]:
    """Missed before near, no data and good; by name among equals."""
    order = list(Status)
    return sorted(found, key=lambda standing: (order.index(standing.status), standing.indicator.title))


def lacking(indicators: Collection[Indicator], count: int = ASKED_BACK) -> list[tuple[Indicator, Period]]:
    """The periods of indicators that are over, open and have no value, the latest due first. One query."""
    keys = [each.pk for each in indicators]
    known = set(Measurement.objects.filter(indicator__in=keys).values_list("indicator", "first"))
    found = [
        (each, period)
        for each in indicators
        for period in periods_open(each, count)
        if (each.pk, period.first) not in known
    ]
    return sorted(found, key=lambda pair: (pair[1].last, pair[0].title))


def brought_in_use(user: User) -> list[Indicator]:
    """Indicators in use whose values people bring, as far as ``user`` sees them."""
    return list(_in_use(user).filter(source__in=BROUGHT).select_related("owner"))


def _in_use(user: User) -> Any:
    return _kept(user).filter(state="in_use")


def _in_use_on(day: date, user: User) -> Any:
    retired_later = Q(state="retired") & ended_after(Indicator, ("retired",), day)
    return _kept(user).filter(Q(state="in_use") | retired_later, valid_from__lte=day)


def _kept(user: User) -> Any:
    return Indicator.objects.visible_to(user).current().order_by("process_key", "title", "pk")


def _periods(indicator: Indicator, count: int, until: date | None) -> list[Period]:
    begins = period_of(indicator.frequency, indicator.valid_from).first
    return [each for each in series(indicator.frequency, last_period(indicator, until), count) if each.first >= begins]


def _targets_before(indicators: Collection[Indicator]) -> dict[int, list[tuple[date, Target]]]:
    """The targets that indicators had before those of now, as their history tells, each until the day before the next."""
    history: Any = Indicator.history.filter(record_ptr__in=[each.pk for each in indicators])  # type: ignore[attr-defined]
    found: dict[int, list[tuple[date, Target]]] = defaultdict(list)
    for row in history.order_by("record_ptr", "history_date", "history_id").only("record_ptr", "history_date", *WANTED):
        found[row.record_ptr_id].append((timezone.localdate(row.history_date, zone.get()), Target.of(row)))
    return {key: _until_another(told) for key, told in found.items() if len({target for _day, target in told}) > 1}


def _until_another(told: Sequence[tuple[date, Target]]) -> list[tuple[date, Target]]:
    pairs = pairwise(told)
    return [(since - DAY, target) for (_day, target), (since, later) in pairs if target != later]


def _values(asked: dict[int, list[Period]]) -> dict[tuple[int, object], Measurement]:
    by_first: dict[object, list[int]] = defaultdict(list)
    for key, periods in asked.items():
        by_first[periods[0].first].append(key)
    wanted = Q(pk__in=[])
    for first, keys in by_first.items():
        wanted |= Q(indicator__in=keys, first__gte=first)
    rows = Measurement.objects.current().filter(wanted)
    return {(row.indicator_id, row.first): row for row in rows}

"""Indicators without code: what a saved filter finds, counted by a day of the records."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Avg, Count, DateField, DateTimeField, DecimalField, F, FloatField, IntegerField, Sum
from django.utils.translation import gettext as _

from measures.enums import PERCENTILES, Aggregate
from measures.figures import Seconds, percentile
from measures.models.indicator import PLACES
from records.domain.errors import InputError
from records.kind import find_kind
from records.kind.filters import STRETCHES
from records.listing import Listing
from records.models import ListShape
from records.saved_lists import gone_from, params_of
from shell.registry import Computed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from measures.models import Indicator
    from people.calendar import Period
    from people.models import User
    from records.kind import Kind

#: Columns of every record that are numbers and say nothing.
NO_NUMBERS = frozenset({"version"})
HOUR = Decimal(3600)
#: What is kept of a value.
SMALLEST = Decimal(1).scaleb(-PLACES)
#: Values of filters that mean other records every day.
MOVING = frozenset(STRETCHES) - {"none"}


@dataclass(frozen=True)
class Shape:
    """What is counted of the records of a kind that a saved filter finds, by the day in ``date``.

    ``within`` is the second filter of a share. ``field`` is what is summed up; with ``since`` it is the hours from
    that moment to the one in ``field``.
    """

    kind: str
    among: Mapping[str, Any]
    date: str
    aggregate: str = Aggregate.COUNT
    within: Mapping[str, Any] = field(default_factory=dict)
    field: str = ""
    since: str = ""

    @classmethod
    def of(cls, indicator: Indicator) -> Shape:
        """The definition of an indicator. Raises InputError where it has none."""
        if not indicator.shape:
            raise InputError(_("Define first what is counted"))
        return cls(**indicator.shape)

    def as_json(self) -> dict[str, Any]:
        """As it is stored."""
        return asdict(self)

    def count(self, period: Period, reader: User) -> Computed:
        """Its value in a period, as far as ``reader`` sees the records.

        Raises InputError that says what to do where a filter, a field or the kind is no longer there.
        """
        rows = self.records(period, reader)
        if self.aggregate == Aggregate.COUNT:
            return _computed(rows.count())
        if self.aggregate == Aggregate.SHARE:
            return self._share(rows, reader)
        return self._of_field(rows)

    def records(self, period: Period, reader: User) -> QuerySet[Any]:
        """The records of a period that are counted. Raises InputError."""
        kind = _kind(self.kind)
        moment = dates_of(kind).get(self.date)
        if moment is None:
            raise InputError(
                _("The day “%(name)s” is no longer there: define anew by which day it counts") % {"name": self.date}
            )
        found: QuerySet[Any] = kind.model.objects.visible_to(reader).filter(*_conditions(kind, self.among, reader))
        if isinstance(moment, DateTimeField):
            return found.filter(**{f"{self.date}__gte": period.begin, f"{self.date}__lt": period.end})
        return found.filter(**{f"{self.date}__gte": period.first, f"{self.date}__lte": period.last})

    def require_lasting(self) -> None:
        """Raise InputError for a filter that means other records for each reader, or every day."""
        for shape in (self.among, self.within):
            conditions = (shape or {}).get("conditions", {})
            if "me" in conditions.values():
                raise InputError(_("The filter asks for “Me”, who is another one for each reader: choose a name in it"))
            if MOVING & set(conditions.values()):
                raise InputError(
                    _("The filter asks for days counted from today: take that out, each period has days of its own")
                )

    def _share(self, rows: QuerySet[Any], reader: User) -> Computed:
        part = rows.filter(*_conditions(_kind(self.kind), self.within, reader))
        return Computed.share(part.count(), rows.count())

    def _of_field(self, rows: QuerySet[Any]) -> Computed:
        rows, wanted = self._valued(rows)
        if self.aggregate in PERCENTILES:
            values = list(rows.values_list(wanted, flat=True))
            return _middle(values, PERCENTILES[Aggregate(self.aggregate)], per=self._per)
        found = rows.aggregate(n=Count("pk"), total=Sum(wanted), mean=Avg(wanted))
        total = _decimal(found["total"] or 0) / self._per
        if self.aggregate == Aggregate.SUM:
            return Computed(_kept(total), None, Decimal(found["n"]))
        mean = _kept(total / found["n"]) if found["n"] else None
        return Computed(mean, _kept(total), Decimal(found["n"]))

    @property
    def _per(self) -> Decimal:
        """Spans are seconds in the database, and hours here."""
        return HOUR if self.since else Decimal(1)

    def _valued(self, rows: QuerySet[Any]) -> tuple[QuerySet[Any], Any]:
        """The records that have the field, and what is asked of them."""
        kind = _kind(self.kind)
        offered = moments_of(kind) if self.since else numbers_of(kind)
        if gone := {self.field, self.since} - {"", *offered}:
            names = ", ".join(sorted(gone))
            raise InputError(
                _("The field “%(name)s” is no longer there: define anew what is counted") % {"name": names}
            )
        if self.since:
            later = rows.filter(**{f"{self.field}__gte": F(self.since)})
            return later, Seconds(F(self.field), F(self.since))
        found = rows.filter(**{f"{self.field}__isnull": False})
        _require_one_currency(kind, self.field, found)
        return found, F(self.field)


def reader_of(indicator: Indicator) -> User:
    """As whose eyes it counts: its owner's, else those of who recorded it. Raises InputError where that person left."""
    reader: User = indicator.owner or indicator.created_by
    if not reader.is_active:
        raise InputError(
            _("%(name)s, as whose eyes records are counted, has left: give it another owner") % {"name": reader}
        )
    return reader


def dates_of(kind: Kind) -> dict[str, Any]:
    """The days and moments of a kind by which its records can be counted."""
    return _fields(kind, DateField)


def moments_of(kind: Kind) -> dict[str, Any]:
    """Its moments, between which there is a span."""
    return _fields(kind, DateTimeField)


def numbers_of(kind: Kind) -> dict[str, Any]:
    """Its numbers and amounts."""
    found = _fields(kind, (IntegerField, DecimalField, FloatField))
    return {name: each for name, each in found.items() if name not in NO_NUMBERS}


def _fields(kind: Kind, types: Any) -> dict[str, Any]:
    every = kind.model._meta.concrete_fields
    return {
        each.name: each for each in every if isinstance(each, types) and not each.is_relation and not each.primary_key
    }


def _kind(key: str) -> Kind:
    try:
        return find_kind(key)
    except KeyError as error:
        raise InputError(
            _("Records of the kind “%(kind)s” are kept no more: define it anew") % {"kind": key}
        ) from error


def _conditions(kind: Kind, shape: Mapping[str, Any], reader: User) -> list[Any]:
    """What a filter asks. Raises InputError naming what is no longer offered."""
    asked = ListShape(**shape)
    listing = Listing(kind, reader, params_of(asked))
    if gone := gone_from(listing, asked):
        raise InputError(
            _("The saved filter asks for what is no longer offered: %(names)s. Define it anew")
            % {"names": ", ".join(gone)}
        )
    return listing.conditions


def _require_one_currency(kind: Kind, name: str, rows: QuerySet[Any]) -> None:
    fields = {each.name: each for each in kind.model._meta.concrete_fields}
    if "currency" not in fields or not isinstance(fields[name], DecimalField):
        return
    found = sorted(set(rows.order_by().values_list("currency", flat=True)))
    if len(found) > 1:
        raise InputError(
            _("Amounts in %(names)s cannot be summed up: filter one currency") % {"names": ", ".join(found)}
        )


def _middle(values: list[Any], share: int, *, per: Decimal) -> Computed:
    if not values:
        return Computed(None, None, Decimal(0))
    found = percentile([_decimal(value) for value in values], share) / per
    return Computed(_kept(found), None, Decimal(len(values)))


def _computed(count: int) -> Computed:
    return Computed(Decimal(count), Decimal(count))


def _decimal(value: Any) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(str(value))


def _kept(value: Decimal) -> Decimal:
    return value.quantize(SMALLEST, ROUND_HALF_UP)

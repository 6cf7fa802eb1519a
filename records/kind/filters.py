"""Filters of lists: read from the address, applied to the queryset, drawn as fields of the bar."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from people.kept import Kept
from people.models import User
from records.models import RecordQuerySet

if TYPE_CHECKING:
    from shell.registry import Text

Options = Sequence[tuple[str, "Text"]]
DAY = timedelta(days=1)
#: The most that a filter offers to choose from.
OFFERED_MAX = 200


@dataclass(frozen=True, kw_only=True)
class Filter:
    """A choice in the filter bar; an unknown value in the address filters nothing and is said so."""

    key: str
    label: Text
    options: Callable[[User], Options]
    condition: Callable[[str, User], Q]

    def apply(self, records: QuerySet[Any], value: str, user: User) -> QuerySet[Any]:
        """The records that the chosen value leaves."""
        return records.filter(self.condition(value, user))

    def label_of(self, value: str, user: User) -> Text | None:
        """The words for a value, or None for one that is not offered."""
        return dict(self.options(user)).get(value)


def ChoiceFilter(name: str, label: Text, choices: Options) -> Filter:  # noqa: N802 - reads as a class in kinds
    """A filter on a field with choices."""
    return Filter(
        key=name,
        label=label,
        options=lambda _user: [(str(value), words) for value, words in choices],
        condition=lambda value, _user: Q(**{name: value}),
    )


def PersonFilter(name: str, label: Text) -> Filter:  # noqa: N802 - reads as a class in kinds
    """A filter on a person: oneself, nobody, or somebody by name while there are few enough to choose from."""

    def options(_user: User) -> Options:
        return [("me", _("Me")), ("none", _("Nobody")), *_names.get()]

    def condition(value: str, user: User) -> Q:
        keys = {"me": user.pk, "none": None}
        return Q(**{name: keys[value] if value in keys else int(value)})

    return Filter(key=name, label=label, options=options, condition=condition)


def _people_by_name() -> list[tuple[str, Text]]:
    """Everybody, those without an active account last; nobody when they are too many for a list to choose from."""
    people = User.objects.order_by("-is_active", "display_name").values_list("pk", "display_name", "is_active")
    found = list(people[: OFFERED_MAX + 1])
    if len(found) > OFFERED_MAX:
        return []
    gone = _("{name} (deactivated)")
    return [(str(pk), name if is_active else format_lazy(gone, name=name)) for pk, name, is_active in found]


_names = Kept(_people_by_name, User)


def RelatedFilter(name: str, label: Text, model: type[Model]) -> Filter:  # noqa: N802 - reads as a class in kinds
    """A filter on a row of a small table that records point to; of records only those the person sees are offered."""

    def options(user: User) -> Options:
        rows = model._default_manager.all()
        seen = rows.visible_to(user) if isinstance(rows, RecordQuerySet) else rows
        return [(str(row.pk), str(row)) for row in seen[:OFFERED_MAX]]

    return Filter(key=name, label=label, options=options, condition=lambda value, _user: Q(**{name: value}))


def DateRangeFilter(name: str, label: Text, *, is_moment: bool = False) -> Filter:  # noqa: N802 - as above
    """A filter on a day, or a moment, by stretches of time around today."""

    def condition(value: str, _user: User) -> Q:
        first, last = STRETCHES[value][1](timezone.localdate())
        if first is None and last is None:
            return Q(**{name: None})
        after = Q(**{f"{name}__gte": _begin(first, is_moment=is_moment)}) if first else Q()
        return after & Q(**{f"{name}__lt": _begin(last + DAY, is_moment=is_moment)}) if last else after

    options = [(key, words) for key, (words, _days) in STRETCHES.items()]
    return Filter(key=name, label=label, options=lambda _user: options, condition=condition)


def _begin(value: date, *, is_moment: bool) -> date:
    """Where a day begins, as the field keeps it."""
    return timezone.make_aware(datetime.combine(value, time.min)) if is_moment else value


def _week(today: date) -> tuple[date, date]:
    monday = today - today.weekday() * DAY
    return monday, monday + 6 * DAY


def _month(today: date) -> tuple[date, date]:
    first = today.replace(day=1)
    return first, (first + 31 * DAY).replace(day=1) - DAY


#: Stretches of time: words, and their first and last day; without either it is those that have no day.
STRETCHES: Mapping[str, tuple[Text, Callable[[date], tuple[date | None, date | None]]]] = {
    "past": (_("Before today"), lambda today: (None, today - DAY)),
    "week": (_("This week"), _week),
    "month": (_("This month"), _month),
    "next": (_("Next 30 days"), lambda today: (today, today + 30 * DAY)),
    "last": (_("Last 30 days"), lambda today: (today - 30 * DAY, today)),
    "later": (_("Later than in 30 days"), lambda today: (today + 31 * DAY, None)),
    "none": (_("No day"), lambda _today: (None, None)),
}


def restricted_filter() -> Filter:
    """Restricted records alone, or those open to all staff."""
    return Filter(
        key="restricted",
        label=_("Sight"),
        options=lambda _user: [("yes", _("Restricted")), ("no", _("Open to all staff"))],
        condition=lambda value, _user: Q(restricted__in=[value == "yes"]),
    )


def withdrawn_filter() -> Filter:
    """Withdrawn records, which lists leave out otherwise."""
    return Filter(
        key="withdrawn",
        label=_("Withdrawn"),
        options=lambda _user: [("only", _("Only withdrawn")), ("all", _("All, withdrawn too"))],
        condition=lambda value, _user: Q(withdrawn=True) if value == "only" else Q(),
    )


@dataclass(frozen=True)
class Tab:
    """A filter with a name, above the list."""

    label: Text
    values: Mapping[str, str] = field(default_factory=dict)
    #: The order it shows, such as "due"; that of the list where it says none.
    sort: str = ""

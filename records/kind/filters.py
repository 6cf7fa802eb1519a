"""Filters of lists: read from the address, applied to the queryset, drawn as fields of the bar."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from people.models import User
    from shell.registry import Text

Options = Sequence[tuple[str, "Text"]]


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
    """A filter on a person: oneself or nobody."""
    return Filter(
        key=name,
        label=label,
        options=lambda _user: [("me", _("Me")), ("none", _("Nobody"))],
        condition=lambda value, user: Q(**{name: user.pk if value == "me" else None}),
    )


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

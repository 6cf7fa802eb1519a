"""Saved filters as lists: the tabs above a list, what differs from the one it shows, and its records anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.http import QueryDict
from django.utils.http import urlencode

from records.domain.saved_filters import filters_for
from records.kind import find_kind
from records.listing import WITHOUT_SAVED, Listing
from records.models import ListShape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from people.models import User
    from records.kind import Kind
    from records.models import RecordQuerySet, SavedFilter

#: Saved filters that stand as tabs; the others are on their page.
TABS = 6


class NotOfferedError(ValueError):
    """A shape names values that are no longer offered, or not to this person; ``labels`` says of which filters."""

    def __init__(self, labels: Sequence[str]) -> None:
        super().__init__(", ".join(labels))
        self.labels = labels


def records_of(kind: str, shape: ListShape, user: User) -> RecordQuerySet:
    """The records of a kind that a shape leaves among those ``user`` sees, in its order.

    Raises NotOfferedError where a condition cannot be asked: the records would be others than meant.
    """
    listing = Listing(find_kind(kind), user, params_of(shape))
    if gone := gone_from(listing, shape):
        raise NotOfferedError(gone)
    return listing.records


def count_of(kind: str, shape: ListShape, user: User) -> int:
    """How many they are. Raises NotOfferedError."""
    return records_of(kind, shape, user).order_by().count()


def params_of(shape: ListShape, **more: str) -> QueryDict:
    """A shape as the address of a list has it."""
    columns = ",".join(shape.columns)
    asked = {**shape.conditions, "q": shape.words, "sort": shape.sort, "columns": columns, **more}
    return QueryDict(urlencode({key: value for key, value in asked.items() if value}))


def is_saved(listing: Listing) -> bool:
    """Whether a list is that of a saved filter, with or without changes."""
    return listing.params.get("saved", "") not in {"", WITHOUT_SAVED}


def shape_of(listing: Listing) -> ListShape:
    """What a list asks for, as it is kept."""
    columns = [column.key for column in listing.columns]
    return ListShape(conditions=listing.chosen, words=listing.words, sort=listing.sort, columns=columns)


def gone_from(listing: Listing, shape: ListShape) -> list[str]:
    """The conditions of a shape that its list cannot ask: filters there are no more, and values not offered."""
    filters = listing.kind.all_filters
    return [str(filters[key].label) if key in filters else key for key in shape.conditions if key not in listing.chosen]


@dataclass(frozen=True)
class SavedTab:
    """A saved filter above the list."""

    saved: SavedFilter
    url: str
    is_current: bool
    is_own: bool


class SavedLists:
    """The saved filters of a person for the list at hand."""

    def __init__(self, listing: Listing, every: Sequence[SavedFilter]) -> None:
        self.listing = listing
        self.every = every

    @classmethod
    def of(cls, listing: Listing) -> SavedLists:
        """Those above this list, in one query; none where the kind keeps none."""
        every = filters_for(listing.user, listing.kind.key) if listing.kind.has_page("saved") else ()
        return cls(listing, list(every))

    @property
    def _asked(self) -> str:
        return str(self.listing.params.get("saved", ""))

    @cached_property
    def current(self) -> SavedFilter | None:
        """The saved filter the list shows, with or without changes."""
        return next((saved for saved in self.every if str(saved.pk) == self._asked), None)

    @property
    def is_unknown(self) -> bool:
        """Whether the address names a saved filter that is not there for this person."""
        return is_saved(self.listing) and self.current is None

    @property
    def opening(self) -> SavedFilter | None:
        """The saved filter the list opens with, as long as this person sees it."""
        key = self.listing.preference.opens_with_id  # type: ignore[attr-defined]
        return next((saved for saved in self.every if saved.pk == key), None)

    @property
    def differs(self) -> bool:
        """Whether the list asks for something else than its saved filter does; one without columns leaves them open."""
        if self.current is None:
            return False
        listing, kept = self.listing, self.current.asks
        asked = {key: value for key in listing.kind.all_filters if (value := listing.params.get(key, ""))}
        now = shape_of(listing)
        columns = [key for key in kept.columns if key in listing.kind.all_columns] or now.columns
        return (asked, now.words, now.sort, now.columns) != (kept.conditions, kept.words, kept.sort, columns)

    @property
    def gone(self) -> list[str]:
        """Filters of the saved filter that there are no more: the address cannot name their values."""
        if self.current is None:
            return []
        return [key for key in self.current.asks.conditions if key not in self.listing.kind.all_filters]

    @property
    def may_keep(self) -> bool:
        """Whether this person may change the saved filter the list shows."""
        return self.current is not None and self.current.is_of(self.listing.user)

    @property
    def tabs(self) -> list[SavedTab]:
        """The first of them, and the current one."""
        shown = [saved for place, saved in enumerate(self.every) if place < TABS or saved == self.current]
        return [self.tab(saved) for saved in shown]

    def tab(self, saved: SavedFilter) -> SavedTab:
        """A saved filter as it stands above the list."""
        url = address_of(self.listing.kind, saved)
        return SavedTab(saved, url, saved == self.current, saved.is_of(self.listing.user))


def address_of(kind: Kind, saved: SavedFilter) -> str:
    """The address of the list that a saved filter asks for."""
    return f"{kind.url()}?{params_of(saved.asks, saved=str(saved.pk)).urlencode()}"

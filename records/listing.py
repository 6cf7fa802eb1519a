"""A list as the address asks for it: filters, order, columns and the page of rows.

Pages are found by key, not by offset, so that the thousandth page costs what the first does; counts
stop at a limit.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldError
from django.db.models import Exists, F, OuterRef, Q, TextField
from django.db.models.expressions import OrderBy
from django.utils.http import urlencode

from records.access.visibility import branches, count_of, first_of
from records.cursor import Cursor, stretches
from records.domain.preferences import preference_of
from records.kind.columns import Column, Shown
from records.labels import labels_for
from records.models import Record
from records.search.query import titled

if TYPE_CHECKING:
    from django.http import QueryDict

    from people.models import User
    from records.kind import Kind
    from records.models import ListPreference, RecordQuerySet

PAGE = 50
#: Counting stops here: "more than 1,000".
COUNT_MAX = 1000
#: Fields a list can be ordered by, each with an index.
SORTS = ("created", "title", "due", "updated")
DEFAULT_SORT = "-created"
#: What the address of a list carries beside its filters.
KEPT = ("q", "sort", "saved", "columns")
#: What an address says that asks for the list as it is without a saved filter.
WITHOUT_SAVED = "0"


@dataclass(frozen=True)
class Page:
    """Rows of a list, with the ways on and back where there are more."""

    rows: list[Any]
    older: str
    newer: str


class Listing:
    """The list of a kind for a person, as the parameters of the address ask for it."""

    def __init__(self, kind: Kind, user: User, params: QueryDict) -> None:
        self.kind = kind
        self.user = user
        self.params = params

    @cached_property
    def chosen(self) -> dict[str, str]:
        """The filters in force, by key; values that are not offered are left out."""
        found = {}
        for key, filter_ in self.kind.all_filters.items():
            value = self.params.get(key, "")
            if value and filter_.label_of(value, self.user) is not None:
                found[key] = value
        return found

    @cached_property
    def ignored(self) -> list[str]:
        """Filters whose value in the address is not offered, by label."""
        asked = [key for key in self.kind.all_filters if self.params.get(key)]
        return [str(self.kind.all_filters[key].label) for key in asked if key not in self.chosen]

    @property
    def list_url(self) -> str:
        """The address of the list without parameters."""
        return self.kind.url()

    @property
    def plain_url(self) -> str:
        """The address of the list with nothing asked for, also where it opens with a saved filter."""
        return self.list_url + self._plain

    @property
    def create_url(self) -> str:
        """Where a new record is made."""
        return self.kind.url("create")

    @property
    def columns_url(self) -> str:
        """Where columns are chosen."""
        return self.kind.url("columns")

    @property
    def export_url(self) -> str:
        """The address of exports, to be followed by their ending."""
        return f"{self.kind.url()}export."

    @property
    def words(self) -> str:
        """What is looked for in titles and references."""
        return self.params.get("q", "").replace("\x00", "").strip()[:100]

    @property
    def sort(self) -> str:
        """The field in order, with a minus when it descends."""
        asked = self.params.get("sort", "")
        return asked if asked.removeprefix("-") in SORTS else DEFAULT_SORT

    @property
    def field(self) -> str:
        """The field in order."""
        return self.sort.removeprefix("-")

    @cached_property
    def preference(self) -> ListPreference:
        """How this person wants the list."""
        return preference_of(self.user, self.kind.key)

    @cached_property
    def columns(self) -> list[Column]:
        """The columns the address names, else those this person chose, else those shown at first."""
        every = self.kind.all_columns
        asked = [key for key in self.params.get("columns", "").split(",") if key in every]
        keys = asked or self.preference.columns or [key for key, found in every.items() if found.default]
        return [every[key] for key in keys if key in every]

    @cached_property
    def conditions(self) -> list[Q]:
        """What the filters and words ask of a record."""
        found = [self.kind.all_filters[key].condition(value, self.user) for key, value in self.chosen.items()]
        if "withdrawn" not in self.chosen:
            found.append(Q(withdrawn=False))
        if self.words:
            found.append(titled(self.words, self.user, self.kind.key))
        return found

    @property
    def records(self) -> RecordQuerySet:
        """The records the filters leave for this person, in order."""
        return self._read_along.visible_to(self.user).filter(*self.conditions).order_by(*self._order(is_back=False))

    @cached_property
    def count(self) -> int:
        """How many records there are, at most ``count_max`` + 1."""
        if self.page.rows:
            return self.page.rows[0].n_seen  # type: ignore[no-any-return]
        is_beyond = bool(self.params.get("at"))
        return self.records.order_by()[: self.count_max + 1].count() if is_beyond else 0

    @property
    def count_max(self) -> int:
        """Where counting stops: earlier where each row's own columns must be asked."""
        return COUNT_MAX // 5 if self._own_conditions else COUNT_MAX

    @cached_property
    def page(self) -> Page:
        """The rows at the cursor of the address; a cursor that makes no sense means the first page."""
        cursor = Cursor.decode(self.params.get("at", ""), self.field)
        is_back = cursor is not None and cursor.is_back
        rows = list(self._rows(cursor, is_back=is_back))
        has_more, rows = len(rows) > PAGE, rows[:PAGE]
        if is_back:
            rows.reverse()
        has_older, has_newer = (True, has_more) if is_back else (has_more, cursor is not None)
        return Page(
            rows,
            older=self._at(rows[-1], is_back=False) if rows and has_older else "",
            newer=self._at(rows[0], is_back=True) if rows and has_newer else "",
        )

    def shown(self, rows: list[Any]) -> Shown:
        """Names of the records that the rows point to, as far as this person sees them."""
        keys = {column.record_id(row) for column in self.columns if column.record_id for row in rows}
        wanted = {key for key in keys if key}
        return Shown(labels_for(wanted, self.user) if wanted else {})

    @property
    def asked(self) -> dict[str, str]:
        """What the address asks for, but for the page."""
        return {key: value for key in (*self.kind.all_filters, *KEPT) if (value := self.params.get(key, ""))}

    def address(self, **changes: str) -> str:
        """The parameters of this list with some changed; an empty value takes one away."""
        asked = {key: value for key, value in {**self.asked, **changes}.items() if value}
        return "?" + urlencode(asked) if asked else self._plain or "?"

    @property
    def _plain(self) -> str:
        return f"?saved={WITHOUT_SAVED}" if self.preference.opens_with_id else ""

    @property
    def _read_along(self) -> RecordQuerySet:
        """Records of the kind with what the columns show: of their long texts and of other tables no more."""
        related = {path for column in self.columns for path in column.related}
        keys = {column.key for column in self.columns}
        fields = self.kind.model._meta.concrete_fields
        own = [field.name for field in fields if not isinstance(field, TextField) or field.name in keys]
        found: RecordQuerySet = self.kind.model.objects.select_related(*{path.split("__")[0] for path in related})
        return found.only(*own, *related)

    @cached_property
    def _own_conditions(self) -> list[Q]:
        """The conditions on columns that the one table of records does not have."""
        return [condition for condition in self.conditions if not _is_of_record(condition)]

    @cached_property
    def _bare(self) -> RecordQuerySet:
        """The records the filters leave, of the one table of records: its indexes hold every order.

        What is asked of the kind's own columns is asked row by row, so that an order's index leads.
        """
        shared = [condition for condition in self.conditions if condition not in self._own_conditions]
        bare: RecordQuerySet = Record.objects.filter(*shared)
        if not self._own_conditions:
            return bare
        return bare.filter(Exists(self.kind.model.objects.filter(*self._own_conditions, pk=OuterRef("pk"))))

    def _rows(self, cursor: Cursor | None, *, is_back: bool) -> RecordQuerySet:
        """A page of rows and one more, each with how many there are on all pages."""
        descends = self.sort.startswith("-") is not is_back
        sign = "-" if descends else ""
        seen = branches(self._bare, self.user, self.kind.key)
        parts = stretches(cursor, self.field, descends=descends)
        ordered = [way.filter(part).order_by(f"{sign}{self.field}", f"{sign}id") for part in parts for way in seen]
        counted: RecordQuerySet = self._read_along.annotate(n_seen=count_of(seen, self.count_max + 1))
        return counted.filter(first_of(ordered, PAGE + 1)).order_by(*self._order(is_back=is_back))[: PAGE + 1]

    def _order(self, *, is_back: bool) -> list[OrderBy]:
        descends = self.sort.startswith("-") is not is_back
        nulls: dict[str, Any] = {}
        if self.field == "due":
            nulls = {"nulls_first": True} if is_back else {"nulls_last": True}
        return [OrderBy(F(self.field), descending=descends, **nulls), OrderBy(F("id"), descending=descends)]

    def _at(self, row: Any, *, is_back: bool) -> str:
        return self.address(at=Cursor(getattr(row, self.field), row.pk, is_back).encode())


def _is_of_record(condition: Q) -> bool:
    """Whether every column it names is one that all records share."""
    try:
        Record.objects.filter(condition)
    except FieldError:
        return False
    return True

"""What a kind of record declares to have its pages: columns, filters, fields, states, actions."""

from records.kind.actions import Action
from records.kind.columns import (
    Column,
    choice_column,
    computed_column,
    date_column,
    moment_column,
    money_column,
    number_column,
    person_column,
    record_column,
    text_column,
    yes_no_column,
)
from records.kind.filters import ChoiceFilter, DateRangeFilter, Filter, PersonFilter, RelatedFilter, Tab
from records.kind.kind import FieldGroup, FieldPanel, Kind, Shows, State, Wording
from records.kind.kinds import all_kinds, ended_after, find_kind, is_over, kind_of

__all__ = [
    "Action",
    "ChoiceFilter",
    "Column",
    "DateRangeFilter",
    "FieldGroup",
    "FieldPanel",
    "Filter",
    "Kind",
    "PersonFilter",
    "RelatedFilter",
    "Shows",
    "State",
    "Tab",
    "Wording",
    "all_kinds",
    "choice_column",
    "computed_column",
    "date_column",
    "ended_after",
    "find_kind",
    "is_over",
    "kind_of",
    "moment_column",
    "money_column",
    "number_column",
    "person_column",
    "record_column",
    "text_column",
    "yes_no_column",
]

"""The filter of documents by when their review is due: by stretches of time around today, or by month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from documents.overview.reviews import coming_months, due_in, month_key
from records.kind import DateRangeFilter
from records.kind.filters import Filter

if TYPE_CHECKING:
    from django.db.models import Q

    from people.models import User
    from records.kind.filters import Options


def review_filter() -> Filter:
    """The usual stretches, and the months of a year to come."""
    stretches = DateRangeFilter("due", _("Review due"))
    usual = {value for value, _words in stretches.options(None)}  # type: ignore[arg-type]

    def options(user: User) -> Options:
        return [*stretches.options(user), *((month_key(month), date_format(month, "F Y")) for month in coming_months())]

    def condition(value: str, user: User) -> Q:
        return stretches.condition(value, user) if value in usual else due_in(value)

    return Filter(key="due", label=stretches.label, options=options, condition=condition)

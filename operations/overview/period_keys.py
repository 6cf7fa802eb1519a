"""Periods as addresses and people name them."""

from __future__ import annotations

import re

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from operations.figures import Period
from operations.figures.periods import month, year

#: A year, a month, or months from one to another, in an address.
KEY = re.compile(
    r"(?P<year>[1-9][0-9]{3})(?:-(?P<month>[0-9]{2})(?P<last>\.\.(?P<last_year>[1-9][0-9]{3})-(?P<last_month>[0-9]{2}))?)?"
)


def period_key(period: Period) -> str:
    """A period of whole months as addresses have it: 2016, 2016-03, or 2016-01..2016-06."""
    first, last = f"{period.first:%Y-%m}", f"{period.last:%Y-%m}"
    return first[:4] if period.is_year else first if first == last else f"{first}..{last}"


def period_of(key: str) -> Period | None:
    """The period of a key in an address; None for what is none."""
    if not (found := KEY.fullmatch(key)):
        return None
    try:
        if found["month"] is None:
            return year(int(found["year"])) if found["last"] is None else None
        first = month(int(found["month"]), int(found["year"]))
        last = month(int(found["last_month"]), int(found["last_year"])) if found["last"] else first
    except ValueError:
        return None
    return Period(first.first, last.last) if first.first <= last.first else None


def period_name(period: Period) -> str:
    """A period of whole months in words: 2016, March 2016, or January 2016 to June 2016."""
    if period.is_year:
        return date_format(period.first, "Y")
    first, last = date_format(period.first, "F Y"), date_format(period.last, "F Y")
    return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}

"""Figures of tickets and of their clocks: pure queries, each named, with its formula and where it comes from.

Each takes a ``Scope`` (whose tickets, as whose eyes see them) and a ``Period``, and returns numbers alone: they
know no page. Percentages are of the last state of each ticket; nothing is rounded before it is compared.
Formulas are those of KPIs P08, P16 and P17.
"""

from operations.figures.attainment import attainment, exclusions, missed_tickets, running_late
from operations.figures.flow import ages, backlog, backlogs, opened_a_month, together
from operations.figures.pasts import Recorded, changed_priority, combinations, recorded, repriced
from operations.figures.periods import last_month, months_before, year, years_since
from operations.figures.quality import Verdicts, by_priority, categories, handed_about, majors, verdicts
from operations.figures.results import Attained, Flow, Times, Trend, is_kept, percent, shown_percent, trend_of
from operations.figures.scope import Scope
from operations.figures.times import first_response, time_to_resolve, time_to_resolve_by_clock
from people.calendar import Period

__all__ = [
    "Attained",
    "Flow",
    "Period",
    "Recorded",
    "Scope",
    "Times",
    "Trend",
    "Verdicts",
    "ages",
    "attainment",
    "backlog",
    "backlogs",
    "by_priority",
    "categories",
    "changed_priority",
    "combinations",
    "exclusions",
    "first_response",
    "handed_about",
    "is_kept",
    "last_month",
    "majors",
    "missed_tickets",
    "months_before",
    "opened_a_month",
    "percent",
    "recorded",
    "repriced",
    "running_late",
    "shown_percent",
    "time_to_resolve",
    "time_to_resolve_by_clock",
    "together",
    "trend_of",
    "verdicts",
    "year",
    "years_since",
]

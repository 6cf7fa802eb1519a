"""The arithmetic of indicators: periods, status, trend and forecast. Pure: it knows no page and asks no database."""

from measures.figures.periods import name_of, period_after, period_ended, period_of, periods_between, series
from measures.figures.spans import Seconds, percentile
from measures.figures.status import Target, status_of
from measures.figures.trends import Forecast, Trend, forecast, trend

__all__ = [
    "Forecast",
    "Seconds",
    "Target",
    "Trend",
    "forecast",
    "name_of",
    "percentile",
    "period_after",
    "period_ended",
    "period_of",
    "periods_between",
    "series",
    "status_of",
    "trend",
]

"""Hours of service and of support: which moments count, and how much time lies between two of them.

Pure: it knows no database. The models keep texts in this notation, and the SLA clock counts with it.
"""

from services.hours.notation import HoursError, SpecialDay, WeekHours, parse_special_days, parse_week
from services.hours.timeline import Edition, Timeline

__all__ = ["Edition", "HoursError", "SpecialDay", "Timeline", "WeekHours", "parse_special_days", "parse_week"]

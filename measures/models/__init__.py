"""What the measures room keeps."""

from measures.models.calendar import CalendarFeed, SmsYear
from measures.models.duty import Duty, DutyDone, DutyItem
from measures.models.indicator import Indicator
from measures.models.measurement import Measurement, Trouble

__all__ = ["CalendarFeed", "Duty", "DutyDone", "DutyItem", "Indicator", "Measurement", "SmsYear", "Trouble"]

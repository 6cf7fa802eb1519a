"""Forms of the trunk: the record's own, and those of what hangs on it."""

from records.forms.fields import PersonField, RecordField
from records.forms.record import RecordForm

__all__ = ["PersonField", "RecordField", "RecordForm"]

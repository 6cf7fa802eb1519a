"""What happened to a record, and who has read it."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.http import Http404
from django.utils import timezone

from records.cursor import YEARS
from records.display import names_for, show_change, show_field
from records.history import SILENT, as_it_was, differences, named_in, timeline, version
from records.views.base import KindView, number
from records.views.detail import frame

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PAGE = 50


class HistoryView(KindView):
    """Every event, newest first, with the fields it changed."""

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        """The timeline, a page at a time."""
        record = self.find(reference)
        entries = timeline(record, before=number(request.GET.get("before", "")), count=PAGE + 1)
        names = names_for(named_in(entries), self.user)
        shown = [(entry, [show_change(self.kind, c, names) for c in entry.changes]) for entry in entries[:PAGE]]
        return self.page(
            "record/history.html",
            **frame(self, record, "history"),
            entries=shown,
            labels=names.records,
            older=entries[PAGE - 1].event.pk if len(entries) > PAGE else None,
            versions=range(record.version, 0, -1)[:200],
            today=timezone.localdate(),
        )


class CompareView(KindView):
    """Two versions of a record, field by field."""

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        """The differences from version ``a`` to version ``b``; 404 for versions there are not."""
        record = self.find(reference)
        numbers = sorted(number(request.GET.get(key, "")) or 0 for key in ("a", "b"))
        before, after = (version(record, number) for number in numbers)
        if before is None or after is None:
            raise Http404
        changes = differences(before, after)
        names = names_for([(c.field, value) for c in changes for value in (c.before, c.after)], self.user)
        lines = [show_change(self.kind, change, names) for change in changes]
        return self.page(
            "record/compare.html", **frame(self, record, "history"), before=before, after=after, lines=lines
        )


class AsOfView(KindView):
    """A record as it was at the end of a day."""

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        """All fields as they stood; says so when the record did not exist or the day is none."""
        record = self.find(reference)
        day = _day(request.GET.get("on", ""))
        row = as_it_was(record, _end_of(day)) if day else None
        fields = [field for field in row.tracked_fields if field.name not in SILENT] if row else []
        names = names_for([(field, getattr(row, field.attname)) for field in fields], self.user)
        return self.page(
            "record/as_it_was.html",
            **frame(self, record, "history"),
            day=day,
            row=row,
            lines=[show_field(self.kind, field, getattr(row, field.attname), names) for field in fields],
            today=timezone.localdate(),
        )


class ReadersView(KindView):
    """Who confirmed reading the record: which version, and when."""

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        """The newest first, a page at a time."""
        record = self.find(reference)
        reads = record.acknowledgements.select_related("person").order_by("-id")
        if before := number(request.GET.get("before", "")):
            reads = reads.filter(pk__lt=before)
        rows = list(reads[: PAGE + 1])
        older = rows[PAGE - 1].pk if len(rows) > PAGE else None
        return self.page("record/readers.html", **frame(self, record, "readers"), rows=rows[:PAGE], older=older)


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.max))

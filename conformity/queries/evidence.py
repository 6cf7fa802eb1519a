"""Evidence of requirement items, as a reader sees it, with the age of each piece."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dateutil.relativedelta import relativedelta
from django.db.models import Count, F, Max, Q, Window
from django.db.models.functions import RowNumber
from django.utils.safestring import SafeString

from conformity.domain.assessing import evidence_that_counts
from conformity.figures import Aged, freshest, freshness_of_piece
from conformity.models import Assessment
from documents.enums import DOCUMENTS_IN_FORCE
from documents.models import Document
from measures.domain.interval import Freshness, Interval
from measures.models import Duty, DutyItem
from people.calendar import today, zone
from records.labels import labels_for
from records.models import Evidence, Record

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from people.models import User

#: Pieces of evidence listed for an item at most, the newest.
PIECES = 12


@dataclass(frozen=True)
class Piece:
    """A piece of evidence; of a record that the reader does not see its reference alone, and it does not count."""

    evidence: Evidence
    label: SafeString
    aged: Aged | None
    is_seen: bool = True

    @property
    def counts(self) -> bool:
        """Whether the reader can go by it."""
        return self.aged is not None


@dataclass(frozen=True)
class DutyShown:
    """A duty in force that serves an item."""

    title: str
    url: str
    interval: Interval
    last_done: date | None
    due: date | None


def duties_by_item(items: Collection[int], user: User) -> dict[int, list[DutyShown]]:
    """The duties in force that the reader sees, by item."""
    found: dict[int, list[DutyShown]] = defaultdict(list)
    rows = _duty_items(user).filter(item__in=items).select_related("duty").order_by("duty__due", "pk")
    for row in rows:
        duty = row.duty
        shown = DutyShown(duty.title, duty.page_url, Interval(duty.every, duty.unit), duty.last_done, duty.due)
        found[row.item_id].append(shown)
    return found


def intervals_by_item(user: User) -> dict[int, Interval]:
    """The shortest interval of the duties in force of each item, as far as the reader sees them."""
    found: dict[int, Interval] = {}
    for item, every, unit in _duty_items(user).values_list("item_id", "duty__every", "duty__unit"):
        interval = Interval(every, unit)
        if item not in found or interval.after(today()) < found[item].after(today()):
            found[item] = interval
    return found


def _duty_items(user: User) -> QuerySet[DutyItem]:
    seen = Duty.objects.visible_to(user).current().filter(state="in_force", every__gt=0)
    return DutyItem.objects.filter(duty__in=seen.values("pk"))


def pieces_by_item(items: Collection[int], user: User) -> tuple[dict[int, list[Piece]], dict[int, int]]:
    """The newest pieces of each item, and how many more there are; four queries, however much there is."""
    place = Window(RowNumber(), partition_by=[F("item_id")], order_by=[F("id").desc()])
    every = Window(Count("pk"), partition_by=[F("item_id")])
    rows = Evidence.objects.filter(item__in=items, withdrawn=None).annotate(place=place, every=every)
    kept = list(rows.filter(place__lte=PIECES).order_by("item_id", "place"))
    seen, documents = _seen(kept, user), _documents(kept, user)
    intervals, labels = intervals_by_item(user), labels_for({row.record_id for row in kept}, user) if kept else {}
    pieces: dict[int, list[Piece]] = defaultdict(list)
    more: dict[int, int] = {}
    for row in kept:
        record = seen.get(row.record_id)
        aged = _age(row, record, documents, intervals.get(row.item_id)) if record is not None else None
        label = labels.get(row.record_id, SafeString(""))
        pieces[row.item_id].append(Piece(row, label, aged, is_seen=record is not None))
        more[row.item_id] = max(row.every - PIECES, 0)
    return pieces, more


def freshness_of_evidence(user: User) -> dict[int, tuple[int, Freshness]]:
    """Of every item with evidence that counts for the reader: how many pieces, and how fresh the best is.

    Of all items at once, in two queries: by the latest day of each item, and by the latest review day of its documents.
    """
    paper = Q(record__kind=Document.kind_key)
    rows = evidence_that_counts(user).order_by().values("item_id").annotate(
        count=Count("pk"),
        review=Max("record__due", filter=paper),
        reviewed=Max("record__updated", filter=paper),
        until=Max("period_until", filter=~paper),
        recorded=Max("record__created", filter=~paper & Q(period_until=None)),
    )  # fmt: skip
    intervals, day = intervals_by_item(user), today()
    return {row["item_id"]: (row["count"], _best(row, intervals.get(row["item_id"]), day)) for row in rows}


def _best(row: Mapping[str, Any], interval: Interval | None, day: date) -> Freshness:
    days = [row["until"], row["recorded"].astimezone(zone.get()).date() if row["recorded"] else None]
    found = [freshness_of_piece(min(since, day), day, interval=interval) for since in days if since is not None]
    if row["review"] is not None:
        since = min(row["reviewed"].astimezone(zone.get()).date(), day)
        found.append(freshness_of_piece(since, day, review=row["review"]))
    return freshest(found)


def _seen(rows: Sequence[Evidence], user: User) -> dict[int, Record]:
    keys = {row.record_id for row in rows}
    records = (
        Record.objects.visible_to(user).current().exclude(kind=Assessment.kind_key).filter(pk__in=keys) if keys else ()
    )
    return {record.pk: record for record in records}


def _documents(rows: Sequence[Evidence], user: User) -> dict[int, Document]:
    keys = {row.record_id for row in rows}
    found = Document.objects.visible_to(user).current().filter(pk__in=keys) if keys else ()
    return {document.pk: document for document in found}


def _age(row: Evidence, record: Record, documents: Mapping[int, Document], interval: Interval | None) -> Aged | None:
    """The age of a piece whose record is seen; None for a document that is not in force."""
    day = today()
    if record.kind == Document.kind_key:
        return _aged_document(documents.get(record.pk), day)
    since = min(row.period_until or record.created.astimezone(zone.get()).date(), day)
    return Aged(since, (day - since).days, freshness_of_piece(since, day, interval=interval))


def _aged_document(document: Document | None, day: date) -> Aged | None:
    """By its review: it was looked at last one interval before its next review; a draft shows nothing yet."""
    if document is None or document.state not in DOCUMENTS_IN_FORCE or document.due is None:
        return None
    reviewed = min(document.due - relativedelta(months=document.months_between_reviews), day)
    return Aged(reviewed, (day - reviewed).days, freshness_of_piece(reviewed, day, review=document.due))

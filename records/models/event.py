"""Events, and the history of fields that hangs on them."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class Event(models.Model):
    """Something somebody did to a record; neither changed nor deleted, by trigger.

    ``kind`` is the record's kind, which never changes: what a person ever did to a kind is found by an index.
    ``version`` is the record's version after it. ``token`` marks the form it came from, so that a
    form sent twice acts once.
    """

    only_grows = True

    record = models.ForeignKey("records.Record", models.PROTECT, related_name="events", db_index=False)
    kind = models.CharField(max_length=40)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    #: The absent person in whose stead the actor did it.
    acted_for = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    #: When it happened; an import tells of what happened before it was written down.
    at = models.DateTimeField(_("When"), default=timezone.now)
    recorded = models.DateTimeField(_("Written down"), default=timezone.now)
    action = models.CharField(max_length=60)
    origin = models.CharField(max_length=20)
    reason = models.TextField(_("Reason"), blank=True)
    version = models.PositiveIntegerField()
    detail = models.JSONField(default=dict)
    token = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - NULL is not a duplicate

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["record", "-id"], name="event_of_record"),
            models.Index(fields=["actor", "action", "kind", "record"], name="event_deed"),
            models.Index(fields=["at"], name="event_at"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.record_id}"


class Trail(models.Model):
    """What every row of history carries beside the fields: the event it belongs to."""

    only_grows = True

    event = models.ForeignKey(Event, models.PROTECT, related_name="+", null=True)

    class Meta:
        abstract = True


class TrailedHistory(HistoricalRecords):
    """The history of one kind of record: ``history = TrailedHistory()`` on its model.

    Rows are written by ``keep`` on the one road to write, with their event, instead of by a signal.
    There is none on Record itself: two trackers on one child clash, and a save by way of the parent
    would split the history.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(bases=[Trail], **options)  # type: ignore[no-untyped-call]

    def copy_fields(self, model: Any) -> dict[str, Any]:
        """The record's fields, without their indexes: rows of history are found by their record alone."""
        fields: dict[str, Any] = super().copy_fields(model)  # type: ignore[no-untyped-call]
        for name, field in fields.items():
            field.db_index = name == "record_ptr"
        return fields

    def post_save(self, *_args: Any, **_kwargs: Any) -> None:
        """Leave it to ``keep``: the event a row points to is written after the record."""


@cache
def history_of(kind: type[models.Model]) -> Any:
    """The model of a kind's rows of history; asked of the kind itself, it makes a manager's class each time."""
    return kind.history.model  # type: ignore[attr-defined]


def keep(record: Any, event: Event, *, is_new: bool) -> None:
    """Write the row of history that goes with an event: every field as it now stands."""
    history = history_of(record._meta.model)
    history.objects.create(
        event=event,
        history_date=event.at,
        history_type="+" if is_new else "~",
        history_user_id=event.actor_id,
        **{field.attname: getattr(record, field.attname) for field in history.tracked_fields},
    )

"""Changes of the system on their own pages, and on those of what they touch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse

from conformity.models import SmsChange
from conformity.queries.changes import (
    ChangeSide,
    RecordSide,
    change_side,
    changes_of,
    unnamed_versions,
    versions_to_name,
)
from records.access.permits import permits
from records.kind import find_kind

if TYPE_CHECKING:
    from people.models import User

DOCUMENT = "document"
#: Kinds of record that a change comes from rather than touches.
COMES_FROM: dict[str, str] = {
    "meeting": SmsChange.Source.MANAGEMENT_REVIEW,
    "opportunity": SmsChange.Source.IMPROVEMENT,
    "action": SmsChange.Source.IMPROVEMENT,
}


def touches(change: Any, user: User) -> ChangeSide:
    """What a change touches, and the versions that came of it."""
    return change_side(change, user, may_name=permits(user, "name_version", change))


def on_any(record: Any, user: User) -> RecordSide | None:
    """The changes that touch a record; None where there are none, and for documents, which have a panel of their own."""
    if record.kind == DOCUMENT:
        return None
    found = changes_of(record, user)
    return RecordSide(found, [], "") if found else None


def on_document(document: Any, user: User) -> RecordSide | None:
    """The changes that touch a document, and its major versions that name none; None where there is neither."""
    found, unnamed = changes_of(document, user), unnamed_versions(document)
    return RecordSide(found, unnamed, name_url(document, user) or "") if found or unnamed else None


def name_url(record: Any, user: User) -> str | None:
    """Where a major version of a document names the change it came of; None elsewhere, and without a second version."""
    del user
    if record.kind != DOCUMENT or not versions_to_name(record.child()):
        return None
    return reverse("conformity:name-change", args=[record.reference])


def propose_url(record: Any, user: User) -> str | None:
    """Where a change of the system is recorded that comes from a record, or touches it."""
    if record.kind == SmsChange.kind_key or not permits(user, "create", SmsChange):
        return None
    source = COMES_FROM.get(record.kind)
    asked = {"source": source, "source_record": record.reference} if source else {"touches": record.reference}
    return f"{find_kind(SmsChange.kind_key).url('create')}?{urlencode(asked)}"

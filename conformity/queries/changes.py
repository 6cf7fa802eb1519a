"""Changes of the system, seen from what they touch and from the versions that name them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from conformity.models import NamedFor, SmsChange, Touched
from documents.enums import Type, VersionState
from documents.models import Document, Version
from people.calendar import today
from records.labels import labels_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.safestring import SafeString

    from people.models import User

#: Types of document that say how the system works: a new major version of one is a change of the system.
OF_THE_SYSTEM = (Type.PROCESS, Type.PROCEDURE)
#: How long a version that came into force without naming a change is asked about.
LOOKBACK = timedelta(days=365)


@dataclass(frozen=True)
class TouchedShown:
    """A record that a change touches."""

    key: int
    label: SafeString


@dataclass(frozen=True)
class NamedShown:
    """A version that came of a change."""

    named: NamedFor
    label: SafeString
    number: str


@dataclass(frozen=True)
class ChangeSide:
    """What a change touches, and which versions came of it."""

    touched: Sequence[TouchedShown]
    versions: Sequence[NamedShown]
    may_name: bool


@dataclass(frozen=True)
class ChangeOf:
    """A change that touches a record; of one that the reader does not see its reference alone."""

    label: SafeString
    change: SmsChange | None


@dataclass(frozen=True)
class RecordSide:
    """The changes that touch a record; of a document also which of its major versions name none."""

    changes: Sequence[ChangeOf]
    unnamed: Sequence[Version]
    name_url: str


def change_side(change: SmsChange, user: User, *, may_name: bool) -> ChangeSide:
    """What a change touches, named as far as the reader sees it. Three queries."""
    keys = list(change.touched.order_by("pk").values_list("record_id", flat=True))
    versions = list(change.versions.filter(ended=None).select_related("version"))
    labels = labels_for({*keys, *(named.version.document_id for named in versions)}, user)
    return ChangeSide(
        [TouchedShown(key, labels[key]) for key in keys],
        [NamedShown(each, labels[each.version.document_id], each.version.number_to_be) for each in versions],
        may_name,
    )


def changes_of(record: Any, user: User) -> list[ChangeOf]:
    """The changes that touch a record, the newest first."""
    keys = list(Touched.objects.filter(record_id=record.pk).order_by("-change").values_list("change_id", flat=True))
    if not keys:
        return []
    seen = {each.pk: each for each in SmsChange.objects.visible_to(user).current().filter(pk__in=keys)}
    labels = labels_for(keys, user)
    return [ChangeOf(labels[key], seen.get(key)) for key in keys]


def unnamed_versions(document: Document) -> list[Version]:
    """Major versions of a document of the system that came into force lately, or are being made, and name no change.

    Its first version is none: before it there was nothing to be changed.
    """
    if document.type not in OF_THE_SYSTEM:
        return []
    named = NamedFor.objects.filter(ended=None, version__document=document.pk).values("version")
    major = document.versions.filter(major__gt=1, minor=0).exclude(state=VersionState.ABANDONED).exclude(pk__in=named)
    return [version for version in major if _is_of_late(version)]


def versions_to_name(document: Document) -> list[Version]:
    """Major versions of a document, the newest first: any of them may have come of a change of the system."""
    return list(document.versions.filter(minor=0).exclude(state=VersionState.ABANDONED).order_by("-major"))


def _is_of_late(version: Version) -> bool:
    return version.effective is None or version.effective >= today() - LOOKBACK

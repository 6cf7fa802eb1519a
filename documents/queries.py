"""Reading documents: versions, who has read one, differences."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Group
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.html import escape
from django.utils.safestring import SafeString

from documents.domain.approval import signatures_of
from documents.domain.reading import audience_of, have_read, people_to_read, readings_of, to_be_read
from documents.models import Document, Reading, Version
from records.access.permits import permits
from standard.catalogue import role_label

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from documents.models import Article, UseCount
    from people.models import User
    from shell.registry import Text

#: Versions shown on a document's page.
VERSIONS = 20
#: Words compared at once; a longer paragraph is shown whole.
WORDS_MAX = 2000


@dataclass(frozen=True)
class Reader:
    """Somebody a document is for, and when they read what is to be read."""

    person: User
    read: Any
    due: Any


@dataclass(frozen=True)
class Signed:
    """A signature in words: ``role`` is empty for somebody who was named."""

    person: User
    acted_for: User | None
    role: Text
    meaning: str
    at: datetime
    sha256: str


@dataclass(frozen=True)
class Rate:
    """How many of those a document is for have read it."""

    read: int
    asked: int

    @property
    def percent(self) -> int:
        """Of a hundred; nothing asked is nothing missing."""
        return round(100 * self.read / self.asked) if self.asked else 100


def may_read(user: User, document: Document, version: Version) -> bool:
    """What was approved, all who see the document may read; drafts are for those who work at them."""
    return version.approved is not None or permits(user, "read_draft", document)


def signed_by(version: Version) -> list[Signed]:
    """The signatures of a version that hold, in words."""
    return [
        Signed(
            person=found.person,
            acted_for=found.acted_for,
            role=role_label(found.role) if found.role else "",
            meaning=found.meaning,
            at=found.at,
            sha256=found.sha256,
        )
        for found in signatures_of(version)
    ]


def versions_of(document: Document) -> list[Version]:
    """Its versions, newest first, with how many open remarks each has."""
    counted = document.versions.annotate(
        open_remarks=Count("remarks", filter=Q(remarks__settled=None)),
    )
    return list(counted.select_related("blob").order_by("-major", "-minor", "-id")[:VERSIONS])


def times_used(article: Article) -> int:
    """How often an article was opened, each person counted once a day."""
    count: UseCount | None = getattr(article, "used", None)
    return count.times if count else 0


def rate_of(document: Document) -> Rate:
    """How many of those it is for have read what is to be read."""
    version = to_be_read(document) or document.in_force
    if document.restricted or version is None:
        return _counted_rate(document, version)
    read = readings_of(document, version).filter(read__isnull=False, person=OuterRef("pk"))
    found = audience_of(document).aggregate(asked=Count("pk"), read=Count("pk", filter=Q(Exists(read))))
    return Rate(found["read"], found["asked"])


def rates_by_group(document: Document) -> list[tuple[str, Rate]]:
    """The same for the members of each group among them, those who lag behind first."""
    version = to_be_read(document) or document.in_force
    read = have_read(document, version) if version is not None else set()
    people = [person.pk for person in people_to_read(document)]
    members: dict[str, set[int]] = defaultdict(set)
    for name, person in Group.objects.filter(user__in=people).values_list("name", "user"):
        members[name].add(person)
    rates = [(name, Rate(len(found & read), len(found))) for name, found in members.items()]
    return sorted(rates, key=lambda row: (row[1].percent, row[0]))


def readers_of(document: Document) -> list[Reader]:
    """Those a document is for, who have not read it first."""
    version = to_be_read(document) or document.in_force
    if version is None:
        return [Reader(person, None, None) for person in people_to_read(document)]
    alike = readings_of(document, version).select_related("task")
    found = {reading.person_id: reading for reading in alike.order_by("read", "id")}
    readers = [_reader(person, found.get(person.pk)) for person in people_to_read(document)]
    return sorted(readers, key=lambda reader: (reader.read is not None, reader.person.display_name))


def difference(before: str, after: str) -> list[SafeString]:
    """Two texts, paragraph by paragraph, what went and what came marked word by word; what stayed far off is left out."""
    old, new = before.splitlines(), after.splitlines()
    lines: list[SafeString] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            lines += _unchanged(old[a:b])
        elif kind == "replace" and b - a == d - c:
            lines += [_by_words(one, two) for one, two in zip(old[a:b], new[c:d], strict=True)]
        else:
            lines += [SafeString(f"<del>{escape(line)}</del>") for line in old[a:b]]
            lines += [SafeString(f"<ins>{escape(line)}</ins>") for line in new[c:d]]
    return lines


def _counted_rate(document: Document, version: Version | None) -> Rate:
    """One by one, where each must be asked whether they see it."""
    people = {person.pk for person in people_to_read(document)}
    read = have_read(document, version) if version is not None else set()
    return Rate(len(people & read), len(people))


def _reader(person: User, reading: Reading | None) -> Reader:
    if reading is None:
        return Reader(person, None, None)
    return Reader(person, reading.read, reading.task.due if reading.task else None)


def _unchanged(lines: Sequence[str]) -> list[SafeString]:
    """The first and last of them: what is between changed nothing."""
    if len(lines) <= 2:  # noqa: PLR2004 - one before and one after
        return [escape(line) for line in lines]
    return [escape(lines[0]), SafeString("…"), escape(lines[-1])]


def _by_words(before: str, after: str) -> SafeString:
    old, new = before.split(), after.split()
    if len(old) + len(new) > WORDS_MAX:
        return SafeString(f"<del>{escape(before)}</del> <ins>{escape(after)}</ins>")
    parts: list[str] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = escape(" ".join(old[a:b])), escape(" ".join(new[c:d]))
        if kind == "equal":
            parts.append(gone)
            continue
        parts += [f"<del>{gone}</del>"] if gone else []
        parts += [f"<ins>{come}</ins>"] if come else []
    return SafeString(" ".join(parts))  # every word is escaped

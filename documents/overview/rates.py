"""How many of those that documents are for have read them, for all documents at once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.models import Group
from django.db.models import Count

from documents.domain.acknowledging import to_acknowledge
from documents.enums import DOCUMENTS_IN_FORCE, Type, VersionState
from documents.models import Audience, Document, Reading, Version
from documents.queries import Rate
from people.models import User
from records.access.standing import HOLD, in_force
from records.holders import who_see
from records.models import RecordUserPermission

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

#: Documents that are shown, and policies that are read at most.
SHOWN, READ_MAX = 6, 60


@dataclass(frozen=True)
class Read:
    """A document that is to be acknowledged, and how many have done so."""

    document: Document
    rate: Rate


def lowest_rates(user: User) -> list[Read]:
    """Documents to be acknowledged that fewest of their readers have read; as ``rate_of`` counts them.

    A restricted one is for those of its readers who see it.
    """
    shown = [each for each in rates_of(to_acknowledge(user)) if each.rate.asked]
    return sorted(shown, key=lambda each: (each.rate.percent, each.document.reference))[:SHOWN]


def policies_in_force(user: User) -> list[Read]:
    """The policies in force that a person sees, each with how many have acknowledged it; nobody is asked for some."""
    seen = Document.objects.visible_to(user).current().filter(type=Type.POLICY, state__in=DOCUMENTS_IN_FORCE)
    policies = list(seen.order_by("reference")[:READ_MAX])
    read = {each.document.pk: each for each in rates_of(each for each in policies if each.must_be_read)}
    return [read.get(policy.pk) or Read(policy, Rate(0, 0)) for policy in policies]


def rates_of(found: Iterable[Document]) -> list[Read]:
    """How many have read each of these documents, as far as somebody is to read it; no query for none."""
    documents = {document.pk: document for document in found}
    if not documents:
        return []
    majors = _majors(documents)
    asked, everybody = _asked(majors)
    for key, seers in who_see([documents[key] for key in majors if documents[key].restricted]).items():
        asked[key] = seers if everybody.pop(key, None) is not None else asked[key] & seers
    read = _read(majors, asked, everybody)
    return [Read(documents[key], Rate(read[key], everybody.get(key, len(asked[key])))) for key in majors]


def _majors(documents: Mapping[int, Document]) -> dict[int, int]:
    """The major number of the version that each document's readers are asked to read, as ``to_be_read`` says."""
    open_to_readers = Version.objects.filter(
        document__in=documents, state__in=(VersionState.IN_FORCE, VersionState.APPROVED)
    )
    found: dict[int, int] = {}
    for version in open_to_readers.order_by("major", "minor"):
        is_asked = documents[version.document_id].waits_for_readers and version.effective and not version.is_minor
        if version.state == VersionState.IN_FORCE or is_asked:
            found[version.document_id] = version.major
    return found


def _asked(keys: Iterable[int]) -> tuple[dict[int, set[int]], dict[int, int]]:
    """Whom each document is for today: people by key, or for everybody how many they are."""
    columns = ("document_id", "person_id", "role_id", "group_id")
    rows = list(Audience.objects.filter(document__in=keys).values_list(*columns))
    active = set(User.objects.filter(is_active=True).values_list("pk", flat=True))
    holders = _holders({role for _document, _person, role, _group in rows if role})
    members = _members({group for _document, _person, _role, group in rows if group})
    asked: dict[int, set[int]] = defaultdict(set)
    everybody: dict[int, int] = {}
    for document, person, role, group in rows:
        if person is None and role is None and group is None:
            everybody[document] = len(active)
        else:
            asked[document] |= ({person} if person else holders[role] if role else members[group]) & active
    return asked, everybody


def _members(groups: Collection[int]) -> dict[int | None, set[int]]:
    """Who is in groups; no query for none."""
    return _pairs(Group.objects.filter(pk__in=groups, user__isnull=False).values_list("pk", "user"))


def _holders(roles: Collection[int]) -> dict[int | None, set[int]]:
    """Who holds roles today, by the keys of their records; no query for none."""
    held = RecordUserPermission.objects.filter(in_force(), content_object_id__in=roles, permission__codename=HOLD)
    return _pairs(held.values_list("content_object_id", "user_id"))


def _pairs(rows: Iterable[tuple[int, int]]) -> dict[int | None, set[int]]:
    found: dict[int | None, set[int]] = defaultdict(set)
    for key, person in rows:
        found[key].add(person)
    return found


def _read(majors: Mapping[int, int], asked: Mapping[int, set[int]], everybody: Mapping[int, int]) -> dict[int, int]:
    """How many of them have read it, or a version that differs from it by editorial changes alone."""
    readings = Reading.objects.exclude(read=None).exclude(version__state=VersionState.ABANDONED)
    whole = readings.filter(version__document__in=everybody, person__is_active=True)
    rows = whole.values_list("version__document", "version__major").annotate(Count("person", distinct=True))
    found: dict[int, int] = defaultdict(int)
    found.update({document: count for document, major, count in rows if majors[document] == major})
    of_some = readings.filter(version__document__in=set(majors) - set(everybody))
    for document, major, person in of_some.values_list("version__document", "version__major", "person").distinct():
        found[document] += majors[document] == major and person in asked[document]
    return found

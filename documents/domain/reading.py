"""Who a document is for, asking them to read it, and their word that they did."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.domain.questions import require_right_answers
from documents.enums import VersionState
from documents.models import Audience, Document, Reading, Version
from jobs.domain.queue import enqueue
from jobs.kinds import Result
from people.calendar import today
from people.models import User
from records.access.visibility import can_see
from records.domain.entering import enter
from records.domain.errors import NotNowError, StaleError
from records.domain.log import note
from records.domain.tasks import drop_all_tasks, finish_task, set_tasks
from records.holders import holders_of_records
from records.models import Record, Task

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.contrib.auth.models import Group
    from django.db.models import QuerySet

    from jobs.progress import Progress

#: The job that asks readers.
ASK_JOB = "documents.ask_readers"


@transaction.atomic
def set_audience(
    document: Document,
    *,
    actor: User,
    everybody: bool,
    roles: Sequence[Record] = (),
    groups: Sequence[Group] = (),
    people: Sequence[User] = (),
    token: str | None = None,
) -> Document:
    """Say who a document is for: everybody, or holders of roles, groups and people. Those new to it are asked to read it."""
    stored = enter(document, actor=actor, action="distribute")
    wanted: list[dict[str, User | Record | Group]] = [{}] if everybody else []
    if not everybody:
        wanted += [{"role": role} for role in roles]
        wanted += [{"group": group} for group in groups]
        wanted += [{"person": person} for person in people]
    stored.audience.all().delete()
    Audience.objects.bulk_create([Audience(document=stored, **row) for row in wanted])
    named = [*(role.title for role in roles), *groups, *people]
    names = [_("everybody")] if everybody else [str(each) for each in named]
    note(stored, actor=actor, action="distribute", detail={"to": ", ".join(names)}, token=token)
    if (version := to_be_read(stored)) is not None:
        ask_readers(stored, version)
    return stored


def people_to_read(document: Document) -> list[User]:
    """The active people a document is for today, as far as they see it."""
    found = audience_of(document).order_by("pk")
    return [person for person in found if can_see(person, document)] if document.restricted else list(found)


def audience_of(document: Document) -> QuerySet[User]:
    """The active people a document is for today, whether they see it or not."""
    rows = list(document.audience.all())
    active = User.objects.filter(is_active=True)
    if any(row.is_everybody for row in rows):
        return active
    named = Q(pk__in=[row.person_id for row in rows if row.person_id])
    members = User.objects.filter(groups__in=[row.group_id for row in rows if row.group_id])
    holders = holders_of_records([row.role_id for row in rows if row.role_id])
    return active.filter(named | Q(pk__in=members.values("pk")) | Q(pk__in=holders.values("pk")))


def to_be_read(document: Document) -> Version | None:
    """The version that its readers are asked to acknowledge just now, if any."""
    if not document.must_be_read:
        return None
    in_work = document.in_work
    if document.waits_for_readers and in_work is not None and in_work.effective and not in_work.is_minor:
        return in_work
    return document.in_force


def ask_readers(document: Document, version: Version) -> None:
    """Ask for the job that gives every reader their task; the page does not wait for it."""
    enqueue(ASK_JOB, document=document.pk, version=version.pk)


def carry_out_asking(progress: Progress, *, document: int, version: int) -> Result:
    """The job: ask all who have not been asked to read a version, and forget those who are to read it no more."""
    progress.tell(0, 1)
    with transaction.atomic():
        found = Document.objects.select_for_update(of=("record_ptr",), no_key=True).get(pk=document)
        wanted = to_be_read(found)
        if wanted is None or wanted.pk != version:
            return Result(_("Another version is to be read by now"))
        count = _ask(found, wanted)
    return Result(
        ngettext("%(n)d person was asked to read it", "%(n)d people were asked to read it", count) % {"n": count},
        found.page_url,
    )


def ask_newcomers(progress: Progress) -> Result:
    """The job of the clock: ask those who came to be readers since, such as who holds a role from today on."""
    documents = list(Document.objects.filter(must_be_read=True, withdrawn=False).order_by("pk"))
    count = 0
    for done, document in enumerate(documents):
        progress.tell(done, len(documents))
        with transaction.atomic():
            version = to_be_read(document)
            count += _ask(document, version) if version is not None else 0
    return Result(ngettext("%(n)d person was asked to read", "%(n)d people were asked to read", count) % {"n": count})


@transaction.atomic
def confirm_reading(
    document: Document,
    *,
    actor: User,
    sha256: str,
    answers: Mapping[int, int] | None = None,
    token: str | None = None,
) -> Reading:
    """A person's word that they have read and understood exactly this content; a second time changes nothing.

    ``answers`` are those to its check questions, by key. Raises StaleError where another content is to be
    read by now, NotNowError where there is none, InputError at a question that was not answered rightly.
    """
    stored = enter(document, actor=actor, action="read")
    version = to_be_read(stored) or stored.in_force
    if version is None:
        raise NotNowError(_("Nothing of it is in force yet"))
    if version.blob_id != sha256:
        raise StaleError(_("Another version is in force by now: read that one"))
    reading, _is_new = Reading.objects.get_or_create(version=version, person=actor)
    if reading.read is None:
        require_right_answers(stored, answers or {})
        reading.read, reading.sha256 = timezone.now(), sha256
        reading.save(update_fields=["read", "sha256"])
        detail = {"version": f"{version.major}.{version.minor}", "sha256": sha256}
        note(stored, actor=actor, action="read", detail=detail, token=token)
        _finish(reading, actor)
    return reading


def unread_count(document: Document, version: Version) -> int:
    """How many of those it is for have not read a version."""
    return len(_who_have_not(document, version))


def end_readings(document: Document, *, reason: str) -> None:
    """Nobody is to read it any more."""
    drop_all_tasks(document, kind=Task.Kind.READ, reason=reason)


def readings_of(document: Document, version: Version) -> QuerySet[Reading]:
    """The readings of a version, and of those that differ from it by editorial changes alone."""
    alike = document.versions.filter(major=version.major).exclude(state=VersionState.ABANDONED)
    return Reading.objects.filter(version__in=alike)


def have_read(document: Document, version: Version) -> set[int]:
    """Who has read a version, by key."""
    return set(readings_of(document, version).filter(read__isnull=False).values_list("person_id", flat=True))


def _who_have_not(document: Document, version: Version) -> list[User]:
    read = have_read(document, version)
    return [person for person in people_to_read(document) if person.pk not in read]


def _ask(document: Document, version: Version) -> int:
    """A task for each who has not read it and was not asked; tasks of versions before it are dropped."""
    if Task.objects.filter(record_id=document.pk, kind=Task.Kind.READ, created_by=None, done=None).exclude(
        pk__in=version.readings.exclude(task=None).values("task")
    ):
        drop_all_tasks(document, kind=Task.Kind.READ, reason=_("Another version is to be read"))
    asked = set(version.readings.exclude(task=None).values_list("person_id", flat=True))
    people = [person for person in _who_have_not(document, version) if person.pk not in asked]
    if people:
        title = _("Read %(reference)s, version %(number)s: %(title)s") % {
            "reference": document.reference,
            "number": f"{version.major}.{version.minor}",
            "title": document.title,
        }
        due = today() + timedelta(days=document.days_to_read)
        tasks = set_tasks(document, assignees=people, title=title[:200], due=due, kind=Task.Kind.READ)
        readings = [Reading(version=version, person=task.assignee, task=task) for task in tasks]
        Reading.objects.bulk_create(readings, ignore_conflicts=True)
    return len(people)


def _finish(reading: Reading, actor: User) -> None:
    if reading.task is not None and reading.task.done is None:
        finish_task(reading.task, actor=actor, outcome=_("Read and understood"))

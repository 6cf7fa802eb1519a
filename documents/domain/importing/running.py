"""An import from the first look to the last file: each step can be carried out twice and does it once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.domain.drafting import create_document
from documents.domain.importing.archives import entries_of
from documents.domain.importing.looking import Found, look
from documents.enums import Type
from documents.models import MARKDOWN, Document, Import, ImportLine, Version
from jobs.domain.queue import enqueue
from records.access.permits import require
from records.domain.errors import InputError, NotNowError
from records.domain.files import store
from records.models import Blob
from records.origin import writing_from
from shell.contents import drop, keep, open_checked, sha256_of

if TYPE_CHECKING:
    from people.models import User

    #: The paths of files that were looked at, by their content and title.
    Seen = dict[str, dict[str, str]]
    Tell = Callable[[int, int], None]

LOOK_JOB = "documents.look_through_import"
CARRY_JOB = "documents.import"
#: How long an import that nobody answered keeps what was handed over.
KEPT = timedelta(days=30)
#: What a line keeps of what was found.
COLUMNS = (
    "path", "size", "title", "type", "identifier", "written", "summary", "facts", "sha256", "source_sha256",
)  # fmt: skip

Outcome = ImportLine.Outcome
State = Import.State


@transaction.atomic
def begin_import(name: str, content: bytes, *, actor: User | None, is_job: bool = True) -> Import:
    """Keep an archive, and ask for the job that looks through it. Raises Refused."""
    require(actor, "bring_in", Document)
    _forget_unanswered()
    run = Import.objects.create(by=actor, name=name, size=len(content), sha256=sha256_of(content))
    keep(run.path, content)
    if is_job:
        run.job = enqueue(LOOK_JOB, actor=actor, run=run.pk)
        run.save(update_fields=["job"])
    return run


def look_through(run: Import, tell: Tell = lambda _done, _all: None) -> Import:
    """Write what each file of an import would become; with nothing new among them it is over. Raises FileRefusedError for an archive that cannot be read."""
    found = preview(run.name, _content_of(run), tell)
    with transaction.atomic():
        held = Import.objects.select_for_update().get(pk=run.pk)
        if held.state != State.READING:
            return held
        ImportLine.objects.bulk_create(ImportLine(run=held, place=place, **about) for place, about in enumerate(found))
        if any(about["outcome"] == Outcome.NEW for about in found):
            held.state = State.READY
            held.save(update_fields=["state"])
        else:
            _end(held, State.DONE)
    return held


def preview(name: str, content: bytes, tell: Tell = lambda _done, _all: None) -> list[dict[str, Any]]:
    """What each file of an archive would become, as the columns of its line; nothing is kept."""
    entries = entries_of(content)
    lines, seen = list[dict[str, Any]](), dict[str, dict[str, str]]()
    for done, entry in enumerate(entries):
        tell(done, len(entries))
        lines.append(_line_of(look(entry, within=name), seen))
    return lines


@transaction.atomic
def confirm_import(run: Import, *, actor: User | None, types: Mapping[int, str], is_job: bool = True) -> Import:
    """Say yes to an import: each line under the type given by its key, left out where that is empty.

    Raises Refused, InputError for a type that is none, NotNowError where somebody answered before.
    """
    require(actor, "bring_in", Document)
    held = _answerable(run)
    _choose_types(held, types)
    held.lines.filter(outcome=Outcome.NEW, type="").update(outcome=Outcome.LEFT_OUT)
    held.state = State.CARRYING
    if is_job:
        held.job = enqueue(CARRY_JOB, actor=actor, run=held.pk)
    held.save(update_fields=["state", "job"])
    return held


@transaction.atomic
def keep_types(run: Import, *, actor: User, types: Mapping[int, str]) -> Import:
    """Keep the types that were chosen, while one goes on to other lines. Raises as ``confirm_import`` does."""
    require(actor, "bring_in", Document)
    held = _answerable(run)
    _choose_types(held, types)
    return held


@transaction.atomic
def give_up_import(run: Import, *, actor: User | None) -> Import:
    """Let what was handed over go, without importing it. Raises Refused, NotNowError."""
    require(actor, "bring_in", Document)
    held = _answerable(run)
    _end(held, State.GIVEN_UP)
    return held


def carry_out(run: Import, tell: Tell = lambda _done, _all: None) -> str:
    """Import the lines that wait, each by itself; returns what came of it, in words."""
    if run.state == State.CARRYING:
        waiting = {line.place: line for line in run.lines.filter(outcome=Outcome.NEW)}
        done = 0
        for place, entry in enumerate(entries_of(_content_of(run))):
            if place in waiting:
                tell(done, len(waiting))
                _import_line(waiting[place], look(entry, within=run.name), run.by)
                done += 1
        with transaction.atomic():
            _end(run, State.DONE)
    return summary(run)


def _choose_types(run: Import, types: Mapping[int, str]) -> None:
    """Of lines that would be imported; an empty type is one that will be left out."""
    if not set(types.values()) <= {"", *Type.values}:
        raise InputError(_("Choose one of the types"))
    for line in run.lines.filter(outcome=Outcome.NEW, pk__in=types):
        line.type = types[line.pk]
        line.save(update_fields=["type"])


def summary(run: Import) -> str:
    """How many files are documents now, and what became of the others."""
    outcomes = list(run.lines.values_list("outcome", flat=True))
    return in_words(outcomes)


def in_words(outcomes: Iterable[str]) -> str:
    """The same of outcomes, in the order in which people look for them."""
    listed = list(outcomes)
    new, imported = listed.count(Outcome.NEW), listed.count(Outcome.IMPORTED)
    known, refused = listed.count(Outcome.DUPLICATE), listed.count(Outcome.REFUSED)
    left = listed.count(Outcome.LEFT_OUT)
    parts = [
        (new, ngettext("%(n)d can be imported", "%(n)d can be imported", new)),
        (imported, ngettext("%(n)d was imported", "%(n)d were imported", imported)),
        (known, ngettext("%(n)d was there already", "%(n)d were there already", known)),
        (refused, ngettext("%(n)d cannot be imported", "%(n)d cannot be imported", refused)),
        (left, ngettext("%(n)d was left out", "%(n)d were left out", left)),
    ]
    said = ", ".join(words % {"n": count} for count, words in parts if count)
    if not new and not imported:
        said = f"{_('Nothing changed')}: {said}" if said else _("There are no files in it")
    return said


def document_of(found: Found) -> int | None:
    """The key of the document that a file has become already, or whose content it is under the same title, if any.

    A file that was imported before is known whatever became of its document since. Of a text whose author gave it
    a name, a document with the same content and another title is another document.
    """
    lines = ImportLine.objects.filter(source_sha256=found.source_sha256, outcome=Outcome.IMPORTED)
    if (key := lines.values_list("document_id", flat=True).first()) is not None:
        return key
    versions = Version.objects.filter(blob=found.sha256).order_by("id")
    if found.is_named:
        versions = versions.filter(document__title__iexact=found.title)
    return versions.values_list("document_id", flat=True).first()


def _line_of(found: Found, seen: Seen) -> dict[str, Any]:
    """The columns of a line: of what is there already, or twice among the files, the first one counts."""
    line: dict[str, Any] = {name: getattr(found, name) for name in COLUMNS}
    if found.refused:
        return {**line, "outcome": Outcome.REFUSED, "why": found.refused[:500]}
    if (document := document_of(found)) is not None:
        return {**line, "outcome": Outcome.DUPLICATE, "document_id": document}
    others = seen.setdefault(found.sha256, {})
    path = others.get(found.title.lower()) if found.is_named else next(iter(others.values()), None)
    if path:
        return {**line, "outcome": Outcome.DUPLICATE, "why": (_("It is the same as %(path)s") % {"path": path})[:500]}
    why = (
        _("Its text is that of %(path)s, under another title") % {"path": next(iter(others.values()))} if others else ""
    )
    others[found.title.lower()] = found.path
    return {**line, "outcome": Outcome.NEW, "why": why[:500]}


@transaction.atomic
def _import_line(line: ImportLine, found: Found, actor: User | None) -> None:
    """Make a document of one file; what the domain refuses is said at its line, and the others go on."""
    held = ImportLine.objects.select_for_update().get(pk=line.pk)
    if held.outcome != Outcome.NEW:
        return
    _hold(found)
    if found.refused:
        held.outcome, held.why = Outcome.REFUSED, found.refused[:500]
    elif (known := document_of(found)) is not None:
        held.outcome, held.document_id = Outcome.DUPLICATE, known
    else:
        _make(held, found, actor)
    held.save(update_fields=["outcome", "why", "document_id"])


def _make(line: ImportLine, found: Found, actor: User | None) -> None:
    about: dict[str, Any] = {
        "summary": found.summary,
        "identifier": found.identifier,
        "text": found.text,
        "file": found.file,
    }
    written = found.written.isoformat() if found.written else ""
    detail = {"file": line.path, "sha256": found.sha256, "written": written, **found.facts}
    document = Document(title=found.title, type=line.type)
    try:
        with transaction.atomic(), writing_from("import"):
            made = create_document(document, actor=actor, action="bring_in", detail=detail, **about)
    except (InputError, NotNowError) as error:
        line.outcome, line.why = Outcome.REFUSED, str(error)[:500]
    else:
        line.outcome, line.document_id = Outcome.IMPORTED, made.pk


def _hold(found: Found) -> None:
    """Of two imports of one content at once, the second waits for the first and finds it."""
    if found.text:
        store(found.text.encode(), MARKDOWN)
    Blob.objects.select_for_update().filter(pk=found.sha256).first()


def _answerable(run: Import) -> Import:
    held = Import.objects.select_for_update().get(pk=run.pk)
    if held.state != State.READY:
        raise NotNowError(_("This import is “%(state)s” just now") % {"state": held.get_state_display()})
    return held


def _end(run: Import, state: str) -> None:
    run.state, run.ended = state, timezone.now()
    run.save(update_fields=["state", "ended"])
    transaction.on_commit(partial(drop, run.path))


def _forget_unanswered() -> None:
    """What nobody said yes to for long is let go."""
    old = Import.objects.filter(state__in=(State.READING, State.READY), asked__lt=timezone.now() - KEPT)
    for run in old:
        _end(run, State.GIVEN_UP)


def _content_of(run: Import) -> bytes:
    with open_checked(run.path, run.sha256) as file:
        return bytes(file.read())

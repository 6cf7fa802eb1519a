"""An import from what was handed over to the last row: each step can be carried out twice and does it once."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.domain.queue import cancel, enqueue
from jobs.progress import CancelledError, LeaseLostError
from records.domain.errors import InputError, NotNowError
from records.importing.engine import carry_out
from records.importing.importers import find_importer
from records.importing.keeping import Tray, keep_lines
from records.importing.tables import Layout, Table, TableError
from records.models import ImportRun
from records.origin import writing_from
from shell.contents import ContentDamagedError, ContentGoneError, digest_of, drop, keep_file, open_checked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from django.core.files import File

    from people.models import User
    from records.importing.engine import Brought, Importer

    Tell = Callable[[int, int], None]

TRY_JOB = "records.try_import"
CARRY_JOB = "records.carry_import"
#: Bytes of a file that is handed over on the page; the command takes larger ones.
FILE_MAX = 100 * 1024 * 1024
#: How long an import that nobody answered keeps what was handed over.
KEPT = timedelta(days=30)
ENDINGS = (".csv", ".tsv", ".txt", ".gz", ".xlsx")

State = ImportRun.State
#: States in which its settings may be set, and set anew.
OPEN = (State.ASKED, State.READY, State.FAILED)


@transaction.atomic
def begin(importer: str, file: File, name: str, *, actor: User) -> ImportRun:
    """Keep a file that is to be imported. Raises PermissionDenied, TableError for what is no table."""
    _require(importer, actor)
    header = _looked_at(file, name).header
    _forget_unanswered()
    about = {"name": PurePath(name).name[-200:], "size": file.size, "sha256": digest_of(file), "header": list(header)}
    run = ImportRun.objects.create(importer=importer, by=actor, **about)
    keep_file(run.path, file)
    return run


@transaction.atomic
def set_up(run: ImportRun, settings: Mapping[str, Any], *, actor: User, is_job: bool = True) -> ImportRun:
    """Say how it is to be read, and ask for the job that tries it out. Raises PermissionDenied, NotNowError."""
    _require(run.importer, actor)
    held = _held(run, *OPEN)
    held.settings, held.source = dict(settings), find_importer(run.importer).source(settings)
    held.state, held.why, held.counts, held.position = State.TRYING, "", {}, 0
    held.lines.all().delete()
    return _asked(held, TRY_JOB, actor, is_job=is_job)


def try_out(run: ImportRun, tell: Tell = lambda _done, _all: None) -> ImportRun:
    """Find out what each row would become, by the same code taken back; nothing is written but what is shown."""
    if run.state != State.TRYING:
        return run
    tray = Tray()
    try:
        with _opened(run) as importer:
            counts = carry_out(importer, tray.take, is_trial=True, tell=lambda done: tell(done, 0))
            reaches = importer.reaches
    except CancelledError:
        _move(run, State.ASKED)
        raise
    except (InputError, PermissionDenied, ContentGoneError, ContentDamagedError) as error:
        return _move(run, State.FAILED, why=str(error)[:500])
    with transaction.atomic():
        held = ImportRun.objects.select_for_update().get(pk=run.pk)
        if held.state != State.TRYING:
            return held
        keep_lines(held, tray.lines, with_new_records=False)
        held.counts, held.reaches = dict(counts), reaches
        return _move(held, State.READY)


@transaction.atomic
def confirm(run: ImportRun, *, actor: User, is_job: bool = True) -> ImportRun:
    """Say yes to an import. Raises PermissionDenied, NotNowError where it is not ready or its source is being imported."""
    _require(run.importer, actor)
    held = _held(run, State.READY)
    _require_alone(held)
    held.lines.all().delete()
    held.planned, held.counts, held.state, held.position = held.counts, {}, State.CARRYING, 0
    return _asked(held, CARRY_JOB, actor, is_job=is_job)


@transaction.atomic
def carry_on(run: ImportRun, *, actor: User, is_job: bool = True) -> ImportRun:
    """Go on with an import that was stopped, or whose job failed. Raises PermissionDenied, NotNowError."""
    _require(run.importer, actor)
    held = _held(run, State.STOPPED, State.CARRYING)
    if not held.is_idle:
        raise NotNowError(_("It is being imported just now"))
    _require_alone(held)
    held.state, held.why = State.CARRYING, ""
    return _asked(held, CARRY_JOB, actor, is_job=is_job)


def carry(run: ImportRun, tell: Tell = lambda _done, _all: None) -> ImportRun:
    """Import what somebody said yes to; what is in already is not done twice, so that it may be killed anywhere."""
    if run.state != State.CARRYING:
        return run
    total = sum(count for name, count in run.planned.items() if name != "rows_read")
    try:
        with writing_from("import"), _opened(run) as importer:
            keeper = Keeper(run)
            carry_out(
                importer,
                keeper.keep,
                since=run.position,
                tell=lambda done: tell(done, max(total, done)),
                end=partial(keeper.end, importer),
            )
    except CancelledError:
        _move(run, State.STOPPED)
        raise
    except (InputError, PermissionDenied, ContentGoneError, ContentDamagedError) as error:
        return _move(run, State.STOPPED, why=str(error)[:500])
    return ImportRun.objects.get(pk=run.pk)


@transaction.atomic
def stop(run: ImportRun, *, actor: User) -> ImportRun:
    """Ask what works on it to stop between two chunks: what is in stays. Raises PermissionDenied, NotNowError."""
    _require(run.importer, actor)
    held = _held(run, State.TRYING, State.CARRYING)
    if held.job is not None and held.job.is_open:
        cancel(held.job, actor=actor)
        held.job.refresh_from_db()
    if held.is_idle:
        _move(held, State.ASKED if held.state == State.TRYING else State.STOPPED)
    return held


@transaction.atomic
def give_up(run: ImportRun, *, actor: User) -> ImportRun:
    """Let what was handed over go; what is in already stays. Raises PermissionDenied, NotNowError."""
    _require(run.importer, actor)
    held = _held(run, *OPEN, State.STOPPED)
    return _end(held, State.GIVEN_UP)


class Keeper:
    """Keeps what came of the chunks of one run, each in the transaction of its chunk."""

    def __init__(self, run: ImportRun) -> None:
        self.key, self.position = run.pk, run.position

    def keep(self, brought: list[Brought]) -> None:
        """Count them, and keep their lines. Raises LeaseLostError where somebody else goes on with the run."""
        held = self._held()
        keep_lines(held, brought)
        held.counts = dict(Counter(held.counts) + Counter(each.outcome.value for each in brought))
        self.position = held.position = held.position + len(brought)
        held.save(update_fields=["counts", "position"])

    def end(self, importer: Importer) -> None:
        """Say that all is in."""
        held = self._held()
        held.counts, held.reaches = {**held.counts, "rows_read": importer.rows_read}, importer.reaches
        held.save(update_fields=["counts", "reaches"])
        _end(held, State.DONE)

    def _held(self) -> ImportRun:
        held = ImportRun.objects.select_for_update().get(pk=self.key)
        if held.state != State.CARRYING or held.position != self.position:
            raise LeaseLostError
        return held


def _looked_at(file: File, name: str) -> Table:
    """The table in a file that was just handed over. Raises TableError."""
    if (file.size or 0) > FILE_MAX:
        limit = filesizeformat(FILE_MAX)
        raise TableError(_("It is larger than %(limit)s: pack it as .csv.gz, or import it in parts") % {"limit": limit})
    if not name.lower().endswith(ENDINGS):
        raise TableError(_("Choose a file that ends in .csv, .csv.gz, .tsv or .xlsx"))
    if not file.size:
        raise TableError(_("The file is empty: export it again"))
    return Table(file, name)  # type: ignore[arg-type]


@contextmanager
def opened_table(run: ImportRun, layout: Layout | None = None) -> Iterator[Table]:
    """The table of a run, as long as it is read. Raises TableError, ContentGoneError, ContentDamagedError."""
    with open_checked(run.path, run.sha256) as file:
        yield Table(file, run.name, layout)  # type: ignore[arg-type]


@contextmanager
def _opened(run: ImportRun) -> Iterator[Importer]:
    layout = Layout(run.settings.get("encoding", ""), run.settings.get("delimiter", ""))
    with opened_table(run, layout) as table:
        yield find_importer(run.importer).open(table, run.settings, run.by)


def _require(importer: str, actor: User) -> None:
    if not find_importer(importer).may(actor):
        raise PermissionDenied(_("You may not import this"))


def _require_alone(run: ImportRun) -> None:
    others = ImportRun.objects.filter(source=run.source, state=State.CARRYING).exclude(pk=run.pk)
    if any(not other.is_idle for other in others.select_related("job")):
        raise NotNowError(_("Another import of the same source is running: wait until it is done"))


def _held(run: ImportRun, *states: str) -> ImportRun:
    held = ImportRun.objects.select_for_update(of=("self",)).select_related("job").get(pk=run.pk)
    if held.state not in states:
        raise NotNowError(_("This import is “%(state)s” just now") % {"state": held.get_state_display()})
    return held


def _asked(run: ImportRun, job: str, actor: User, *, is_job: bool) -> ImportRun:
    run.job = enqueue(job, actor=actor, run=run.pk) if is_job else None
    run.save()
    return run


def _move(run: ImportRun, state: str, why: str = "") -> ImportRun:
    """Another state; with what was counted on a trial."""
    ImportRun.objects.filter(pk=run.pk).update(state=state, why=why)
    if state == State.READY:
        run.save(update_fields=["counts", "reaches"])
    run.state, run.why = state, why
    return run


def _end(run: ImportRun, state: str) -> ImportRun:
    run.state, run.ended = state, timezone.now()
    run.save(update_fields=["state", "ended"])
    transaction.on_commit(partial(drop, run.path))
    return run


def _forget_unanswered() -> None:
    """What nobody said yes to for long is let go."""
    for run in ImportRun.objects.filter(state__in=OPEN, asked__lt=timezone.now() - KEPT):
        _end(run, State.GIVEN_UP)

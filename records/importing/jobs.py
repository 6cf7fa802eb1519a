"""The jobs of an import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import translation

from jobs.domain.errors import JobError
from jobs.kinds import Result
from people.models import Installation
from records.importing.running import carry, try_out
from records.importing.words import in_words
from records.models import ImportRun

if TYPE_CHECKING:
    from jobs.progress import Progress


def run_try(progress: Progress, *, run: int) -> Result:
    """The job: find out what each row would become. Raises JobError for a table that cannot be read as it is set."""
    found = _run(run)
    with translation.override(_language(found)):
        return _told(try_out(found, progress.tell))


def run_carry(progress: Progress, *, run: int) -> Result:
    """The job: import what somebody said yes to. Raises JobError where it cannot go on."""
    found = _run(run)
    with translation.override(_language(found)):
        return _told(carry(found, progress.tell))


def _run(key: int) -> ImportRun:
    return ImportRun.objects.select_related("by").get(pk=key)


def _told(run: ImportRun) -> Result:
    if run.why:
        raise JobError(run.why)
    return Result(in_words(run.counts), reverse("records:import-run", args=[run.pk]))


def _language(run: ImportRun) -> str:
    return run.by.language if run.by else Installation.current().language

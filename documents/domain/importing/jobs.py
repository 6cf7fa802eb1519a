"""The jobs of an import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import translation

from documents.domain.importing.running import carry_out, look_through, summary
from documents.models import Import
from jobs.domain.errors import JobError
from jobs.kinds import Result
from people.models import Installation
from records.domain.files import FileRefusedError

if TYPE_CHECKING:
    from jobs.progress import Progress


def run_look(progress: Progress, *, run: int) -> Result:
    """The job: look through what was handed over. Raises JobError for an archive that cannot be read."""
    found = Import.objects.select_related("by").get(pk=run)
    with translation.override(_language(found)):
        try:
            return _told(look_through(found, progress.tell))
        except FileRefusedError as error:
            raise JobError(str(error)) from error


def run_carry(progress: Progress, *, run: int) -> Result:
    """The job: import what somebody said yes to."""
    found = Import.objects.select_related("by").get(pk=run)
    with translation.override(_language(found)):
        carry_out(found, progress.tell)
        return _told(found)


def _told(run: Import) -> Result:
    return Result(summary(run), reverse("documents:import-run", args=[run.pk]))


def _language(run: Import) -> str:
    return run.by.language if run.by else Installation.current().language

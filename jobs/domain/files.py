"""Files that jobs made: kept before the row that names them, and let go with their jobs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction

from jobs.models import Job, JobFile
from shell.contents import drop, keep, sha256_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from jobs.kinds import ResultFile


def keep_file(job: Job, made: ResultFile) -> JobFile:
    """Store the content of a file; returns its row, which is not saved yet."""
    about = {"size": len(made.content), "sha256": sha256_of(made.content)}
    file = JobFile(job=job, name=made.name[-200:], media_type=made.media_type, **about)
    keep(file.path, made.content)
    return file


def forget(jobs: QuerySet[Job]) -> int:
    """Delete jobs with their files; returns how many jobs. What they stored goes once that has been committed."""
    paths = [file.path for file in JobFile.objects.filter(job__in=jobs)]
    _count, tables = jobs.delete()
    transaction.on_commit(partial(_drop, paths))
    return tables.get(Job._meta.label, 0)


def _drop(paths: list[str]) -> None:
    for path in paths:
        drop(path)

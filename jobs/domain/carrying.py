"""Carrying out a job that a worker holds."""

from __future__ import annotations

import logging
import traceback
from contextlib import nullcontext

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.domain.errors import JobError, NotYetError
from jobs.domain.files import keep_file
from jobs.domain.queue import give_up, held
from jobs.kinds import JobKind, Result, find_kind
from jobs.models import Job
from jobs.progress import CancelledError, LeaseLostError, Progress
from jobs.watch import watching

logger = logging.getLogger(__name__)

State = Job.State


def carry_out(job: Job) -> None:
    """Do the job and write what came of it: done, cancelled, to be tried again, or failed.

    Whatever the job raises ends here, is written to its row and logged: a worker lives on.
    """
    kind = find_kind(job.kind)
    if kind is None:
        give_up(job, _("No room knows this kind of job any more"), is_final=True)
        return
    try:
        with watching(job, kind):
            _run(job, kind)
    except CancelledError:
        held(job).update(state=State.CANCELLED, ended=timezone.now(), lease_until=None)
    except LeaseLostError:
        logger.warning("Job %s is held by another worker now", job.pk)
    except JobError as error:
        give_up(job, str(error), is_final=True)
    except NotYetError as error:
        give_up(job, str(error), is_final=False)
    except Exception:
        logger.exception("Job %s (%s) failed", job.pk, job.kind)
        give_up(
            job, _("Something went wrong. An administrator can see what."), trace=traceback.format_exc(), is_final=False
        )


def _run(job: Job, kind: JobKind) -> None:
    """The work and its ending; in one transaction where the kind asks for that."""
    with transaction.atomic() if kind.is_atomic else nullcontext():
        _end(job, kind.run(Progress(job), **job.arguments) or Result(""))


def _end(job: Job, result: Result) -> None:
    """Write what came of it, with its file; raises LeaseLostError where another worker holds the job."""
    file = keep_file(job, result.file) if result.file else None
    ending = {"result_words": str(result.words)[:300], "result_url": result.url, "error": "", "trace": ""}
    with transaction.atomic():
        if not held(job).update(
            state=State.DONE, ended=timezone.now(), lease_until=None, done=job.total or 1, **ending
        ):
            raise LeaseLostError
        if file:
            file.save()

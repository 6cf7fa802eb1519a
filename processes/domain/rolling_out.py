"""Putting a published version into practice, step by step (clause 8.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from people.calendar import today
from processes.enums import RollOut, Step, VersionState
from processes.models import RollOutStep
from records.domain.entering import enter
from records.domain.errors import InputError, NotNowError
from records.domain.log import note as write_down

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from people.models import User
    from processes.models import Process
    from records.models import Record


@transaction.atomic
def record_step(
    process: Process,
    *,
    actor: User | None,
    step: str,
    planned: date | None = None,
    done: date | None = None,
    is_needed: bool = True,
    person: User | None = None,
    note: str = "",
    evidence: Record | None = None,
    token: str | None = None,
) -> RollOutStep:
    """Say when a step of the version in force is planned, or that it was done, by whom, and where that shows.

    Raises NotNowError where no version is in force, InputError for a day to come, for a step that is said to
    be needless without a reason, and for a go-live before all else is settled.
    """
    record = enter(process, actor=actor, action="roll_out")
    steps = list(steps_of(process))
    found = next((each for each in steps if each.step == step), None)
    if found is None:
        raise NotNowError(_("No version is in force: publish one first"))
    _require_sense(done, note, is_needed=is_needed)
    if step == Step.GO_LIVE and done:
        _require_ready(steps)
    found.planned, found.done, found.is_needed = planned, done if is_needed else None, is_needed
    found.person, found.note, found.evidence = person or actor, note, evidence
    found.save()
    said = {"step": str(Step(step).label), "number": found.version.number}
    write_down(record, actor=actor, action="roll_out", reason=note[:300], detail=said, token=token)
    return found


def steps_of(process: Process) -> Iterable[RollOutStep]:
    """The checklist of the version in force, in order; empty where there is none."""
    found: Iterable[RollOutStep] = RollOutStep.objects.filter(
        version__process=process, version__state=VersionState.PUBLISHED
    ).select_related("version", "person")
    return found


def roll_out_state(steps: Iterable[RollOutStep]) -> RollOut:
    """How far it has come: live once its last step is done."""
    found = list(steps)
    if any(each.step == Step.GO_LIVE and each.done for each in found):
        return RollOut.LIVE
    return RollOut.UNDER_WAY if any(each.is_settled for each in found) else RollOut.PLANNED


def _require_sense(done: date | None, note: str, *, is_needed: bool) -> None:
    if done and done > today():
        raise InputError(_("It cannot be done on a day to come: enter that as planned"), "done")
    if not is_needed and not note.strip():
        raise InputError(_("Say why it is not needed"), "note")


def _require_ready(steps: Iterable[RollOutStep]) -> None:
    waiting = [str(Step(each.step).label) for each in steps if each.step != Step.GO_LIVE and not each.is_settled]
    if waiting:
        words = {"what": get_text_list(waiting, _("and"))}
        raise InputError(_("Before go-live comes: %(what)s. Do it, or say why it is not needed.") % words, "done")

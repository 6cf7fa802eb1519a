"""Versions of a process: submitted, signed, published, followed by the next (clauses 7.5.2 and 8.1)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import check_password
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from people.calendar import today
from processes.domain.copies import copy_of, keep
from processes.domain.defining import require_draft, strangeness
from processes.enums import Step, VersionState
from processes.models import Process, ProcessSignature, ProcessVersion, RollOutStep
from records.domain.errors import InputError, NotNowError, StaleError
from records.domain.tasks import drop_tasks, finish_task, set_task
from records.domain.write import write
from records.holders import holders_of_record
from records.models import Event, Task
from roles.domain.catalogue import roles_by_key
from standard.roles import SMR, TOP_MANAGEMENT

if TYPE_CHECKING:
    from people.models import User

#: How long those who sign have.
TO_SIGN = timedelta(days=7)
#: What somebody does who writes at a version.
WRITING = ("create", "edit", "set_activities", "set_items", "connect", "disconnect")
OPEN = (VersionState.IN_REVIEW, VersionState.APPROVED)


@transaction.atomic
def submit(process: Process, *, actor: User | None, reason: str = "", token: str | None = None) -> Process:
    """Keep a copy of what is written and ask for its approval. Raises NotNowError for what it lacks."""
    require_draft(process)
    _require_complete(process)
    blob = keep(copy_of(process))
    last = process.versions.first()
    number = last.number if last and last.state == VersionState.SENT_BACK else (last.number + 1 if last else 1)
    detail = {"number": number, "sha256": blob.pk}
    write(process, actor=actor, action="submit", reason=reason, token=token, detail=detail)
    values = {"state": VersionState.IN_REVIEW, "blob": blob, "note": reason, "submitted_by": actor}
    version, is_new = ProcessVersion.objects.get_or_create(process=process, number=number, defaults=values)
    if not is_new:
        _submit_again(version, values)
    _ask_to_sign(process, version)
    return process


@transaction.atomic
def send_back(process: Process, *, actor: User, reason: str, token: str | None = None) -> Process:
    """Ask for more work; signatures it has are void. An approval that was not used yet is taken back with it."""
    version = version_in_work(process)
    if version is None:
        raise NotNowError(_("No version is in review: somebody sent it back already"))
    write(process, actor=actor, action="send_back", reason=reason, token=token, detail={"number": version.number})
    if version.approved is None:
        ProcessVersion.objects.filter(pk=version.pk).update(state=VersionState.SENT_BACK)
    else:
        ProcessVersion.objects.filter(pk=version.pk).update(state=VersionState.SUPERSEDED, ended=today())
    for kind in (Task.Kind.APPROVE, Task.Kind.ACT):
        drop_tasks(process, kind=kind, reason=_("Sent back"))
    _ask_for_work(process, version, reason)
    return process


@transaction.atomic
def approve(
    process: Process, *, actor: User, sha256: str, password: str, meaning: str, token: str | None = None
) -> ProcessSignature:
    """Sign the version in review; with a signature of somebody who did not write at it, it is approved.

    ``sha256`` is that of the copy that was read; ``password`` makes it the person's signature. Raises InputError
    for a wrong password, StaleError where the copy is another by now or somebody signed meanwhile,
    NotNowError where it is in review no more, Refused.
    """
    version = version_in_work(process)
    if version is None or version.state != VersionState.IN_REVIEW:
        raise NotNowError(_("No version is in review any more: somebody else approved it, or sent it back"))
    if version.blob_id != sha256:
        raise StaleError(_("It was written anew after you opened it: read it again before you sign"))
    if not check_password(password, actor.password):
        raise InputError(_("That is not your password"), "password")
    missing = is_missing(version, {actor.pk})
    detail = {"number": version.number, "sha256": sha256, "meaning": meaning}
    write(process, actor=actor, action="sign" if missing else "approve", token=token, detail=detail)
    signature = _sign(process, version, actor, meaning)
    _finish_asking(process, actor, is_last=not missing)
    if not missing:
        ProcessVersion.objects.filter(pk=version.pk).update(state=VersionState.APPROVED, approved=timezone.now())
        _ask_to_publish(process, version)
    return signature


@transaction.atomic
def publish(process: Process, *, actor: User, reason: str = "", token: str | None = None) -> Process:
    """Let people go by the approved version from today, and begin its roll-out; the one before is superseded."""
    version = version_in_work(process)
    if version is None or version.state != VersionState.APPROVED:
        raise NotNowError(_("No version is approved: submit it and have it signed first"))
    process.version_in_force, process.published_on = version.number, today()
    detail = {"number": version.number, "sha256": version.blob_id}
    write(process, actor=actor, action="publish", reason=reason, token=token, detail=detail)
    before = process.versions.filter(state=VersionState.PUBLISHED)
    before.update(state=VersionState.SUPERSEDED, ended=today())
    ProcessVersion.objects.filter(pk=version.pk).update(state=VersionState.PUBLISHED, published=today())
    RollOutStep.objects.bulk_create(RollOutStep(version=version, step=step) for step in Step.values)
    drop_tasks(process, kind=Task.Kind.ACT, reason=_("Published"))
    return process


def revise(process: Process, *, actor: User, reason: str, token: str | None = None) -> Process:
    """Begin the next version; the one in force stays so until that is published."""
    return write(process, actor=actor, action="revise", reason=reason, token=token)


@transaction.atomic
def retire(process: Process, *, actor: User, reason: str, token: str | None = None) -> Process:
    """Let nobody go by it any more; its versions stay readable."""
    process.version_in_force = None
    write(process, actor=actor, action="retire", reason=reason, token=token)
    process.versions.filter(state=VersionState.PUBLISHED).update(state=VersionState.SUPERSEDED, ended=today())
    return process


def version_in_work(process: Process) -> ProcessVersion | None:
    """The version that is in review, or approved and not in force yet."""
    found: ProcessVersion | None = process.versions.filter(state__in=OPEN).select_related("blob").first()
    return found


def signatures_of(version: ProcessVersion) -> list[ProcessSignature]:
    """The signatures that hold: those of its last round."""
    return list(version.signatures.filter(round=version.round).select_related("person", "acted_for"))


def authors_of(version: ProcessVersion) -> set[int]:
    """The keys of those who wrote at it since the version before was approved, or asked for its approval."""
    before = ProcessVersion.objects.filter(process=version.process_id, number__lt=version.number)
    since = before.aggregate(last=Max("approved"))["last"]
    events = Event.objects.filter(record=version.process_id, action__in=WRITING, at__lte=version.submitted)
    events = events.filter(at__gt=since) if since else events
    wrote = {key for pair in events.values_list("actor", "acted_for") for key in pair if key}
    return wrote | ({version.submitted_by_id} if version.submitted_by_id else set())


def is_missing(version: ProcessVersion, more: set[int]) -> bool:
    """Whether nobody who did not write at it has signed, with the signatures of ``more`` people."""
    signed = set(version.signatures.filter(round=version.round).values_list("person", flat=True))
    return signed | more <= authors_of(version)


def lacking(process: Process) -> list[str]:
    """What it lacks before it can be submitted, in words."""
    activities = list(process.activities.all())
    checks = (
        (bool(process.owner and process.owner.is_active), _("an owner with an account that is active")),
        (bool(process.trigger.strip()), _("a trigger")),
        (bool(process.inputs.strip() and process.outputs.strip()), _("inputs and outputs")),
        (process.clause_links.exists(), _("a clause that it serves")),  # type: ignore[attr-defined]
        (bool(activities), _("activities")),
        (not any(strangeness(each.raci) for each in activities), _("exactly one A for each activity")),
    )
    return [words for is_there, words in checks if not is_there]


def _require_complete(process: Process) -> None:
    if missing := lacking(process):
        raise NotNowError(_("Before it is submitted it needs %(what)s") % {"what": get_text_list(missing, _("and"))})


def _submit_again(version: ProcessVersion, values: dict[str, object]) -> None:
    for name, value in values.items():
        setattr(version, name, value)
    version.round += 1
    version.submitted = timezone.now()
    version.save()


def _sign(process: Process, version: ProcessVersion, actor: User, meaning: str) -> ProcessSignature:
    about = {"sha256": version.blob_id, "round": version.round, "meaning": meaning}
    try:
        with transaction.atomic():
            return ProcessSignature.objects.create(
                version=version, person=actor, acted_for_id=process.acted_for_id, **about
            )
    except IntegrityError as error:
        raise NotNowError(_("You have signed this version already")) from error


def _ask_to_sign(process: Process, version: ProcessVersion) -> None:
    """Ask the representative; top management, where nobody else holds that role than who wrote at it."""
    authors, roles = authors_of(version), roles_by_key()
    asked = [role for role in map(roles.get, (SMR, TOP_MANAGEMENT)) if role is not None]
    others = (role for role in asked if holders_of_record(role.pk).exclude(pk__in=authors).exists())
    role = next(others, asked[0] if asked else None)
    if role is not None:
        words = {"title": process.title, "number": version.number}
        title = _("Approve “%(title)s”, version %(number)s") % words
        set_task(process, actor=None, assignee=role, title=title[:200], due=today() + TO_SIGN, kind=Task.Kind.APPROVE)


def _ask_to_publish(process: Process, version: ProcessVersion) -> None:
    if process.owner is not None and process.owner.is_active:
        words = {"title": process.title, "number": version.number}
        title = (_("Publish “%(title)s”, version %(number)s: it is approved") % words)[:200]
        set_task(process, actor=None, assignee=process.owner, title=title, due=today() + TO_SIGN, kind=Task.Kind.ACT)


def _ask_for_work(process: Process, version: ProcessVersion, reason: str) -> None:
    author = version.submitted_by or process.owner
    if author is not None and author.is_active:
        title = _("Work at “%(title)s”: %(why)s") % {"title": process.title, "why": reason}
        set_task(process, actor=None, assignee=author, title=title[:200], due=today() + TO_SIGN, kind=Task.Kind.ACT)


def _finish_asking(process: Process, actor: User, *, is_last: bool) -> None:
    if not is_last:
        return
    for task in Task.objects.filter(record_id=process.pk, kind=Task.Kind.APPROVE, created_by=None, done=None):
        if task.assignee_id == actor.pk:
            finish_task(task, actor=actor, outcome=_("Signed"))
    drop_tasks(process, kind=Task.Kind.APPROVE, reason=_("Approved"))

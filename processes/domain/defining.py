"""Writing how a process is meant to work: its words, activities, interfaces, and how it meets what is asked."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from processes.catalogue import starts
from processes.enums import ACCOUNTABLE
from processes.models import Activity, AppliedDocument, Interface, ItemMet, Process
from records.domain.errors import InputError, NotNowError
from records.domain.evidence import set_clauses
from records.domain.log import note
from records.domain.write import write

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from documents.models import Document
    from people.models import User
    from records.models import Record
    from standard.models import Clause, RequirementItem

#: Fields that a version keeps; in other states than draft they stay as they are.
WORDS = ("title", "purpose", "covers", "trigger", "inputs", "outputs")


class Step(NamedTuple):
    """An activity as it is typed: the part of each role by its key."""

    title: str
    what: str
    raci: Mapping[str, str]


class Met(NamedTuple):
    """How an item is met as it is typed; an empty ``how`` leaves a gap."""

    item: RequirementItem
    how: str
    evidence: Record | None = None


@transaction.atomic
def create_process(
    process: Process,
    *,
    actor: User | None,
    action: str = "create",
    token: str | None = None,
    clauses: Sequence[Clause] = (),
    documents: Sequence[Document] = (),
) -> Process:
    """Record a process of the organisation's own, under the next key after the catalogue's."""
    process.key = process.key or _free_key()
    process.reference = process.key
    process.owner = process.owner or actor
    write(process, actor=actor, action=action, token=token)
    _keep_rows(process, clauses, documents)
    return process


@transaction.atomic
def edit_process(
    process: Process,
    *,
    actor: User | None,
    action: str = "edit",
    clauses: Sequence[Clause] | None = None,
    documents: Sequence[Document] | None = None,
    **about: Any,
) -> Process:
    """Change its words. Raises NotNowError for more than owner and sight unless it is being written."""
    stored = Process.objects.get(pk=process.pk)
    if any(getattr(stored, name) != getattr(process, name) for name in WORDS):
        require_draft(stored)
    write(process, actor=actor, action=action, **about)
    if stored.state == "draft":
        _keep_rows(process, clauses, documents)
    return process


@transaction.atomic
def set_activities(
    process: Process, *, actor: User | None, steps: Sequence[Step], reason: str = "", token: str | None = None
) -> Process:
    """Say what is done, in order, and who takes which part (clause 5.3).

    Raises NotNowError unless it is being written, InputError for an activity without exactly one A.
    """
    require_draft(process)
    for place, step in enumerate(steps):
        if why := strangeness(step.raci):
            raise InputError(why, f"raci_{place}")
    detail = {"activities": len(steps)}
    write(process, actor=actor, action="set_activities", reason=reason, token=token, detail=detail)
    Activity.objects.filter(process=process).delete()
    Activity.objects.bulk_create(
        Activity(process=process, place=place, title=step.title, what=step.what, raci=dict(step.raci))
        for place, step in enumerate(steps, 1)
    )
    return process


@transaction.atomic
def set_items(
    process: Process, *, actor: User | None, met: Iterable[Met], reason: str = "", token: str | None = None
) -> Process:
    """Say how the process meets requirement items; others stay as they are. Raises NotNowError unless it is written."""
    require_draft(process)
    lines = list(met)
    detail = {"met": sum(bool(line.how) for line in lines)}
    write(process, actor=actor, action="set_items", reason=reason, token=token, detail=detail)
    known = {row.item_id: row for row in ItemMet.objects.filter(process=process)}
    for line in lines:
        _keep_item(process, line, known.get(line.item.pk), actor)
    return process


@transaction.atomic
def connect(
    process: Process,
    *,
    actor: User | None,
    other: Process,
    way: str,
    flow: str,
    reason: str = "",
    token: str | None = None,
) -> Process:
    """Say what flows from the one to the other (``way`` "gives" or "gets"); both histories tell of it.

    Raises InputError for the process itself and for what is said already.
    """
    if process.pk == other.pk:
        raise InputError(_("A process has no interface with itself: choose another one"), "other")
    ends = {"source": process, "target": other} if way == "gives" else {"source": other, "target": process}
    if Interface.objects.filter(**ends, flow=flow).exists():
        raise InputError(_("This is said already: name something else that flows"), "flow")
    detail = {"flow": flow, "other": other.pk}
    write(process, actor=actor, action="connect", reason=reason, token=token, detail=detail)
    other.acted_for_id = process.acted_for_id
    note(other, actor=actor, action="connect", reason=reason, detail={"flow": flow, "other": process.pk})
    Interface.objects.create(**ends, flow=flow)
    return process


@transaction.atomic
def disconnect(
    process: Process, *, actor: User | None, interface: Interface, reason: str, token: str | None = None
) -> Process:
    """Take an interface away from both ends; the histories keep it. Raises InputError for one that is gone."""
    ends = {interface.source_id, interface.target_id}
    if process.pk not in ends or not Interface.objects.filter(pk=interface.pk).exists():
        raise InputError(_("It was taken away already"), "interface")
    other = Process.objects.get(pk=(ends - {process.pk}).pop())
    detail = {"flow": interface.flow, "other": other.pk}
    write(process, actor=actor, action="disconnect", reason=reason, token=token, detail=detail)
    note(other, actor=actor, action="disconnect", reason=reason, detail={**detail, "other": process.pk})
    interface.delete()
    return process


def strangeness(raci: Mapping[str, str]) -> str:
    """Why the parts of an activity cannot stand, in words; empty where they can."""
    count = Counter(part in ACCOUNTABLE for part in raci.values())[True]
    if count == 0:
        return _("Nobody is accountable: give one role the letter A")
    if count > 1:
        return _("%(n)d roles are accountable: leave the letter A with one of them") % {"n": count}
    return ""


def require_draft(process: Process) -> None:
    """Raise NotNowError unless it is being written."""
    state = Process.objects.values_list("state", flat=True).get(pk=process.pk)
    if state == "published":
        raise NotNowError(_("A version of it is in force: begin the next version to change it"))
    if state != "draft":
        raise NotNowError(_("It is not being written just now: send it back first to change it"))


def _free_key() -> str:
    """The next key of one's own: P30 after the catalogue's; held by the constraint where two ask at once."""
    taken = {*starts(), *Process.objects.values_list("key", flat=True)}
    return next(key for number in range(1, len(taken) + 2) if (key := f"P{number:02d}") not in taken)


def _keep_rows(process: Process, clauses: Sequence[Clause] | None, documents: Sequence[Document] | None) -> None:
    if clauses is not None:
        set_clauses(process, clauses, actor=None)
    if documents is None:
        return
    wanted = {document.pk for document in documents}
    gone = AppliedDocument.objects.filter(process=process).exclude(document__in=wanted)
    gone.delete()
    known = set(AppliedDocument.objects.filter(process=process).values_list("document", flat=True))
    AppliedDocument.objects.bulk_create(
        AppliedDocument(process=process, document_id=key) for key in sorted(wanted - known)
    )


def _keep_item(process: Process, line: Met, row: ItemMet | None, actor: User | None) -> None:
    if not line.how:
        if row is not None:
            row.delete()
        return
    evidence = line.evidence.pk if line.evidence else None
    if row is not None and (row.how, row.evidence_id) == (line.how, evidence):
        return
    values = {"how": line.how, "evidence_id": evidence, "by": actor, "at": timezone.now()}
    ItemMet.objects.update_or_create(process=process, item=line.item, defaults=values)

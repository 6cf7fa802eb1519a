"""Changing the system itself: planned, decided by somebody else, carried out, its effects looked at (clause 8.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from conformity.models import NamedFor, SmsChange, Touched
from improvement.models import Action
from people.calendar import zone
from records.domain.entering import enter, enter_in_sight
from records.domain.errors import InputError, NotNowError
from records.domain.log import note
from records.domain.write import write
from records.holders import holders_of
from records.models import Record
from records.origin import moment_of_writing
from roles.domain.asking import ask_for_approval, end_asking_for_approval
from standard.roles import SMR, TOP_MANAGEMENT

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from documents.models import Version
    from people.models import User

#: States in which a change may be named by a version: it was approved, and nobody called it off.
APPROVED = ("approved", "done", "closed")


@transaction.atomic
def create_change(
    change: SmsChange, /, *, actor: User | None, touches: Collection[Record] | None = None, **about: Any
) -> SmsChange:
    """Record one, with what it touches. Raises InputError for days in the wrong order, Refused for a source unseen."""
    _require_days(change)
    if change.source_record is not None:
        source = enter_in_sight(change.source_record, actor=actor)
        change.restricted = change.restricted or source.restricted
    change.owner, change.due = change.owner or actor, change.planned_until
    write(change, actor=actor, **{"action": "create", **about})
    _touch(change, touches)
    return change


def raise_change(
    source: Record, *, actor: User, title: str, owner: User, due: date, what: str = "", token: str | None = None
) -> SmsChange:
    """Begin a change that a meeting decided on: a draft whose owner says how and with what effect.

    Raises Refused, InputError for a day gone by.
    """
    if due < _day():
        raise InputError(_("The day must be today or later"), "due")
    why = _("Decided in %(reference)s") % {"reference": source.reference}
    change = SmsChange(title=title[:200], what=what or title, why=why, owner=owner, source_record=source)
    change.source, change.restricted = SmsChange.Source.MANAGEMENT_REVIEW, source.restricted
    change.planned_from, change.planned_until = _day(), due
    return create_change(change, actor=actor, token=token)


@transaction.atomic
def edit_change(
    change: SmsChange, /, *, actor: User | None, touches: Collection[Record] | None = None, **about: Any
) -> SmsChange:
    """Change its plan while it is one. Raises NotNowError once it was submitted: what was approved is carried out."""
    if not SmsChange.objects.filter(pk=change.pk, state="draft").exists():
        raise NotNowError(_("It was submitted: take it up again to change its plan"))
    _require_days(change)
    change.due = change.planned_until
    write(change, actor=actor, **{"action": "edit", **about})
    _touch(change, touches)
    return change


@transaction.atomic
def submit(change: SmsChange, *, actor: User, reason: str = "", token: str | None = None) -> SmsChange:
    """Ask for the decision: of the SMR, of top management where the SMR wrote or owns it."""
    write(change, actor=actor, action="submit", reason=reason, token=token)
    title = _("Decide on “%(title)s”") % {"title": change.title}
    ask_for_approval(change, role=_decides(change), title=title, due=_ask_by(change))
    return change


def approve(
    change: SmsChange, *, actor: User, decision: str = "", reason: str = "", token: str | None = None
) -> SmsChange:
    """Let it be carried out. Raises Refused for its author and its owner."""
    return _decide(change, "approve", actor=actor, decision=decision, reason=reason, token=token)


def refuse(change: SmsChange, *, actor: User, decision: str, reason: str = "", token: str | None = None) -> SmsChange:
    """Decide against it, and say why. Raises Refused for its author and its owner."""
    return _decide(change, "refuse", actor=actor, decision=decision, reason=reason, token=token)


@transaction.atomic
def take_up(change: SmsChange, *, actor: User, reason: str, token: str | None = None) -> SmsChange:
    """Plan it anew: what was asked or decided before stays in the history."""
    change.approved_by, change.approved_on, change.decision = None, None, ""
    write(change, actor=actor, action="take_up", reason=reason, token=token)
    end_asking_for_approval(change, outcome=_("It is planned anew"))
    return change


@transaction.atomic
def complete(
    change: SmsChange, *, actor: User, result: str, review_by: date, reason: str = "", token: str | None = None
) -> SmsChange:
    """Say what came of it; by a day somebody else looks for effects that nobody wanted.

    Raises InputError for a day gone by, UnmetError while actions of it are still to be done.
    """
    if review_by < _day():
        raise InputError(_("The day must be today or later"), "review_by")
    change.result, change.done_by, change.done_on, change.due = result, actor, _day(), review_by
    return write(change, actor=actor, action="complete", reason=reason, token=token)


def review_effects(
    change: SmsChange,
    *,
    actor: User,
    unintended: str,
    answer: str = "",
    reason: str = "",
    token: str | None = None,
) -> SmsChange:
    """Say what it brought about that nobody wanted, and what was done about that.

    Raises Refused for whoever carried it out; NotNowError before that; InputError for effects without an answer.
    """
    if not SmsChange.objects.filter(pk=change.pk, state="done").exists():
        raise NotNowError(_("Its effects are looked at once it was carried out"))
    if not unintended.strip():
        raise InputError(_("Say what was found; where there was nothing, say where you looked"), "unintended")
    change.unintended, change.unintended_answer = unintended, answer
    change.reviewed_by, change.reviewed_on = actor, _day()
    return write(change, actor=actor, action="review_effects", reason=reason, token=token)


def actions_to_do(change: SmsChange) -> int:
    """How many actions of a change are still to be done, whoever sees them: one that is hidden holds it up as well."""
    return int(Action.objects.filter(source=change.pk, withdrawn=False, state__in=("open", "work")).count())


def close(change: SmsChange, *, actor: User, reason: str = "", token: str | None = None) -> SmsChange:
    """Close it. Raises UnmetError until its unintended effects were looked at."""
    return write(change, actor=actor, action="close", reason=reason, token=token)


@transaction.atomic
def call_off(change: SmsChange, *, actor: User, reason: str, token: str | None = None) -> SmsChange:
    """Say that nobody wants it any more, and why."""
    write(change, actor=actor, action="call_off", reason=reason, token=token)
    end_asking_for_approval(change, outcome=_("It was called off"))
    return change


@transaction.atomic
def name_for(change: SmsChange, version: Version, *, actor: User | None, token: str | None = None) -> NamedFor:
    """Say that a version of a document came of a change; the document is among what the change touches from then on.

    Raises Refused, NotNowError for a change that nobody approved, InputError where it is named already.
    """
    stored = enter(change, actor=actor, action="name_version")
    document = enter_in_sight(version.document, actor=actor)
    if stored.state not in APPROVED:
        raise NotNowError(_("Nobody approved this change yet"))
    if NamedFor.objects.filter(version=version, change=stored.pk, ended=None).exists():
        raise InputError(_("The version names this change already"), "change")
    Touched.objects.get_or_create(change_id=stored.pk, record_id=document.pk)
    detail = {"other": document.pk, "version": version.number_to_be}
    note(stored, actor=actor, action="name_version", detail=detail, token=token)
    return NamedFor.objects.create(version=version, change_id=stored.pk, person=actor, at=timezone.now())


@transaction.atomic
def take_name_back(named: NamedFor, *, actor: User, reason: str, token: str | None = None) -> None:
    """Say that a version did not come of a change after all. Raises Refused, NotNowError."""
    stored, version = enter(named.change, actor=actor, action="name_version"), named.version
    if not NamedFor.objects.filter(pk=named.pk, ended=None).update(ended=timezone.now()):
        raise NotNowError(_("It was taken back already"))
    note(
        stored, actor=actor, action="take_name_back", reason=reason, detail={"other": version.document_id}, token=token
    )


@transaction.atomic
def _decide(change: SmsChange, action: str, *, actor: User, decision: str, **about: Any) -> SmsChange:
    change.approved_by, change.approved_on, change.decision = actor, _day(), decision
    decided = write(change, actor=actor, action=action, **about)
    end_asking_for_approval(decided, outcome=_("It was decided"))
    return decided


def _decides(change: SmsChange) -> str:
    """The role that is asked: nobody decides on what they wrote or own."""
    within = holders_of(SMR).filter(pk__in=[change.created_by_id, change.owner_id or 0]).exists()
    return TOP_MANAGEMENT if within else SMR


def _ask_by(change: SmsChange) -> date:
    return max(change.planned_from, _day())


def _touch(change: SmsChange, records: Collection[Record] | None) -> None:
    """Let it touch these; None leaves it as it is. What a version names stays."""
    if records is None:
        return
    wanted = {record.pk for record in records}
    named = set(change.versions.filter(ended=None).values_list("version__document_id", flat=True))
    change.touched.exclude(record__in=wanted | named).delete()
    Touched.objects.bulk_create(
        [Touched(change_id=change.pk, record_id=key) for key in sorted(wanted)], ignore_conflicts=True
    )


def _require_days(change: SmsChange) -> None:
    if change.planned_until < change.planned_from:
        raise InputError(_("It ends before it begins"), "planned_until")


def _day() -> date:
    """The day of what is written: today, or the one that an import tells of."""
    return timezone.localdate(moment_of_writing(timezone.now()), zone.get())

"""Assessing a requirement item: what is said of it, how far it is, and what shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from conformity.models import TEXT_MAX, Assessment
from documents.enums import DOCUMENTS_IN_FORCE
from documents.models import Document
from records.access.permits import Refused, judge, require
from records.domain.entering import enter
from records.domain.errors import InputError, NotNowError
from records.domain.evidence import name_as_evidence, take_back_evidence
from records.domain.log import note
from records.domain.write import write
from records.models import Evidence, Record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.db.models import QuerySet

    from people.models import User

#: What one says of how far an item is: the verb for each state.
STEPS = {"not_started": "set_back", "planned": "plan", "in_place": "put_in_place", "proven": "prove"}
#: What is typed about an item.
TYPED = ("how", "note", "owner_id")
NOTE_MAX = Assessment._meta.get_field("note").max_length or 0


def evidence_that_counts(user: User) -> QuerySet[Evidence]:
    """Evidence that ``user`` can go by: not taken back, of a record that they see and that was not withdrawn.

    An assessment shows nothing: it is what is to be shown. Neither does a document that is not in force.
    """
    seen = Record.objects.visible_to(user).current().exclude(kind=Assessment.kind_key)
    not_in_force = Q(kind=Document.kind_key) & ~Q(state__in=DOCUMENTS_IN_FORCE)
    return Evidence.objects.filter(withdrawn=None, record__in=seen.exclude(not_in_force))


@transaction.atomic
def assess(
    assessment: Assessment, *, actor: User, typed: Mapping[str, Any], state: str = "", token: str | None = None
) -> Assessment:
    """Keep what was typed of an item, and say how far it is where ``state`` names that; over the version one has read.

    ``typed`` has some of ``how``, ``note`` and ``owner_id``; what it leaves out stays. Nothing is written where nothing
    differs. Raises StaleError where somebody else wrote meanwhile, with nothing overwritten; Refused; InputError for a
    text that is too long; NotNowError as ``prove`` does.
    """
    texts = {name: tidy(value) if isinstance(value, str) else value for name, value in typed.items() if name in TYPED}
    require_fitting(texts)
    changed = {name: value for name, value in texts.items() if getattr(assessment, name) != value}
    for name, value in changed.items():
        setattr(assessment, name, value)
    says = bool(state) and (state != assessment.state or state == "proven")
    if not changed and not says:
        require(actor, "edit", assessment)
    if changed:
        write(assessment, actor=actor, action="edit", token=None if says else token)
    if says:
        _say(assessment, actor, STEPS[state], token=token)
    return assessment


def both(assessment: Assessment, typed: Mapping[str, Any]) -> dict[str, Any]:
    """What somebody else wrote meanwhile with what one typed below it; an owner they named stays."""
    found = dict(typed)
    for name in ("how", "note"):
        theirs, mine = getattr(assessment, name), tidy(typed.get(name) or "")
        found[name] = theirs if mine in theirs else f"{theirs}\n\n{mine}".strip()
    found["owner_id"] = assessment.owner_id or typed.get("owner_id")
    return found


def tidy(text: str) -> str:
    """A text as it is kept: lines end in one way, and the sign that no database takes is left out."""
    return text.replace("\r\n", "\n").replace("\x00", "")


def require_fitting(typed: Mapping[str, Any]) -> None:
    """Raise InputError for a text that is too long."""
    for name, most in (("how", TEXT_MAX), ("note", NOTE_MAX)):
        if len(typed.get(name) or "") > most:
            raise InputError(_("The text is longer than %(count)s letters: shorten it") % {"count": most}, name)


def plan(assessment: Assessment, *, actor: User, reason: str = "", token: str | None = None) -> Assessment:
    """Say that it is known what will be done."""
    return _say(assessment, actor, "plan", reason=reason, token=token)


def put_in_place(assessment: Assessment, *, actor: User, reason: str = "", token: str | None = None) -> Assessment:
    """Say that it is done so."""
    return _say(assessment, actor, "put_in_place", reason=reason, token=token)


def set_back(assessment: Assessment, *, actor: User, reason: str = "", token: str | None = None) -> Assessment:
    """Say that nothing is there, or no longer."""
    return _say(assessment, actor, "set_back", reason=reason, token=token)


@transaction.atomic
def prove(assessment: Assessment, *, actor: User, reason: str = "", token: str | None = None) -> Assessment:
    """Stand by it that evidence shows the item to be met, as one of the people who may: never the system.

    Raises Refused for its owner and for the system, NotNowError without an owner, without words of how it is met, and
    without evidence that the actor sees.
    """
    return _say(assessment, actor, "prove", reason=reason, token=token)


def why_not_proven(assessment: Assessment, user: User, *, has_evidence: bool) -> str:
    """What stands in the way of saying that an item is proven; empty for nothing."""
    if (refused := judge(user, "prove", assessment).why_not) is not None:
        return str(refused)
    if assessment.owner_id is None:
        return _("Nobody owns it: name who answers for it first, and let somebody else judge")
    if not assessment.how.strip():
        return _("It does not say how it is met: write that first")
    if not has_evidence:
        return _("Nothing that you see shows that it is met: name a record that does first")
    return ""


def _say(assessment: Assessment, actor: User, action: str, **about: Any) -> Assessment:
    if action == "prove":
        _require_proof(assessment, actor)
    assessment.assessed_by, assessment.assessed_at = actor, timezone.now()
    assessment.proven_words = assessment.words_hash if action == "prove" else ""
    return write(assessment, actor=actor, action=action, **about)


def _require_proof(assessment: Assessment, actor: User | None) -> None:
    """The rules are asked again by ``write``; here, of evidence as it stands."""
    if actor is None:
        raise Refused(_("The system says of nothing that it is proven: people do"))
    stored = enter(assessment, actor=actor, action="prove")
    found = evidence_that_counts(actor).filter(item=stored.item_id).exists()
    if why := why_not_proven(stored, actor, has_evidence=found):
        raise NotNowError(why)


@transaction.atomic
def name_evidence(
    assessment: Assessment,
    *,
    actor: User,
    record: Record,
    shows: str,
    period_until: date | None = None,
    token: str | None = None,
) -> Evidence:
    """Name a record that shows the item to be met. Raises Refused for one that the actor does not see, InputError."""
    stored = enter(assessment, actor=actor, action="name_evidence")
    if record.kind == Assessment.kind_key:
        raise InputError(_("An assessment shows nothing: name the record that does"), "evidence")
    if evidence_that_counts(actor).filter(item=stored.item_id, record=record.pk).exists():
        raise InputError(_("It is named already"), "evidence")
    note(stored, actor=actor, action="name_evidence", detail={"other": record.pk}, token=token)
    return name_as_evidence(record, stored.item, actor=actor, shows=shows, period_until=period_until)


@transaction.atomic
def take_back(assessment: Assessment, found: Evidence, *, actor: User, reason: str, token: str | None = None) -> None:
    """Say that a record does not show the item to be met after all. Raises Refused, NotNowError."""
    stored = enter(assessment, actor=actor, action="name_evidence")
    note(stored, actor=actor, action="take_back", reason=reason, detail={"other": found.record_id}, token=token)
    take_back_evidence(found, actor=actor, reason=reason)

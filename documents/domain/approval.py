"""Submitting a version, remarks on it, and the signatures that approve it (clause 7.5.2)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import check_password
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.domain.contents import text_of
from documents.domain.drafting import require_draft
from documents.enums import VersionState
from documents.models import Remark, Signature
from documents.starters import unreplaced
from people.calendar import today
from records.access.standing import standing_of
from records.domain.entering import enter
from records.domain.errors import InputError, NotNowError, StaleError
from records.domain.log import note
from records.domain.tasks import drop_tasks, finish_task, set_task
from records.domain.write import write
from records.models import Record, Task
from roles.models import Role
from standard.catalogue import role_label

if TYPE_CHECKING:
    from documents.models import Document, Version
    from people.models import User

#: How long approvers have.
TO_SIGN = timedelta(days=7)


@transaction.atomic
def submit(document: Document, *, actor: User | None, reason: str = "", token: str | None = None) -> Document:
    """Ask for approval of the draft; from now on nobody changes it. Raises NotNowError, InputError."""
    draft = require_draft(document, VersionState.DRAFT)
    _require_written(draft)
    detail = {"version": draft.number_to_be, "sha256": draft.blob_id}
    write(document, actor=actor, action="submit", reason=reason, token=token, detail=detail)
    draft.state, draft.submitted, draft.submitted_by = VersionState.IN_REVIEW, timezone.now(), actor
    draft.round += 1
    draft.asked_roles = list(document.usage.approvers)
    draft.asked_quorum = max(document.quorum, document.usage.quorum)
    draft.save(update_fields=["state", "submitted", "submitted_by", "round", "asked_roles", "asked_quorum"])
    document.forget_versions()
    _finish_work(document, actor)
    _ask_to_sign(document, draft)
    return document


@transaction.atomic
def send_back(document: Document, *, actor: User, reason: str, token: str | None = None) -> Document:
    """Ask for more work at the version; signatures it has are void."""
    version = require_draft(document, VersionState.IN_REVIEW)
    detail = {"version": version.number}
    write(document, actor=actor, action="send_back", reason=reason, token=token, detail=detail)
    version.state = VersionState.DRAFT
    version.save(update_fields=["state"])
    drop_tasks(document, kind=Task.Kind.APPROVE, reason=_("Sent back"))
    _ask_for_work(document, version, reason)
    return document


@transaction.atomic
def approve(
    document: Document, *, actor: User, sha256: str, password: str, meaning: str, token: str | None = None
) -> Signature:
    """Sign the version that is in review; with the last signature that is needed it is approved.

    ``sha256`` is that of the content that was read; the person's ``password`` makes it their signature.
    Raises InputError for a wrong password, StaleError where the content is another by now,
    NotNowError, Refused.
    """
    version = require_draft(document, VersionState.IN_REVIEW)
    if version.blob_id != sha256:
        raise StaleError(_("The text was changed after you opened it: read it again before you sign"))
    if not check_password(password, actor.password):
        raise InputError(_("That is not your password"), "password")
    signatures = [*signatures_of(version), Signature(version=version, person=actor)]
    missing = missing_signatures(document, version, signatures)
    action = "sign" if missing else "approve"
    detail = {"version": version.number, "sha256": sha256, "meaning": meaning}
    write(document, actor=actor, action=action, token=token, detail=detail)
    signature = _sign(document, version, actor, meaning)
    _finish_asking(document, actor, is_last=not missing)
    if not missing:
        version.state, version.approved = VersionState.APPROVED, timezone.now()
        version.save(update_fields=["state", "approved"])
    return signature


def signatures_of(version: Version) -> list[Signature]:
    """The signatures that hold: those of its last round."""
    found = version.signatures.filter(round=version.round).select_related("person", "acted_for")
    return list(found.order_by("id"))


def missing_signatures(document: Document, version: Version, signatures: list[Signature]) -> list[str]:
    """What a version still lacks with these signatures, in words; empty where it is approved by them.

    Every person who is named has signed; a holder of a role of the approval matrix has, where nobody
    is named; there are as many as the document and its type ask for; and one of them wrote nothing of it.
    The type's rule is the one it was submitted under.
    """
    signed = {signature.person_id for signature in signatures} | {s.acted_for_id for s in signatures}
    named = document.named_approvers.select_related("person")
    lacking = [str(found.person) for found in named if found.person_id not in signed]
    if not named and not signatures:
        lacking.append(roles_in_words(version))
    if (left := version.asked_quorum - len(signatures) - len(lacking)) > 0:
        lacking.append(ngettext("%(n)d more signature", "%(n)d more signatures", left) % {"n": left})
    authors = set(version.authors.values_list("pk", flat=True))
    if not lacking and signed - {None} <= authors:
        lacking.append(_("somebody who wrote nothing of it"))
    return lacking


def roles_in_words(version: Version) -> str:
    """The roles that approve a version, by the rule it was submitted under."""
    return get_text_list([role_label(role) for role in version.asked_roles], _("or"))


def rule_in_words(version: Version) -> str:
    """What the approval matrix asked for when a version was submitted; empty where that was not kept yet."""
    if not version.asked_roles:
        return ""
    count = ngettext("%(n)d signature", "%(n)d signatures", version.asked_quorum) % {"n": version.asked_quorum}
    return f"{roles_in_words(version)}: {count}"


@transaction.atomic
def remark(document: Document, *, actor: User, text: str, passage: str = "", token: str | None = None) -> Remark:
    """Say something about the version that is being made, beside the passage it is about."""
    record = enter(document, actor=actor, action="remark")
    version = require_draft(document, VersionState.DRAFT, VersionState.IN_REVIEW)
    made = Remark.objects.create(version=version, author=actor, text=text, passage=passage[:500])
    note(record, actor=actor, action="remark", reason=text[:300], detail={"version": version.number}, token=token)
    return made


@transaction.atomic
def settle_remark(found: Remark, *, actor: User, answer: str, token: str | None = None) -> Remark:
    """Say what became of a remark. Raises NotNowError for one that is settled."""
    record = enter(found.version.document, actor=actor, action="settle_remark")
    changed = {"settled": timezone.now(), "settled_by": actor, "answer": answer[:500]}
    if not Remark.objects.filter(pk=found.pk, settled=None).update(**changed):
        raise NotNowError(_("The remark is settled already"))
    note(record, actor=actor, action="settle_remark", reason=answer[:300], token=token)
    return found


def _sign(document: Document, version: Version, actor: User, meaning: str) -> Signature:
    held = [role for role in version.asked_roles if standing_of(actor).holds_role(role)]
    try:
        with transaction.atomic():
            return Signature.objects.create(
                version=version,
                person=actor,
                acted_for_id=document.acted_for_id,
                role=held[0] if held else "",
                meaning=meaning,
                sha256=version.blob_id,
                round=version.round,
            )
    except IntegrityError as error:
        raise NotNowError(_("You have signed this version already")) from error


def _ask_to_sign(document: Document, version: Version) -> None:
    """A task for each person who is named; with none, for the first of the roles that approve it."""
    title = _("Approve %(reference)s, version %(number)s") % {
        "reference": document.reference,
        "number": f"{version.major}.{version.minor}",
    }
    named = [found.person for found in document.named_approvers.select_related("person") if found.person.is_active]
    for doer in named or _role_record(version.asked_roles[0]):
        set_task(document, actor=None, assignee=doer, title=title[:200], due=today() + TO_SIGN, kind=Task.Kind.APPROVE)


def _role_record(key: str) -> list[Record]:
    return list(Role.objects.filter(key=key, withdrawn=False))


def _ask_for_work(document: Document, version: Version, reason: str) -> None:
    author = version.submitted_by or document.owner
    if author is not None and author.is_active:
        title = _("Work at %(reference)s: %(why)s") % {"reference": document.reference, "why": reason}
        set_task(document, actor=None, assignee=author, title=title[:200], due=today() + TO_SIGN, kind=Task.Kind.ACT)


def _require_written(draft: Version) -> None:
    """Neither empty nor with words of a starter text that are to be replaced."""
    if not draft.blob.size:
        raise NotNowError(_("The draft is empty: write it first"))
    if (left := unreplaced(text_of(draft) or "")) is not None:
        message = _("The draft still has words that are to be replaced: %(words)s")
        raise NotNowError(message % {"words": left})


def _finish_work(document: Document, actor: User | None) -> None:
    """To write the draft, or to work at it once more, waits for nobody now that it is submitted."""
    asked = document.tasks.filter(kind=Task.Kind.ACT, created_by=None, done=None)
    own = asked.filter(assignee=actor).select_related("record").first() if actor else None
    if actor and own:
        finish_task(own, actor=actor, outcome=_("Submitted for approval"))
    drop_tasks(document, kind=Task.Kind.ACT, reason=_("Submitted for approval"))


def _finish_asking(document: Document, actor: User, *, is_last: bool) -> None:
    asked = document.tasks.filter(kind=Task.Kind.APPROVE, created_by=None, done=None)
    mine = asked.filter(Q(assignee=actor) | Q(role__in=standing_of(actor).role_records)).first()
    if mine:
        finish_task(mine, actor=actor, outcome=_("Signed"))
    if is_last:
        drop_tasks(document, kind=Task.Kind.APPROVE, reason=_("Approved"))

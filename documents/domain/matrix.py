"""The approval matrix: what holds for each type of document, and changing it by two people (clause 7.5.2)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from documents.domain.reviewing import end_asking
from documents.enums import USAGES, Type
from documents.models import DocumentType
from people.calendar import today
from people.models import User
from records.domain.errors import InputError
from records.domain.references import allot_plain
from records.domain.tasks import drop_tasks, set_task
from records.domain.write import write
from records.holders import holders_of_record
from records.models import Task
from roles.models import Role
from standard.roles import SMR, TOP_MANAGEMENT

#: What is changed by two people.
RULE = ("approver", "or_approver", "quorum", "review_months", "retention_years")
#: How long there is to agree, and who is asked to, the first that somebody can be.
TO_AGREE = timedelta(days=14)
ASKED = (TOP_MANAGEMENT, SMR)


@transaction.atomic
def record_missing_types(founder: User | None = None) -> None:
    """Record the types that are not there yet, in the founder's or the first administrator's name."""
    by = founder or User.objects.filter(is_administrator=True).order_by("pk").first()
    known = set(DocumentType.objects.values_list("type", flat=True)) if by else set()
    for kind in Type:
        if by and kind not in known:
            write(_begun(kind, by), actor=None, action="create")


@transaction.atomic
def propose(found: DocumentType, *, actor: User, reason: str, token: str | None = None, **rule: Any) -> DocumentType:
    """Propose what is to hold for a type; it holds once somebody else agrees. Raises InputError where nothing changes."""
    proposed = {name: rule[name] for name in RULE if rule[name] != getattr(found, name)}
    if not proposed:
        raise InputError(_("That is what holds already: change something"))
    if rule["approver"] == rule["or_approver"]:
        raise InputError(_("Choose another role, or leave it empty"), "or_approver")
    found.proposed, found.proposed_by = proposed, actor
    write(found, actor=actor, action="propose", reason=reason, token=token, detail={"what": in_words(proposed)})
    drop_tasks(found, kind=Task.Kind.APPROVE, reason=_("Something else was proposed"))
    _ask_to_agree(found)
    return found


@transaction.atomic
def agree(found: DocumentType, *, actor: User, reason: str = "", token: str | None = None) -> DocumentType:
    """Let what was proposed hold, for versions that are submitted from now on."""
    detail = {"what": in_words(found.proposed)}
    for name in RULE:
        setattr(found, name, found.proposed.get(name, getattr(found, name)))
    return _settle(found, actor, _("Agreed"), action="agree", reason=reason, token=token, detail=detail)


@transaction.atomic
def take_back(found: DocumentType, *, actor: User, reason: str, token: str | None = None) -> DocumentType:
    """Drop what was proposed; what holds stays."""
    detail = {"what": in_words(found.proposed)}
    return _settle(found, actor, _("Taken back"), action="take_back", reason=reason, token=token, detail=detail)


def in_words(proposed: dict[str, Any]) -> str:
    """What was proposed: "Signatures needed: 2; …"."""
    return "; ".join(f"{label}: {value or _('nobody')}" for label, value in proposed_values(proposed))


def proposed_values(proposed: dict[str, Any]) -> list[tuple[str, Any]]:
    """What was proposed, as labels and values."""
    fields: list[tuple[Any, Any]] = [
        (DocumentType._meta.get_field(name), proposed[name]) for name in RULE if name in proposed
    ]
    return [(str(field.verbose_name), dict(field.flatchoices).get(value, value)) for field, value in fields]


def _settle(found: DocumentType, actor: User, outcome: str, **about: Any) -> DocumentType:
    found.proposed, found.proposed_by = {}, None
    write(found, actor=actor, **about)
    end_asking(found, kind=Task.Kind.APPROVE, actor=actor, outcome=outcome)
    return found


def _ask_to_agree(found: DocumentType) -> None:
    role = _first_held(found)
    if role is None:
        return
    title = _("Agree to a change of who approves documents: %(type)s") % {"type": found.title}
    set_task(found, actor=None, assignee=role, title=title[:200], due=today() + TO_AGREE, kind=Task.Kind.APPROVE)


def _first_held(found: DocumentType) -> Role | None:
    """The first role whose holders, of whom there are some, did not all propose it."""
    roles: list[Role] = sorted(
        Role.objects.filter(key__in=ASKED, withdrawn=False), key=lambda role: ASKED.index(role.key)
    )
    held = (role for role in roles if any(person != found.proposed_by for person in holders_of_record(role.pk)))
    return next(held, None)


def _begun(kind: Type, by: User) -> DocumentType:
    usage = USAGES[kind]
    first, *others = usage.approvers
    return DocumentType(
        reference=allot_plain(DocumentType.reference_prefix),
        type=kind,
        title=str(kind.label),
        approver=first,
        or_approver=others[0] if others else "",
        quorum=usage.quorum,
        review_months=usage.review_months,
        retention_years=usage.retention_years,
        created_by=by,
    )

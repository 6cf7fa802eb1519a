"""Being away, and who stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from records.access.permits import require_rule
from records.domain.errors import InputError
from records.domain.write import write
from roles.domain import duties
from roles.domain.settling import settle
from roles.domain.terms import Term
from roles.models import Absence
from roles.rules import takes_part

if TYPE_CHECKING:
    from people.models import User


@transaction.atomic
def declare(absence: Absence, *, actor: User | None, action: str = "create", **about: Any) -> Absence:
    """Be away, or say it for somebody who cannot: the deputy stands in from the first day to the last.

    Raises Refused, InputError: the deputy must be there, and nobody makes themselves a deputy.
    """
    _check(absence, actor)
    absence.owner, absence.title = absence.person, _title(absence)
    write(absence, actor=actor, action=action, **about)
    settle([absence.person])
    return absence


@transaction.atomic
def change(absence: Absence, *, actor: User | None, action: str = "edit", **about: Any) -> Absence:
    """Change the days or the deputy. Raises as ``declare`` does, and StaleError."""
    if Absence.objects.get(pk=absence.pk).person_id != absence.person_id:
        raise InputError(_("The person stays: call this absence off and declare another"), "person")
    _check(absence, actor)
    absence.title = _title(absence)
    write(absence, actor=actor, action=action, **about)
    settle([absence.person])
    return absence


@transaction.atomic
def call_off(absence: Absence, *, actor: User | None, reason: str, token: str | None = None) -> Absence:
    """Be there after all, or back early: nobody stands in from now on."""
    write(absence, actor=actor, action="call_off", reason=reason, token=token)
    settle([absence.person])
    return absence


def _check(absence: Absence, actor: User | None) -> None:
    duties.hold(absence.person, absence.deputy)
    if actor is not None:
        require_rule(takes_part, actor, absence)
    duties.require_active(absence.person, "person")
    duties.require_term(absence.starts, absence.ends)
    duties.require_other_deputy(absence.person, absence.deputy)
    duties.require_not_oneself(actor, absence.deputy, "deputy")
    days = Term(absence.starts, absence.ends)
    duties.require_there(absence.deputy, days)
    _require_apart(absence, days)


def _require_apart(absence: Absence, days: Term) -> None:
    """Raise InputError for days on which the person is away already."""
    for other in Absence.objects.filter(person=absence.person, state="declared").exclude(pk=absence.pk):
        if days.meets(Term(other.starts, other.ends)):
            raise InputError(
                _("%(reference)s covers some of these days already: change that one") % {"reference": other.reference},
                "starts",
            )


def _title(absence: Absence) -> str:
    since, until = (date_format(day, "j M Y") for day in (absence.starts, absence.ends))
    return _("%(name)s is away, %(since)s to %(until)s") % {"name": absence.person, "since": since, "until": until}

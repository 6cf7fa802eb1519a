"""Deciding on opportunities for improvement, and saying what came of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from improvement.models import Opportunity
from people.calendar import today
from records.domain.errors import InputError
from records.domain.links import link
from records.domain.write import write

if TYPE_CHECKING:
    from datetime import date

    from people.models import User
    from records.models import Record


@transaction.atomic
def raise_opportunity(
    source: Record, *, actor: User, title: str, owner: User, due: date, what: str = "", token: str | None = None
) -> Opportunity:
    """Record an improvement that a meeting decided on already: it is accepted, and whoever owns it says what it is to bring.

    Raises Refused, InputError for a day gone by.
    """
    _require_future(due)
    found = Opportunity(title=title[:200], idea=what or title, source=Opportunity.Source.REVIEW, owner=owner, due=due)
    found.restricted = source.restricted
    write(found, actor=actor, action="create", token=token)
    found.decision = _("Decided in %(reference)s") % {"reference": source.reference}
    write(found, actor=None, action="accept", reason=found.decision)
    link(found, source, actor=actor)
    return found


def accept(
    opportunity: Opportunity, *, actor: User, owner: User, due: date, reason: str, token: str | None = None
) -> Opportunity:
    """Decide to do it: who answers for it, by when, and why. Raises InputError for a day gone by."""
    _require_future(due)
    opportunity.owner, opportunity.due, opportunity.decision = owner, due, reason
    return write(opportunity, actor=actor, action="accept", reason=reason, token=token)


def decline(opportunity: Opportunity, *, actor: User, reason: str, token: str | None = None) -> Opportunity:
    """Decide against it, and say why."""
    opportunity.decision = reason
    return write(opportunity, actor=actor, action="decline", reason=reason, token=token)


def postpone(opportunity: Opportunity, *, actor: User, due: date, reason: str, token: str | None = None) -> Opportunity:
    """Look at it again on a later day. Raises InputError for a day gone by."""
    _require_future(due)
    opportunity.due, opportunity.decision = due, reason
    return write(opportunity, actor=actor, action="postpone", reason=reason, token=token)


def reopen(opportunity: Opportunity, *, actor: User, reason: str, token: str | None = None) -> Opportunity:
    """Ask for a decision anew."""
    return write(opportunity, actor=actor, action="reopen", reason=reason, token=token)


def realise(
    opportunity: Opportunity, *, actor: User, result: str, reason: str = "", token: str | None = None
) -> Opportunity:
    """Say that it was done, and what it brought (clause 10.2: improvements are judged by their result)."""
    opportunity.result = result
    return write(opportunity, actor=actor, action="realise", reason=reason, token=token)


def _require_future(due: date) -> None:
    if due < today():
        raise InputError(_("The day must be today or later"), "due")

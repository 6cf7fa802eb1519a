"""Delegating authority, taking it on, and revoking it (clause 5.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from leadership.models import Delegation
from people.calendar import today
from records.domain.entering import enter_in_sight, held
from records.domain.errors import InputError, NotNowError
from records.domain.sharing import grant
from records.domain.tasks import drop_tasks, finish_task, set_task
from records.domain.write import write
from records.models import Task
from roles.domain.settling import IN_FORCE
from roles.models import Assignment

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from people.models import User


@transaction.atomic
def give(delegation: Delegation, *, actor: User | None, **about: Any) -> Delegation:
    """Delegate authority; who it is given to is asked to accept. Raises Refused, InputError."""
    delegation.owner = actor or delegation.owner
    _require_sound(delegation)
    write(delegation, actor=actor, **{"action": "create", **about})
    grant(delegation, delegation.delegate, actor=None)
    title = _("Accept the authority that was delegated to you, or decline it")
    due = max(today(), delegation.starts)
    set_task(delegation, actor=None, assignee=delegation.delegate, title=title, due=due, kind=Task.Kind.ANSWER)
    return delegation


def change(delegation: Delegation, *, actor: User | None, **about: Any) -> Delegation:
    """Change what was not accepted yet. Raises NotNowError after that, InputError."""
    stored = Delegation.objects.get(pk=delegation.pk)
    if stored.state != "given":
        raise NotNowError(_("It was answered: revoke it and delegate anew"))
    if stored.delegate_id != delegation.delegate_id:
        raise InputError(_("Who it is given to stays: revoke it and delegate anew"), "delegate")
    _require_sound(delegation)
    return write(delegation, actor=actor, **{"action": "edit", **about})


@transaction.atomic
def accept(delegation: Delegation, *, actor: User, reason: str = "", token: str | None = None) -> Delegation:
    """Take it on; the word of who it is given to is kept. Raises Refused for anybody else."""
    delegation.accepted_at = timezone.now()
    write(delegation, actor=actor, action="accept", reason=reason, token=token)
    _answered(delegation, actor, _("Accepted"))
    return delegation


@transaction.atomic
def decline(delegation: Delegation, *, actor: User, reason: str, token: str | None = None) -> Delegation:
    """Not take it on."""
    write(delegation, actor=actor, action="decline", reason=reason, token=token)
    _answered(delegation, actor, _("Declined"))
    return delegation


@transaction.atomic
def revoke(delegation: Delegation, *, actor: User | None, reason: str, token: str | None = None) -> Delegation:
    """Let it hold no longer, from now on, and with it what was passed on from it."""
    write(delegation, actor=actor, action="revoke", reason=reason, token=token)
    drop_tasks(delegation, kind=Task.Kind.ANSWER, reason=_("It was revoked"))
    for passed in Delegation.objects.filter(passed_from=delegation.pk, state__in=("given", "accepted")):
        revoke(passed, actor=None, reason=_("%(reference)s was revoked") % {"reference": delegation.reference})
    return delegation


def ends_due(until: date) -> Iterable[tuple[int, date]]:
    """Delegations that hold and end up to a day, for reminders."""
    held_ones = Delegation.objects.current().filter(state="accepted", ends__gte=today(), ends__lte=until)
    return list(held_ones.values_list("pk", "ends"))


def both_of(keys: Collection[int]) -> Mapping[int, Collection[int]]:
    """Who delegates and to whom, by delegation: both are reminded."""
    rows = Delegation.objects.filter(pk__in=keys).values_list("pk", "owner_id", "delegate_id")
    return {key: [person for person in people if person] for key, *people in rows}


def holding_today(user: User) -> Any:
    """The delegations that hold today, as far as ``user`` sees them, by who decides."""
    day = today()
    seen = Delegation.objects.visible_to(user).current().filter(state="accepted", starts__lte=day, ends__gte=day)
    return seen.select_related("owner", "delegate").order_by("delegate__display_name", "title")


def only_role_of(user: User) -> int | None:
    """The key of the role that a person holds today, where it is one; for forms to propose."""
    own = Assignment.objects.visible_to(user).current().filter(person=user, state__in=IN_FORCE, starts__lte=today())
    roles = set(own.exclude(ends__lt=today()).values_list("role", flat=True))
    return roles.pop() if len(roles) == 1 else None


def _require_sound(delegation: Delegation) -> None:
    if delegation.delegate_id == delegation.owner_id:
        raise InputError(_("Nobody delegates to themselves: choose somebody else"), "delegate")
    if not delegation.delegate.is_active:
        raise InputError(_("This account is deactivated: choose somebody else"), "delegate")
    if delegation.ends < delegation.starts:
        raise InputError(_("The last day must be on or after the first"), "ends")
    if delegation.ends < today():
        raise InputError(_("The last day must be today or later"), "ends")
    if delegation.limit is not None and not delegation.currency:
        raise InputError(_("Say in which currency"), "currency")
    if delegation.limit is None:
        delegation.currency = ""
    if delegation.passed_from is not None:
        _require_within(delegation, held(enter_in_sight(delegation.passed_from, actor=delegation.owner)))
    else:
        _require_own_role(delegation)


def _require_own_role(delegation: Delegation) -> None:
    """Nobody delegates a role that they do not hold, nor for longer than they hold it."""
    if delegation.role is None:
        raise InputError(_("Say by which of your roles you delegate, or which delegation you pass on"), "role")
    own = Assignment.objects.current().filter(
        person=delegation.owner_id, role=delegation.role_id, state__in=IN_FORCE, starts__lte=delegation.starts
    )
    if not own.filter(Q(ends=None) | Q(ends__gte=delegation.starts)).exists():
        raise InputError(_("You do not hold this role on the first day"), "role")
    if not own.filter(Q(ends=None) | Q(ends__gte=delegation.ends)).exists():
        last = own.order_by("-ends").values_list("ends", flat=True).first()
        said = date_format(last, "j M Y") if last else ""
        raise InputError(_("You hold the role until %(last)s yourself") % {"last": said}, "ends")


def _require_within(delegation: Delegation, passed: Delegation) -> None:
    """What is passed on was given to be passed on, and does not grow by it."""
    if passed.delegate_id != delegation.owner_id or passed.state != "accepted" or not passed.may_pass_on:
        raise InputError(_("It was not given to you to be passed on"), "passed_from")
    if delegation.starts < passed.starts:
        raise InputError(_("It holds from %(first)s only") % {"first": passed.starts}, "starts")
    if delegation.ends > passed.ends:
        raise InputError(_("It was given to you until %(last)s") % {"last": passed.ends}, "ends")
    if passed.limit is not None:
        is_more = delegation.limit is None or delegation.limit > passed.limit
        if is_more or delegation.currency != passed.currency:
            said = {"limit": passed.limit, "currency": passed.currency}
            raise InputError(_("It was given to you up to %(limit)s %(currency)s") % said, "limit")
    delegation.role = passed.role


def _answered(delegation: Delegation, actor: User, outcome: str) -> None:
    asked = delegation.tasks.filter(kind=Task.Kind.ANSWER, assignee=actor, created_by=None, done=None).first()
    if asked:
        finish_task(asked, actor=actor, outcome=outcome)

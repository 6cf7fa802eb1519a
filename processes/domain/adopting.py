"""Taking starting points over as processes of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from people.calendar import today
from processes.catalogue import starts
from processes.domain.defining import create_process
from processes.models import Activity, Interface, Process
from processes.rules import adopts
from records.access.permits import require_rule
from records.domain.errors import InputError
from roles.domain.assigning import assign, change
from roles.domain.catalogue import roles_by_key
from roles.models import Assignment, Role
from standard.models import Clause
from standard.roles import PROCESS_OWNER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from people.models import User
    from processes.catalogue import Start


@transaction.atomic
def adopt(chosen: Mapping[str, User], *, actor: User | None) -> list[Process]:
    """Take over the starting points with these keys, each with its owner, who gets the role for it (clause 5.3).

    Interfaces come with them where both ends are there. Raises Refused, and InputError for a key that is
    there already or an owner whose account is deactivated.
    """
    if actor is not None:
        require_rule(adopts, actor, None)
    _require_free(chosen)
    made = [_adopt_one(starts()[key], owner, actor) for key, owner in sorted(chosen.items())]
    _connect({process.key for process in made})
    for owner in dict.fromkeys(chosen.values()):
        give_role(owner, [process for process in made if process.owner_id == owner.pk], actor=actor)
    return made


def give_role(owner: User, processes: list[Process], *, actor: User | None) -> Assignment | None:
    """Let a person hold the role of process owner for these processes, too.

    Nothing is given to whoever holds it for the whole system, nor by people to themselves (clause 5.3).
    """
    role = roles_by_key().get(PROCESS_OWNER)
    if role is None or owner == actor:
        return None
    held = _assignment_of(owner, role)
    if held is None:
        made = Assignment(role=role, person=owner, starts=today(), created_by=actor or owner)
        # Whoever adopts was asked for leave; giving the role is part of it.
        return assign(made, actor=None, scopes=processes)
    scopes = [scope.record for scope in held.scopes.select_related("record")]
    return change(held, actor=None, scopes=[*scopes, *processes]) if scopes else held


def _assignment_of(owner: User, role: Role) -> Assignment | None:
    """By what they hold the role today, for the whole system before for some records."""
    day = today()
    in_term = Q(ends=None) | Q(ends__gte=day)
    held = Assignment.objects.filter(in_term, role=role, person=owner, state__in=("given", "accepted"))
    held = held.filter(withdrawn=False, starts__lte=day).annotate(narrow=Count("scopes")).order_by("narrow", "pk")
    found: Assignment | None = held.first()
    return found


def _require_free(chosen: Mapping[str, User]) -> None:
    taken = Process.objects.filter(key__in=chosen).order_by("key").first()
    if taken is not None:
        raise InputError(_("%(key)s is there already: open it instead") % {"key": taken.key}, f"owner_{taken.key}")
    for key, owner in chosen.items():
        if not owner.is_active:
            message = _("The account of %(name)s is deactivated: choose somebody else") % {"name": owner}
            raise InputError(message, f"owner_{key}")


def _adopt_one(start: Start, owner: User, actor: User | None) -> Process:
    process = Process(
        key=start.key,
        title=start.name,
        owner=owner,
        purpose=start.purpose,
        covers=start.covers,
        trigger=start.trigger,
        inputs=start.inputs,
        outputs=start.outputs,
        created_by=actor or owner,
    )
    clauses = list(Clause.objects.filter(number__in=start.clauses, is_heading=False, is_current=True))
    create_process(process, actor=actor, clauses=clauses)
    Activity.objects.bulk_create(
        Activity(process=process, place=place, title=each.title, what=each.what, raci=dict(each.raci))
        for place, each in enumerate(start.activities, 1)
    )
    return process


def _connect(new: set[str]) -> None:
    """Write the usual interfaces of processes that are new, with each other and with those that are there."""
    there = {process.key: process for process in Process.objects.filter(key__in=starts())}
    known = set(Interface.objects.values_list("source__key", "target__key", "flow"))
    wanted = [(key, to, flow) for key in there for to, flow in starts()[key].gives if to in there and new & {key, to}]
    Interface.objects.bulk_create(
        Interface(source=there[key], target=there[to], flow=flow)
        for key, to, flow in wanted
        if (key, to, flow) not in known
    )

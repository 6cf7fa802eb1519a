"""Keeping the roadmap: its phases, the actions in them, what waits for what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from conformity.domain.waiting import chain_back
from conformity.models import Phase, Placement, Roadmap, Wait
from improvement.domain.actions import raise_action
from improvement.models import Action
from people.calendar import today
from records.domain.entering import enter
from records.domain.errors import InputError, NotNowError
from records.domain.log import note
from records.domain.write import write

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from people.models import User
    from records.models import Record

PHASES_MAX = 20


class PhaseLine(NamedTuple):
    """A phase as it is typed; ``key`` is None for a new one."""

    key: int | None
    name: str
    first: date
    last: date


def create_roadmap(roadmap: Roadmap, /, *, actor: User | None, **about: Any) -> Roadmap:
    """Record one. Raises InputError where it ends before it begins."""
    _require_days(roadmap)
    roadmap.owner = roadmap.owner or actor
    return write(roadmap, actor=actor, **{"action": "create", **about})


def change_roadmap(roadmap: Roadmap, /, *, actor: User | None, **about: Any) -> Roadmap:
    """Change what it says. Raises as ``create_roadmap`` does, and NotNowError once it is over."""
    _require_open(roadmap)
    _require_days(roadmap)
    return write(roadmap, actor=actor, **about)


@transaction.atomic
def set_phases(
    roadmap: Roadmap, *, actor: User | None, lines: Sequence[PhaseLine], reason: str = "", token: str | None = None
) -> Roadmap:
    """Let it have these phases, in this order; one that is named no more goes.

    Raises InputError for one that ends before it begins, or goes though actions stand in it; NotNowError.
    """
    _require_open(roadmap)
    for number, line in enumerate(lines):
        if line.last < line.first:
            raise InputError(_("“%(phase)s” ends before it begins") % {"phase": line.name}, f"last_{number}")
    if len(lines) > PHASES_MAX:
        raise InputError(_("A roadmap has at most %(count)s phases") % {"count": PHASES_MAX})
    write(roadmap, actor=actor, action="set_phases", reason=reason, token=token, detail={"count": len(lines)})
    known = {phase.pk: phase for phase in roadmap.phases.all()}
    for place, line in enumerate(lines, 1):
        phase = known.pop(line.key, None) if line.key else None
        phase = phase or Phase(roadmap=roadmap)
        phase.place, phase.name, phase.first, phase.last = place, line.name, line.first, line.last
        phase.save()
    _let_go(known.values())
    return roadmap


@transaction.atomic
def enforce(roadmap: Roadmap, *, actor: User | None, reason: str = "", token: str | None = None) -> Roadmap:
    """Go by it from now on; the one in force until now is over. Raises NotNowError without a phase."""
    if not roadmap.phases.exists():
        raise NotNowError(_("It has no phase yet: say which there are first"))
    for before in Roadmap.objects.filter(is_current=True).exclude(pk=roadmap.pk):
        conclude(before, actor=actor, reason=_("%(reference)s takes its place") % {"reference": roadmap.reference})
    roadmap.is_current = True
    return write(roadmap, actor=actor, action="enforce", reason=reason, token=token)


def conclude(roadmap: Roadmap, *, actor: User | None, reason: str, token: str | None = None) -> Roadmap:
    """Say that we do not go by it any more, and why; its actions go on by themselves."""
    roadmap.is_current = False
    return write(roadmap, actor=actor, action="conclude", reason=reason, token=token)


@transaction.atomic
def raise_and_place(
    roadmap: Roadmap,
    *,
    actor: User,
    title: str,
    owner: User,
    due: date,
    phase: Phase,
    begins: date,
    what: str = "",
    source: Record | None = None,
    waits_for: Collection[Placement] = (),
    token: str | None = None,
) -> Placement:
    """Raise an action from the roadmap, or from a record such as an assessment, and place it.

    Raises as ``raise_action`` and ``place`` do.
    """
    action = raise_action(source or roadmap, actor=actor, title=title, what=what, owner=owner, due=due, token=token)
    return place(roadmap, action, actor=actor, phase=phase, begins=begins, waits_for=waits_for)


@transaction.atomic
def place(
    roadmap: Roadmap,
    action: Action,
    *,
    actor: User | None,
    phase: Phase,
    begins: date,
    waits_for: Collection[Placement] = (),
    token: str | None = None,
) -> Placement:
    """Put an action into a phase from a day on, or move it, and say what it waits for.

    The roadmap is held meanwhile, so that of two people at once neither closes a circle. Raises InputError for an
    action that ends before it begins, and for one that would wait for itself by way of others; Refused, NotNowError.
    """
    held = enter(roadmap, actor=actor, action="place")
    _require_open(held)
    if action.due is not None and begins > action.due:
        raise InputError(_("It begins after the day it is to be done by"), "begins")
    found, _is_new = Placement.objects.update_or_create(
        roadmap_id=held.pk, action_id=action.pk, defaults={"phase": phase, "begins": begins}
    )
    _set_waits(found, waits_for)
    note(held, actor=actor, action="place", detail={"other": action.pk, "phase": phase.name}, token=token)
    return found


@transaction.atomic
def take_off(placement: Placement, *, actor: User, reason: str, token: str | None = None) -> None:
    """Take an action off the roadmap; the action itself goes on. Raises InputError while others wait for it."""
    held = enter(placement.roadmap, actor=actor, action="place")
    if Wait.objects.filter(earlier=placement).exists():
        raise InputError(_("Others wait for it: say first that they do not"))
    note(held, actor=actor, action="take_off", reason=reason, detail={"other": placement.action_id}, token=token)
    placement.delete()


def _set_waits(placement: Placement, earlier: Collection[Placement]) -> None:
    wanted = {other.pk for other in earlier}
    others = Wait.objects.filter(later__roadmap=placement.roadmap_id).exclude(later=placement)
    waits: dict[int, list[int]] = {}
    for later, before in others.values_list("later_id", "earlier_id"):
        waits.setdefault(later, []).append(before)
    if circle := chain_back(placement.pk, wanted, waits):
        raise InputError(_in_words(circle), "waits_for")
    placement.waits.exclude(earlier__in=wanted).delete()
    kept = set(placement.waits.values_list("earlier_id", flat=True))
    Wait.objects.bulk_create(Wait(later=placement, earlier_id=key) for key in sorted(wanted - kept))


def _in_words(circle: Sequence[int]) -> str:
    """The circle by references, which may be told of any record."""
    names = dict(Placement.objects.filter(pk__in=circle).values_list("pk", "action__reference"))
    first, *rest = [names[key] for key in circle]
    told = _(" waits for ").join([first, *rest])
    return _("This would go in a circle: %(chain)s. Leave one of them out.") % {"chain": told}


def _let_go(phases: Collection[Phase]) -> None:
    for phase in phases:
        if phase.placements.exists():
            raise InputError(_("Actions stand in “%(phase)s”: move them first") % {"phase": phase.name})
        phase.delete()


def _require_open(roadmap: Roadmap) -> None:
    if Roadmap.objects.filter(pk=roadmap.pk, state="over").exists():
        raise NotNowError(_("This roadmap is over: begin another one"))


def _require_days(roadmap: Roadmap) -> None:
    if roadmap.due is None:
        raise InputError(_("Say when the certification audit is to be"), "due")
    if roadmap.due <= roadmap.starts:
        raise InputError(_("The certification audit comes after the beginning"), "due")
    if roadmap._state.adding and roadmap.due < today():
        raise InputError(_("Choose a day to come"), "due")

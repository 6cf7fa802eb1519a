"""The plan held against scope, catalogue, roles, resources and documents: what does not fit, part by part."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from documents.enums import DOCUMENTS_IN_FORCE
from documents.models import Document
from leadership.domain.allocation import planned_for
from leadership.domain.plan_text import parts_of
from leadership.models.plan import PartKey
from leadership.models.resource import ResourceType
from measures.models import Duty
from parties.models import Organisation
from people.calendar import today
from records.models import Record
from roles.domain.settling import IN_FORCE
from roles.models import Assignment, Role
from services.domain.scope_checks import IN_USE, scope_in_force, services_in
from services.models import ScopedService, Service, ServiceOperator, SmsScope

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from leadership.domain.plan_text import Part
    from leadership.models import ManagementPlan
    from people.models import User

#: Records named of one misfit.
FOUND_MAX = 50


@dataclass(frozen=True)
class Misfit:
    """What does not fit, in words, and the records that show it; ``kind`` leads to a list where no record does."""

    words: str
    records: Sequence[Any] = field(default_factory=tuple)
    kind: str = ""


def misfits(plan: ManagementPlan, user: User) -> dict[str, list[Misfit]]:
    """What does not fit, by the key of the part, as far as ``user`` sees it; under "" what is of the plan as a whole."""
    return {"": _of_plan(plan), **{part.key: _of_part(plan, part, user) for part in parts_of(plan)}}


def _of_plan(plan: ManagementPlan) -> list[Misfit]:
    found, day = [], today()
    if plan.ends < day:
        found.append(Misfit(_("The period that it plans is over: begin the next version")))
    if plan.state == "approved" and plan.due and plan.due < day:
        found.append(Misfit(_("Its review is late")))
    return found


def _of_part(plan: ManagementPlan, part: Part, user: User) -> list[Misfit]:
    own = CHECKS.get(part.key, ())
    asked = [found for check in (*own, *FOR_ALL) for found in check(plan, part, user)]
    empty = [Misfit(_("It neither says anything nor refers to a record"))] if part.is_empty else []
    nobody = [Misfit(_("Nobody answers for it"))] if part.answers is None else []
    return [*empty, *nobody, *asked]


def _some(words: str, records: Iterable[Any]) -> list[Misfit]:
    found = list(records)[:FOUND_MAX]
    return [Misfit(words, found)] if found else []


def _says(part: Part, record: Any) -> bool:
    """Whether a part refers to a record, or its text names it."""
    text = part.text.casefold()
    return record.pk in part.references or record.reference.casefold() in text or record.title.casefold() in text


def _services(plan: ManagementPlan, part: Part, user: User) -> list[Misfit]:
    """Live services in scope that the plan does not name, and services it names that are not in scope."""
    del plan
    scope = scope_in_force(user)
    if scope is None:
        return [Misfit(_("No scope is in force to hold it against"), kind=SmsScope.kind_key)]
    by_scope = set(
        ScopedService.objects.filter(scope__in=part.references, is_in=True).values_list("service", flat=True)
    )
    live = Service.objects.visible_to(user).current().filter(state__in=IN_USE).order_by("title")
    inside = set(services_in(scope).values_list("service", flat=True))
    unnamed = [each for each in live if each.pk in inside and each.pk not in by_scope and not _says(part, each)]
    beyond = [each for each in live if each.pk not in inside and each.pk in {*part.references, *by_scope}]
    return [
        *_some(_("Live services in scope that it does not name"), unnamed),
        *_some(_("Services that it names and that are not in the scope in force"), beyond),
    ]


def _roles(_plan: ManagementPlan, _part: Part, user: User) -> list[Misfit]:
    """Roles that the system is built on, without anybody who accepted them."""
    day = today()
    filled = Assignment.objects.visible_to(user).current().filter(
        state__in=IN_FORCE, accepted__isnull=False, starts__lte=day, person__is_active=True
    ).exclude(ends__lt=day)  # fmt: skip
    roles = Role.objects.visible_to(user).current().filter(is_standard=True, state="in_force")
    vacant = roles.exclude(pk__in=filled.values("role")).order_by("title")
    return _some(_("Mandatory roles that nobody has accepted"), vacant)


def _resources(plan: ManagementPlan, _part: Part, user: User) -> list[Misfit]:
    """Kinds of resource of which nothing is planned, and resources of which less was allocated than is needed."""
    found = planned_for(user, plan.starts, plan.ends)
    missing = [str(kind.label) for kind in ResourceType if kind not in {each.type for each in found}]
    words = _("Nothing is planned of: %(kinds)s") % {"kinds": ", ".join(missing)}
    return [
        *([Misfit(words, kind="resource")] if missing else []),
        *_some(_("Less was allocated than is needed"), [each for each in found if each.gap]),
    ]


def _technology(plan: ManagementPlan, _part: Part, user: User) -> list[Misfit]:
    """Technology whose capabilities are below what is needed."""
    found = [each for each in planned_for(user, plan.starts, plan.ends) if each.type == ResourceType.TECHNOLOGY]
    short = [each for each in found if any(line.is_short for line in each.capabilities.all())]
    return _some(_("Technology that can do less than is needed"), short)


def _parties(_plan: ManagementPlan, part: Part, user: User) -> list[Misfit]:
    """Who operates parts of live services and is not named."""
    live = Service.objects.visible_to(user).current().filter(state__in=IN_USE)
    operators = ServiceOperator.objects.filter(service__in=live).values("organisation")
    seen = Organisation.objects.visible_to(user).current().filter(pk__in=operators).order_by("title")
    return _some(
        _("Parties that operate parts of live services and are not named"),
        [each for each in seen if not _says(part, each)],
    )


def _duties(_plan: ManagementPlan, _part: Part, user: User) -> list[Misfit]:
    """Recurring duties that are late."""
    late = Duty.objects.visible_to(user).current().filter(state="in_force", due__lt=today()).order_by("due")
    return _some(_("Recurring duties that are late"), late)


def _documents(_plan: ManagementPlan, part: Part, user: User) -> list[Misfit]:
    """Documents it refers to that nobody goes by, and those whose review day has gone by."""
    named = Document.objects.visible_to(user).filter(pk__in=part.references).order_by("reference")
    gone = [each for each in named if each.withdrawn or each.state not in DOCUMENTS_IN_FORCE]
    late = [each for each in named if each not in gone and each.due and each.due < today()]
    return [
        *_some(_("Documents it refers to that are not in force"), gone),
        *_some(_("Documents it refers to whose review day has gone by"), late),
    ]


def _withdrawn(_plan: ManagementPlan, part: Part, user: User) -> list[Misfit]:
    """Other records it refers to that were withdrawn."""
    seen = Record.objects.visible_to(user).filter(pk__in=part.references, withdrawn=True)
    return _some(_("Records it refers to that were withdrawn"), seen.exclude(kind=Document.kind_key))


#: What is asked of a part beside what is asked of all.
CHECKS: dict[str, tuple[Any, ...]] = {
    PartKey.SERVICES: (_services,),
    PartKey.AUTHORITIES: (_roles,),
    PartKey.RESOURCES: (_resources,),
    PartKey.PARTIES: (_parties,),
    PartKey.TECHNOLOGY: (_technology,),
    PartKey.EFFECTIVENESS: (_duties,),
}
FOR_ALL = (_documents, _withdrawn)

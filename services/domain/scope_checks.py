"""The scope in force held against what there is: the commonest finding of all (clause 4.3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from services.models import ScopedService, Service, ServiceRequirement, SmsScope
from shell.registry import ScopeCheck, registry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from people.models import User

#: Records shown of one contradiction.
FOUND_MAX = 50
#: States of a service that customers use.
IN_USE = ("live", "being_removed")


@dataclass(frozen=True)
class Contradiction:
    """A comparison that found something: the check, and the records that contradict the scope."""

    check: ScopeCheck
    records: Sequence[Any]


def contradictions(scope: SmsScope, user: User) -> list[Contradiction]:
    """What all rooms' comparisons find against an edition, as far as ``user`` sees it; empty when all agrees."""
    found = [Contradiction(check, list(check.find(scope, user))[:FOUND_MAX]) for check in registry.all(ScopeCheck)]
    return [each for each in found if each.records]


def scope_in_force(user: User) -> SmsScope | None:
    """The edition that the system goes by, where the person sees it."""
    found: SmsScope | None = SmsScope.objects.visible_to(user).filter(is_current=True).first()
    return found


def services_out_of(scope: SmsScope) -> Any:
    """Keys of the services that an edition names as out: for the comparisons of higher rooms."""
    return ScopedService.objects.filter(scope=scope, is_in=False).values("service")


def services_in(scope: SmsScope) -> Any:
    """Keys of the services that an edition names as in."""
    return ScopedService.objects.filter(scope=scope, is_in=True).values("service")


def live_but_unnamed(scope: SmsScope, user: User) -> Any:
    """Services in use that an edition names neither as in nor as out."""
    named = ScopedService.objects.filter(scope=scope).values("service")
    return _seen(user).filter(state__in=IN_USE).exclude(pk__in=named)


def in_but_retired(scope: SmsScope, user: User) -> Any:
    """Services named as in that nobody can use any more."""
    return Service.objects.visible_to(user).filter(pk__in=services_in(scope), state="retired").order_by("title")


def in_without_requirements(scope: SmsScope, user: User) -> Any:
    """Services named as in, and in use, for which no requirement is approved (clause 8.2.2)."""
    decided = ServiceRequirement.objects.visible_to(user).current().filter(state__in=("approved", "met", "not_met"))
    return _seen(user).filter(pk__in=services_in(scope), state__in=IN_USE).exclude(pk__in=decided.values("service"))


def out_but_below(scope: SmsScope, user: User) -> Any:
    """Services named as out that a service named as in rests on: what is in cannot be delivered without them."""
    resting = services_in(scope)
    return _seen(user).filter(pk__in=services_out_of(scope), links_up__service__in=resting).distinct()


def _seen(user: User) -> Any:
    return Service.objects.visible_to(user).current().order_by("title")

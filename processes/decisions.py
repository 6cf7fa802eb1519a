"""How versions of processes, and waivers, are decided in short."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from processes.domain.approving import OPEN
from processes.models import ProcessVersion, Waiver
from records.access.standing import standing_of
from shell.registry import DecisionCard
from standard.roles import RISK_COMPLIANCE_MANAGER, SMR, TOP_MANAGEMENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from people.models import User
    from shell.registry import Fact


def of_process(process: Any, _user: User) -> Sequence[Fact]:
    """Which version, what changed, and what the process is for."""
    version = _in_work(process)
    return [
        (_("Version"), version.number if version else ""),
        (_("What changed"), version.note if version else ""),
        (_("Instead of"), _("version %(n)s") % {"n": process.version_in_force} if process.version_in_force else ""),
        (_("What it is for"), process.purpose),
    ]


def of_waiver(waiver: Waiver, _user: User) -> Sequence[Fact]:
    """Which rule is not kept, why, at what risk, and until when."""
    return [
        (_("Rule"), waiver.rule),
        (_("Because"), waiver.why),
        (_("Risk"), waiver.risk),
        (_("Until"), waiver.due),
    ]


def waivers_to_decide(user: User) -> QuerySet[Waiver] | None:
    """Waivers that somebody else asked for, for those who decide on them."""
    standing = standing_of(user)
    if not any(standing.holds_role(role) for role in (SMR, TOP_MANAGEMENT, RISK_COMPLIANCE_MANAGER)):
        return None
    found: QuerySet[Waiver] = Waiver.objects.visible_to(user).filter(state="asked").exclude(created_by=user)
    return found


DECISIONS = (
    DecisionCard(
        key="process",
        approve="approve",
        refuse="send_back",
        facts=of_process,
        read=lambda found: found.prefetch_related(
            Prefetch(
                "versions",
                ProcessVersion.objects.filter(state__in=OPEN).select_related("submitted_by"),
                "versions_in_work",
            )
        ),
        asker=lambda process: getattr(_in_work(process), "submitted_by", None) or process.owner,
        is_signed=True,
    ),
    DecisionCard(key="waiver", approve="approve", refuse="refuse", facts=of_waiver, waits=waivers_to_decide),
)


def _in_work(process: Any) -> ProcessVersion | None:
    return next(iter(process.versions_in_work), None)

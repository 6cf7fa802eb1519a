"""The plan as its page shows it: eight parts, what each refers to, and what does not fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from leadership.domain.plan_checks import misfits
from leadership.domain.plan_text import parts_of, plan_sha256
from leadership.rules.plan import writes
from records.access.permits import meets, permits
from records.kind import find_kind
from records.labels import labels_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.safestring import SafeString

    from leadership.domain.plan_checks import Misfit
    from leadership.domain.plan_text import Part
    from leadership.models import ManagementPlan
    from people.models import User


@dataclass(frozen=True)
class MisfitShown:
    """What does not fit, with its records, or the list where one begins."""

    words: str
    records: Sequence[Any]
    url: str


@dataclass(frozen=True)
class PartShown:
    """A part with the labels of what it refers to, what does not fit, and whether the reader may write at it."""

    place: int
    part: Part
    references: Sequence[SafeString]
    misfits: Sequence[MisfitShown]
    may_write: bool


@dataclass(frozen=True)
class PlanShown:
    """A plan; ``is_as_approved`` is None while nothing was approved."""

    plan: ManagementPlan
    misfits: Sequence[MisfitShown]
    parts: Sequence[PartShown]
    is_as_approved: bool | None

    @property
    def wrong(self) -> int:
        """How many things do not fit."""
        return len(self.misfits) + sum(len(part.misfits) for part in self.parts)


def shown(plan: Any, user: User) -> PlanShown:
    """The plan as a person may see it; a superseded version is held against nothing any more."""
    parts = parts_of(plan)
    labels = labels_for({key for part in parts for key in part.references}, user)
    found = misfits(plan, user) if plan.state != "superseded" and not plan.withdrawn else {}
    may_write = plan.state == "draft" and permits(user, "write_part", plan)
    writes_all = may_write and meets(writes, user, plan)
    return PlanShown(
        plan=plan,
        misfits=[_shown(each) for each in found.get("", ())],
        parts=[
            PartShown(
                place=place,
                part=part,
                references=[labels[key] for key in part.references],
                misfits=[_shown(each) for each in found.get(part.key, ())],
                may_write=writes_all or (may_write and part.answers is not None and part.answers.pk == user.pk),
            )
            for place, part in enumerate(parts, 1)
        ],
        is_as_approved=plan_sha256(plan) == plan.content_id if plan.content_id else None,
    )


def _shown(misfit: Misfit) -> MisfitShown:
    return MisfitShown(misfit.words, misfit.records, find_kind(misfit.kind).url() if misfit.kind else "")

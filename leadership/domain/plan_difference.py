"""What differs between two versions of the plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leadership.domain.plan_text import parts_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leadership.domain.plan_text import Part
    from leadership.models import ManagementPlan


@dataclass(frozen=True)
class PartChange:
    """A part that two versions have otherwise."""

    before: Part
    after: Part

    @property
    def says_other(self) -> bool:
        """Whether its text is another."""
        return self.before.text != self.after.text

    @property
    def answered_by_other(self) -> bool:
        """Whether somebody else answers for it."""
        return self.before.answers != self.after.answers

    @property
    def gone(self) -> Sequence[int]:
        """Records that only the older version refers to."""
        return [key for key in self.before.references if key not in self.after.references]

    @property
    def new(self) -> Sequence[int]:
        """Records that only the newer version refers to."""
        return [key for key in self.after.references if key not in self.before.references]


@dataclass(frozen=True)
class Difference:
    """Two versions side by side: parts that differ, and what each rests on where that is another."""

    parts: Sequence[PartChange]
    basis: tuple[str, str] | None

    @property
    def is_none(self) -> bool:
        """Whether the two say the same."""
        return not self.parts and self.basis is None


def difference(before: ManagementPlan, after: ManagementPlan) -> Difference:
    """What changed from one version to the other."""
    pairs = [PartChange(old, new) for old, new in zip(parts_of(before), parts_of(after), strict=True)]
    basis = (before.basis, after.basis) if before.basis != after.basis else None
    return Difference([each for each in pairs if _differs(each)], basis)


def _differs(change: PartChange) -> bool:
    return bool(change.says_other or change.answered_by_other or change.gone or change.new)

"""What differs between two editions of the scope."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.domain.scopes import Placed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from services.models import SmsScope

#: The words of an edition, in the order they are read in.
WORDS = ("title", "organisation", "statement", "places", "customers", "boundaries", "parties")


@dataclass(frozen=True)
class Moved:
    """A service that one edition places otherwise than the other; None where an edition does not name it."""

    service: int
    before: Placed | None
    after: Placed | None


@dataclass(frozen=True)
class Difference:
    """Two editions side by side: services placed otherwise, and words that differ as (field, before, after)."""

    moved: Sequence[Moved]
    words: Sequence[tuple[str, str, str]]

    @property
    def is_none(self) -> bool:
        """Whether the two say the same."""
        return not self.moved and not self.words


def difference(before: SmsScope, after: SmsScope) -> Difference:
    """What changed from one edition to the other."""
    return Difference(moved(_placed(before), _placed(after)), _words(before, after))


def moved(before: Mapping[int, Placed], after: Mapping[int, Placed]) -> list[Moved]:
    """The services that two editions place otherwise, or with another reason."""
    keys = sorted(before.keys() | after.keys())
    return [Moved(key, before.get(key), after.get(key)) for key in keys if before.get(key) != after.get(key)]


def _placed(scope: SmsScope) -> dict[int, Placed]:
    return {line.service_id: Placed(line.service_id, line.is_in, line.reason) for line in scope.services.all()}


def _words(before: SmsScope, after: SmsScope) -> list[tuple[str, str, str]]:
    pairs = [(name, getattr(before, name), getattr(after, name)) for name in WORDS]
    return [(name, old, new) for name, old, new in pairs if old != new]

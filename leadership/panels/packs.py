"""The packs of a review on its page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from leadership.domain.reviews.packs import WITHOUT_PACK, file_name, pack_url
from records.access.permits import permits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leadership.models import Review, ReviewPack
    from people.models import User


@dataclass(frozen=True)
class Packs:
    """The packs, the newest first, each with its name and address; whether the reader may make one."""

    review: Review
    rows: Sequence[tuple[ReviewPack, str, str]]
    may_make: bool


def packs(review: Any, user: User) -> Packs | None:
    """What the panel shows; None where there is no pack and the reader may make none."""
    may_make = review.state not in WITHOUT_PACK and permits(user, "make_pack", review)
    rows = [(pack, file_name(pack), pack_url(pack)) for pack in review.packs.select_related("file", "made_by")]
    return Packs(review, rows, may_make) if rows or may_make else None

"""What is looked for, as the databases' indexes are asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from records.search.words import Term


@dataclass(frozen=True)
class Asked:
    """Entries that have every term, a mark of ``sight`` and a mark of each group of ``narrowed``.

    ``in_head`` looks in reference and title alone.
    """

    terms: Sequence[Term]
    sight: Sequence[str]
    narrowed: Sequence[Sequence[str]] = ()
    in_head: bool = False

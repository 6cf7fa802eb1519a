"""What waits for what: pure arithmetic on a graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence


def chain_back(start: int, earlier: Collection[int], waits: Mapping[int, Collection[int]]) -> list[int]:
    """The way from ``start`` by what it would wait for back to itself; empty where there is none.

    ``earlier`` is what it would wait for, ``waits`` what each other waits for.
    """
    if start in earlier:
        return [start, start]
    paths: list[Sequence[int]] = [(start, key) for key in sorted(earlier)]
    known = set(earlier)
    while paths:
        path = paths.pop()
        for key in waits.get(path[-1], ()):
            if key == start:
                return [*path, key]
            if key not in known:
                known.add(key)
                paths.append((*path, key))
    return []

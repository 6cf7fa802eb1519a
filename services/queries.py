"""What the pages of the portfolio ask: the surroundings of a service, who operates it, the scope's services."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from records.labels import labels_for, plain_labels_for
from services.enums import Relation
from services.models import ScopedService, Service, ServiceLink, ServiceOperator

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.utils.safestring import SafeString

    from people.models import User
    from services.models import SmsScope

#: Levels that are drawn up and down at most.
LEVELS_MAX = 6
#: Services that are drawn in one level.
WIDTH_MAX = 30


@dataclass(frozen=True)
class Node:
    """A service in the picture: its level (0 is the one it is about, above below zero), and as far as it is seen."""

    key: int
    level: int
    name: str
    service: Service | None


@dataclass(frozen=True)
class Edge:
    """That one service has another as a part or depends on it."""

    upper: int
    lower: int
    is_part: bool


@dataclass(frozen=True)
class Surroundings:
    """What rests on a service, and what it rests on; ``is_cut`` says that there is more beyond the last level."""

    nodes: Sequence[Node]
    edges: Sequence[Edge]
    is_cut: bool

    @property
    def levels(self) -> Sequence[tuple[int, Sequence[Node]]]:
        """The nodes by level, from what rests on it down to what it rests on."""
        found = defaultdict(list)
        for node in self.nodes:
            found[node.level].append(node)
        return sorted(found.items())

    @property
    def sides(self) -> Sequence[tuple[str, Sequence[Node]]]:
        """The same in three: what rests on it, itself, what it rests on."""
        sides = ((_("Rests on it"), -1), (_("This service"), 0), (_("It rests on"), 1))
        split = [
            (words, [node for node in self.nodes if (node.level > 0) - (node.level < 0) == side])
            for words, side in sides
        ]
        return [(words, nodes) for words, nodes in split if nodes]


def surroundings(service: Service, user: User, levels: int) -> Surroundings:
    """The services so many steps up and down from one, each on a level beyond all that lead to it. Three queries at most."""
    links = list(ServiceLink.objects.values_list("service", "other", "relation"))
    down, up = defaultdict(list), defaultdict(list)
    for upper, lower, _relation in links:
        down[upper].append(lower)
        up[lower].append(upper)
    place = {service.pk: 0}
    is_cut = _walk(service.pk, down, levels, 1, place) | _walk(service.pk, up, levels, -1, place)
    edges = [Edge(a, b, kind == Relation.PART) for a, b, kind in links if a in place and b in place]
    _spread(place, edges)
    return Surroundings(_nodes(place, user), edges, is_cut)


def operators_of(service: Service, user: User) -> list[tuple[ServiceOperator, SafeString]]:
    """Who else operates parts of a service, each named as far as ``user`` sees it."""
    found = list(ServiceOperator.objects.filter(service=service).order_by("part"))
    labels = labels_for({each.organisation_id for each in found}, user) if found else {}
    return [(each, labels[each.organisation_id]) for each in found]


def links_of(service: Service) -> list[ServiceLink]:
    """What a service has as a part or depends on."""
    return list(ServiceLink.objects.filter(service=service).order_by("relation", "pk"))


def scoped(scope: SmsScope, user: User) -> tuple[list[tuple[ScopedService, Any]], list[tuple[ScopedService, Any]]]:
    """The services an edition names as in and as out, each with its label as far as ``user`` sees it."""
    lines = list(ScopedService.objects.filter(scope=scope).order_by("pk"))
    labels = labels_for({line.service_id for line in lines}, user) if lines else {}
    named = [(line, labels[line.service_id]) for line in lines]
    return [each for each in named if each[0].is_in], [each for each in named if not each[0].is_in]


def _walk(start: int, ways: Mapping[int, list[int]], levels: int, step: int, place: dict[int, int]) -> bool:
    """Give each service that is reached its level; whether there is more beyond."""
    ahead, is_cut = [start], False
    for level in range(1, levels + 1):
        found = list(dict.fromkeys(key for near in ahead for key in ways[near] if key not in place))
        ahead, is_cut = found[:WIDTH_MAX], is_cut or len(found) > WIDTH_MAX
        place.update(dict.fromkeys(ahead, level * step))
    return is_cut or any(key not in place for near in ahead for key in ways[near])


def _spread(place: dict[int, int], edges: Sequence[Edge]) -> None:
    """Move services outwards until every line leads from left to right; there are no circles to go round in."""
    for _round in place:
        before = dict(place)
        for edge in edges:
            if place[edge.upper] >= 0:
                place[edge.lower] = max(place[edge.lower], place[edge.upper] + 1)
            elif place[edge.lower] <= 0:
                place[edge.upper] = min(place[edge.upper], place[edge.lower] - 1)
        if place == before:
            return


def _nodes(place: Mapping[int, int], user: User) -> list[Node]:
    seen = {service.pk: service for service in Service.objects.visible_to(user).filter(pk__in=place)}
    hidden = plain_labels_for([key for key in place if key not in seen], user) if len(seen) < len(place) else {}
    nodes = [
        Node(key, level, seen[key].title if key in seen else hidden[key], seen.get(key)) for key, level in place.items()
    ]
    return sorted(nodes, key=lambda node: (node.level, node.name))

"""The picture of a service that one can walk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from records.views.base import KindView, number
from services.pictures import draw
from services.queries import LEVELS_MAX, surroundings

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

#: Levels up and down that are drawn where nobody said otherwise.
LEVELS = 2


class MapView(KindView):
    """What rests on a service and what it rests on, some levels up and down."""

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        """The page; ``levels`` in the address says how far."""
        service = self.find(reference)
        levels = min(max(number(request.GET.get("levels", "")) or LEVELS, 1), LEVELS_MAX)
        found = surroundings(service, self.user, levels)
        return self.page(
            "map.html",
            record=service,
            found=found,
            picture=draw(found, f"map/?levels={levels}") if len(found.nodes) > 1 else None,
            levels=levels,
            offered=range(1, LEVELS_MAX + 1),
        )

"""What every page's frame is drawn with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.functional import SimpleLazyObject

from shell.navigation import navigation
from shell.registry import TopBarItem, registry

if TYPE_CHECKING:
    from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """Navigation, theme and density; no query, and nothing is made that the page does not draw."""
    user = getattr(request, "user", None)
    is_known = user is not None and user.is_authenticated
    return {
        "nav": SimpleLazyObject(lambda: navigation(user, request.path) if is_known else []),
        "top_bar": SimpleLazyObject(lambda: registry.all(TopBarItem)),
        "theme": user.theme if is_known else "auto",  # type: ignore[union-attr]
        "density": user.density if is_known else "comfortable",  # type: ignore[union-attr]
    }

"""What every page's frame is drawn with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.functional import SimpleLazyObject

from shell.navigation import navigation

if TYPE_CHECKING:
    from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """Navigation, theme and density; nothing is asked for or made that the page does not draw."""
    user = getattr(request, "user", None)
    is_known = user is not None and user.is_authenticated
    return {
        "nav": SimpleLazyObject(lambda: navigation(user, request.path) if is_known else None),
        "theme": user.theme if is_known else "auto",  # type: ignore[union-attr]
        "density": user.density if is_known else "comfortable",  # type: ignore[union-attr]
    }

"""What every page's frame is drawn with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.functional import SimpleLazyObject

from shell.navigation import navigation
from shell.registry import AccountEntry, TopPiece, registry

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.safestring import SafeString


def frame(request: HttpRequest) -> dict[str, Any]:
    """Navigation, theme, density and what rooms show in the frame; nothing is made that the page does not draw.

    The links above the rooms and the pieces of the top bar may ask one indexed query each.
    """
    user = getattr(request, "user", None)
    is_known = user is not None and user.is_authenticated
    return {
        "nav": SimpleLazyObject(lambda: navigation(user, request.path) if is_known else None),
        "top_leading": SimpleLazyObject(lambda: _drawn(user, is_leading=True) if is_known else []),
        "top_pieces": SimpleLazyObject(lambda: _drawn(user, is_leading=False) if is_known else []),
        "account_entries": registry.all(AccountEntry),
        "theme": user.theme if is_known else "auto",  # type: ignore[union-attr]
        "density": user.density if is_known else "comfortable",  # type: ignore[union-attr]
    }


def _drawn(user: Any, *, is_leading: bool) -> list[SafeString]:
    return [piece.draw(user) for piece in registry.all(TopPiece) if piece.is_leading is is_leading]

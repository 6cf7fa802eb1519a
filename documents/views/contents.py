"""Pages over the contents of versions, which may be lost, damaged or destroyed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from records.views.base import KindView
from shell.contents import ContentDamagedError, ContentGoneError

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase


class OverContents(KindView):
    """A page that says so where a content it needs is not there any more, or is not what was stored."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page; 410 for a content that is gone, 500 for one that is damaged."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except ContentGoneError:
            return self.page("gone.html", status=410, record=self.find(kwargs["reference"]))
        except ContentDamagedError:
            return self.page("gone.html", status=500, record=self.find(kwargs["reference"]), is_damaged=True)

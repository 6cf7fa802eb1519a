"""Packs of a review: asked for, and handed out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect

from leadership.domain.reviews.packs import ask_for_pack, file_name
from records.domain.files import open_content
from records.views.base import KindView
from shell.contents import ContentDamagedError, ContentGoneError, saved

if TYPE_CHECKING:
    from django.http import FileResponse, HttpRequest, HttpResponse


class MakeView(KindView):
    """A pack of a review as it stands."""

    http_method_names = ("post", "options")

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        """Ask for it; one goes to the page of the job. 403 for who may not, 409 for a review without figures."""
        return redirect(ask_for_pack(self.find(reference), actor=self.user).page_url)


class ContentView(KindView):
    """A pack that was made: always saved, never opened in our own page."""

    def get(self, request: HttpRequest, reference: str, key: int) -> FileResponse | HttpResponse:
        """The PDF; 404 for a pack of another review; a page that says so where its content is lost."""
        review = self.find(reference)
        pack = review.packs.filter(pk=key).select_related("file").first()
        if pack is None:
            raise Http404
        name = file_name(pack)
        lost = {"record": review, "pack": pack, "name": name}
        try:
            file = open_content(pack.file)
        except ContentGoneError:
            return self.page("no_pack.html", status=410, **lost)
        except ContentDamagedError:
            return self.page("no_pack.html", status=500, is_damaged=True, **lost)
        return saved(file, name=name, media_type=pack.file.media_type)

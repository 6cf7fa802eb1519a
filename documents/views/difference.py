"""What changed from one version to another: in words, and in pictures of their pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode

from documents.domain.contents import words_in
from documents.domain.pages import ask_for_pages, open_page
from documents.page_difference import pages_shown
from documents.queries import difference, may_read, versions_of
from documents.views.reading import VersionView
from records.views.base import number

if TYPE_CHECKING:
    from django.http import HttpRequest

    from documents.models import Document, Version


class TwoVersionsView(VersionView):
    """A page about two versions of a document."""

    def find_two(self, document: Document) -> tuple[list[Version], Version, Version]:
        """The versions that the person may read, and of them the older and the newer one; raises Http404 for none.

        Without a choice they are the last two.
        """
        asked = self.request.POST or self.request.GET
        versions = [version for version in versions_of(document) if may_read(self.user, document, version)]
        chosen = {version.pk: version for version in versions}
        newest = chosen.get(number(asked.get("b", "")) or 0) or (versions[0] if versions else None)
        if newest is None:
            raise Http404
        return versions, chosen.get(number(asked.get("a", "")) or 0) or _before(versions, newest), newest


class DifferenceView(TwoVersionsView):
    """What changed, word by word and page by page."""

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        """The page."""
        document = self.find(reference)
        versions, older, newest = self.find_two(document)
        words = [words_in(version) for version in (older, newest)]
        is_readable = all(found is not None for found in words)
        return self.page(
            "difference.html",
            record=document,
            versions=versions,
            before=older,
            after=newest,
            lines=difference(words[0] or "", words[1] or "") if is_readable else None,
            is_same=older.blob_id == newest.blob_id,
            shown=pages_shown(older, newest),
        )


class PagesView(TwoVersionsView):
    """The pages of two versions side by side: drawn once somebody asks for them."""

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        """How far they are, for htmx; by itself it is a part of the page of what changed."""
        document = self.find(reference)
        _versions, older, newest = self.find_two(document)
        if not request.htmx:  # type: ignore[attr-defined]
            return self._whole_page(document, older, newest)
        return self._part(document, older, newest)

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        """Ask for them."""
        document = self.find(reference)
        _versions, older, newest = self.find_two(document)
        ask_for_pages(older, newest)
        if not request.htmx:  # type: ignore[attr-defined]
            return self._whole_page(document, older, newest)
        return self._part(document, older, newest)

    def _part(self, document: Document, older: Version, newest: Version) -> HttpResponse:
        shown = pages_shown(older, newest)
        return self.page("_pages.html", record=document, before=older, after=newest, shown=shown)

    def _whole_page(self, document: Document, older: Version, newest: Version) -> HttpResponse:
        place = self.kind.record_url(document, "difference")
        return redirect(f"{place}?{urlencode({'a': older.pk, 'b': newest.pk})}")


class PageView(VersionView):
    """The picture of a page. We drew it ourselves, so it may stand in our own page."""

    def get(self, request: HttpRequest, reference: str, key: int) -> FileResponse:
        """The picture of ``?page=``, the first one without; 404 where there is none (any more)."""
        version = self.find_version(self.find(reference), key)
        picture = open_page(version, number(request.GET.get("page", "1")) or 0)
        if picture is None:
            raise Http404
        headers: dict[str, Any] = {
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "X-Content-Type-Options": "nosniff",
        }
        return FileResponse(picture, content_type="image/png", headers=headers)


def _before(versions: list[Version], newest: Version) -> Version:
    place = versions.index(newest)
    return versions[min(place + 1, len(versions) - 1)]

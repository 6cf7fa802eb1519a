"""Handing out files, and offering records while one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views import View

from records.domain.files import open_content
from records.models import Attachment, Record
from records.views.base import KindView
from shell.contents import ContentDamagedError, ContentGoneError, saved

if TYPE_CHECKING:
    from django.http import FileResponse, HttpRequest

OFFERS = 12


class DownloadView(KindView):
    """A file of a record: always saved, never opened in our own page."""

    def get(self, request: HttpRequest, reference: str, key: int) -> FileResponse | HttpResponse:
        """The content; 404 for a file of another record, or one taken off; a page that says so where it is lost."""
        record = self.find(reference)
        found = Attachment.objects.filter(pk=key, record_id=record.pk, withdrawn=None).select_related("blob").first()
        if found is None:
            raise Http404
        try:
            file = open_content(found.blob)
        except ContentGoneError:
            return self.page("record/no_content.html", status=410, record=record, file=found)
        except ContentDamagedError:
            return self.page("record/no_content.html", status=500, record=record, file=found, is_damaged=True)
        return saved(file, name=found.name, media_type=found.blob.media_type)


class OffersView(View):
    """Records to choose from, for the field one types a reference in."""

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        """The newest records this person sees whose reference or title holds what was typed.

        The order is that of the keys: they are walked until there are enough, whatever the kind.
        """
        typed = str(next(iter(request.GET.values()), "")).replace("\x00", "").strip()
        words = typed[:100]
        records = Record.objects.visible_to(request.user).current()
        if kind != "any":
            records = records.filter(kind=kind)
        for word in words.split()[:6]:
            records = records.filter(Q(title__icontains=word) | Q(reference__icontains=word))
        return render(request, "records/forms/offers.html", {"records": records.order_by("-id")[:OFFERS]})

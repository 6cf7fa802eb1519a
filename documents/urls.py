"""Addresses of the documentation managers' room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from documents.kind import DocumentKind
from documents.views import drafting, reading
from documents.views.overview import begin, overview
from records.kind import find_kind
from records.urls import RECORD, kind_urls

if TYPE_CHECKING:
    from records.views.base import KindView

app_name = "documents"

#: Pages of a document beside those of every kind: the end of the name, the end of the address, the view.
PAGES: tuple[tuple[str, str, type[KindView]], ...] = (
    ("read", "read/", reading.ReadView),
    ("read-version", "read/<int:key>/", reading.ReadView),
    ("confirm-reading", "read/confirm/", reading.ConfirmView),
    ("content", "content/<int:key>/", reading.ContentView),
    ("difference", "difference/", reading.DifferenceView),
    ("audience", "readers-of/", reading.AudienceView),
    ("write", "write/", drafting.WriteView),
    ("upload", "upload/", drafting.UploadView),
    ("preview", "preview/", drafting.PreviewView),
    ("remarks", "remarks/", drafting.RemarksView),
    ("settle", "remarks/<int:key>/", drafting.SettleView),
)
urlpatterns = [
    path("", overview, name="register"),
    path("begin/", begin, name="begin"),
    *(
        path(f"library/{RECORD}{address}", view.as_view(kind=find_kind("document")), name=f"document-{name}")
        for name, address, view in PAGES
    ),
    *kind_urls(DocumentKind, {"action": drafting.StepView}),
]

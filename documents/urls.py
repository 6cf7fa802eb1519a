"""Addresses of the documentation managers' room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from documents.kind import ArticleKind, DisposalKind, DocumentKind, DocumentTypeKind
from documents.views import difference, disposal, drafting, importing, knowledge, paper, pictures, reading
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
    ("print", "read/<int:key>/print/", paper.PrintView),
    ("certificate", "read/<int:key>/certificate/", paper.CertificateView),
    ("print-certificate", "read/<int:key>/certificate/print/", paper.PrintCertificateView),
    ("confirm-reading", "read/confirm/", reading.ConfirmView),
    ("questions", "questions/", reading.QuestionsView),
    ("content", "content/<int:key>/", reading.ContentView),
    ("difference", "difference/", difference.DifferenceView),
    ("pages", "difference/pages/", difference.PagesView),
    ("page", "difference/pages/<int:key>/", difference.PageView),
    ("audience", "readers-of/", reading.AudienceView),
    ("write", "write/", drafting.WriteView),
    ("upload", "upload/", drafting.UploadView),
    ("pictures", "pictures/", pictures.PicturesView),
    ("preview", "preview/", drafting.PreviewView),
    ("remarks", "remarks/", drafting.RemarksView),
    ("settle", "remarks/<int:key>/", drafting.SettleView),
)
ABOUT_ARTICLES: tuple[tuple[str, str, type[KindView]], ...] = (
    ("helped", "helped/", knowledge.HelpedView),
    ("used", "used/", knowledge.UsedView),
    ("doubt", "out-of-date/", knowledge.DoubtView),
)
urlpatterns = [
    path("", overview, name="register"),
    path("begin/", begin, name="begin"),
    path("import/", importing.ImportView.as_view(), name="import"),
    path("import/<int:key>/", importing.ImportRunView.as_view(), name="import-run"),
    path("download/", paper.DownloadView.as_view(), name="download"),
    *(
        path(f"library/{RECORD}{address}", view.as_view(kind=find_kind("document")), name=f"document-{name}")
        for name, address, view in PAGES
    ),
    *kind_urls(DocumentKind, {"action": drafting.StepView}),
    *(
        path(f"knowledge/{RECORD}{address}", view.as_view(kind=find_kind("article")), name=f"article-{name}")
        for name, address, view in ABOUT_ARTICLES
    ),
    *kind_urls(ArticleKind),
    *kind_urls(DocumentTypeKind),
    path(
        f"disposals/{RECORD}print/",
        disposal.PrintRunView.as_view(kind=find_kind("disposal")),
        name="disposal-print",
    ),
    *kind_urls(DisposalKind, {"create": disposal.DueView}),
]

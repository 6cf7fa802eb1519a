"""Asking for paper and archives: each by a job, whose page one is led to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views import View

from documents.exporters import JOB, documents_in_force
from documents.forms import DownloadForm
from documents.paper import CERTIFICATE_JOB, PRINT_JOB, certificate_context
from documents.views.reading import VersionView
from jobs.domain.queue import enqueue

if TYPE_CHECKING:
    from django.http import HttpRequest

    from documents.models import Document, Version


class PrintView(VersionView):
    """A version as a PDF."""

    job = PRINT_JOB

    def post(self, request: HttpRequest, reference: str, key: int) -> HttpResponse:
        """Ask for it; one goes to the page of the job."""
        version = self.find_printable(self.find(reference), key)
        return redirect(enqueue(self.job, actor=self.user, version=version.pk, by=self.user.pk).page_url)

    def find_printable(self, document: Document, key: int) -> Version:
        """The version; raises Http404 for one whose content was destroyed."""
        version = self.find_version(document, key)
        if version.disposed:
            raise Http404
        return version


class CertificateView(VersionView):
    """Who approved a version, and whether its stored content is still that."""

    def get(self, request: HttpRequest, reference: str, key: int) -> HttpResponse:
        """The page; the content is checked as it is drawn."""
        document = self.find(reference)
        version = self.find_approved(document, key)
        return self.page("certificate.html", **certificate_context(document, version))

    def find_approved(self, document: Document, key: int) -> Version:
        """The version; raises Http404 for one that was not approved: there is nothing to certify."""
        version = self.find_version(document, key)
        if version.approved is None:
            raise Http404
        return version


class PrintCertificateView(CertificateView):
    """The same as a PDF."""

    http_method_names = ("post", "options")

    def post(self, request: HttpRequest, reference: str, key: int) -> HttpResponse:
        """Ask for it; one goes to the page of the job."""
        version = self.find_approved(self.find(reference), key)
        return redirect(enqueue(CERTIFICATE_JOB, actor=self.user, version=version.pk, by=self.user.pk).page_url)


class DownloadView(View):
    """What is in force, as one archive."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form, with how many documents there are to pack."""
        return self._page(DownloadForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Ask for it; one goes to the page of the job."""
        user: Any = request.user
        form = DownloadForm(request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        chosen = {"of_type": form.cleaned_data["type"], "state": form.cleaned_data["state"]}
        return redirect(enqueue(JOB, actor=user, by=user.pk, **chosen).page_url)

    def _page(self, form: DownloadForm, status: int = 200) -> HttpResponse:
        user: Any = self.request.user
        context = {"form": form, "count": documents_in_force(user).count()}
        return render(self.request, "documents/download.html", context, status=status)

"""Handing documents over, seeing what they would become, and saying yes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, Value, When
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views import View

from documents.domain.importing.archives import pack_uploads
from documents.domain.importing.running import begin_import, confirm_import, give_up_import, keep_types, summary
from documents.forms import ImportForm, ImportTypesForm
from documents.models import Document, Import, ImportLine
from people.rules import may_administer
from records.access.permits import require
from records.domain.errors import InputError, NotNowError
from records.labels import labels_for
from records.views.base import number

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

#: Imports listed on the page, and files on a page of one.
RECENT, PAGE = 10, 50
#: What narrows the files to those that cannot be imported.
ERRORS = "errors"
Outcome = ImportLine.Outcome


class ImportView(View):
    """The form that takes files, and the imports of before."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        require(self._user, "bring_in", Document)
        return self._page(ImportForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep the files; a job looks through them."""
        require(self._user, "bring_in", Document)
        form = ImportForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(form, status=422)
        try:
            run = begin_import(*pack_uploads(form.cleaned_data["uploads"]), actor=self._user)
        except InputError as error:
            form.add_error("uploads", str(error))
            return self._page(form, status=422)
        return redirect("documents:import-run", run.pk)

    @property
    def _user(self) -> Any:
        return self.request.user

    def _page(self, form: ImportForm, status: int = 200) -> HttpResponse:
        recent = Import.objects.filter(by=self._user)[:RECENT]
        return render(self.request, "documents/import.html", {"form": form, "recent": recent}, status=status)


class ImportRunView(View):
    """One import: how far it is, what each file would become, what came of it."""

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        """The page."""
        return self._page(self._find(key))

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        """Say yes, under the types that were chosen, or give it up."""
        run = self._find(key)
        form = ImportTypesForm(request.POST, lines=_waiting(run))
        try:
            if "give_up" in request.POST:
                give_up_import(run, actor=self._user)
                messages.success(request, _("Given up: nothing was imported."))
                return redirect("documents:import")
            if not form.is_valid():
                return self._page(run, form, status=422)
            if "to" in request.POST:
                keep_types(run, actor=self._user, types=form.types)
                return redirect(self._address(run, request.POST["to"]))
            confirm_import(run, actor=self._user, types=form.types)
        except NotNowError as error:
            messages.error(request, str(error))
        return redirect("documents:import-run", run.pk)

    @property
    def _user(self) -> Any:
        return self.request.user

    def _find(self, key: int) -> Import:
        """An import of the person's own; administrators see those of all. Raises Refused, Http404."""
        require(self._user, "bring_in", Document)
        runs = Import.objects.select_related("by", "job__requested_by")
        run = (runs if may_administer(self._user) else runs.filter(by=self._user)).filter(pk=key).first()
        if run is None:
            raise Http404
        return run

    def _address(self, run: Import, page: str) -> str:
        """Of another page of it, narrowed as this one is."""
        narrowed: dict[str, str | int] = {"only": ERRORS} if self.request.GET.get("only") == ERRORS else {}
        query = urlencode({**narrowed, "page": number(page) or 1})
        return f"{reverse('documents:import-run', args=[run.pk])}?{query}"

    def _page(self, run: Import, form: ImportTypesForm | None = None, status: int = 200) -> HttpResponse:
        is_narrowed = self.request.GET.get("only") == ERRORS
        page = Paginator(_lines(run, is_narrowed=is_narrowed), PAGE).get_page(self.request.GET.get("page"))
        lines: list[ImportLine] = list(page.object_list)
        labels = labels_for({line.document_id for line in lines if line.document_id}, self._user)
        is_asked = run.state == Import.State.READY
        form = form or ImportTypesForm(lines=[line for line in lines if line.outcome == Outcome.NEW])
        rows = [_row(line, labels, form if is_asked else None) for line in lines]
        context = {
            "run": run,
            "job": run.job,
            "rows": rows,
            "page": page,
            "is_narrowed": is_narrowed,
            "errors": run.lines.filter(outcome=Outcome.REFUSED).count(),
            "total": run.lines.count(),
            "summary": summary(run),
            "is_asked": is_asked,
            "has_new": run.lines.filter(outcome=Outcome.NEW).exists(),
        }
        return render(self.request, "documents/import_run.html", context, status=status)


def _lines(run: Import, *, is_narrowed: bool) -> QuerySet[ImportLine]:
    """What cannot be imported stands first; it alone where the list is narrowed to errors."""
    lines = run.lines.filter(outcome=Outcome.REFUSED) if is_narrowed else run.lines.all()
    is_refused = Case(When(outcome=Outcome.REFUSED, then=Value(0)), default=Value(1))
    return lines.order_by(is_refused, "place")


def _waiting(run: Import) -> list[ImportLine]:
    return list(run.lines.filter(outcome=ImportLine.Outcome.NEW))


def _row(line: ImportLine, labels: dict[int, Any], form: ImportTypesForm | None) -> dict[str, Any]:
    """A line with the label of its document, and the field of its type while that can be chosen."""
    name = ImportTypesForm.name_of(line)
    field = form[name] if form is not None and name in form.fields else None
    return {"line": line, "label": labels.get(line.document_id or 0, ""), "field": field}

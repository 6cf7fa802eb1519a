"""Handing a table over, seeing what its rows would become, and saying yes."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View

from people.rules import may_administer
from records.domain.errors import InputError, NotNowError
from records.exporters import as_asked
from records.importing import running
from records.importing.blank import blank_csv, blank_xlsx
from records.importing.engine import Outcome
from records.importing.importers import find_importer, importers_for, left_out
from records.importing.keeping import LISTED_MAX, SAMPLE, rows_not_taken
from records.importing.proposals import last_settings, reached
from records.importing.tables import Table
from records.importing.words import LABELS, in_words
from records.labels import labels_for
from records.models import ImportRun
from records.views.base import KindView
from shell.contents import ContentDamagedError, ContentGoneError, open_checked, saved

if TYPE_CHECKING:
    from django.http import HttpRequest

    from people.models import User
    from shell.registry import Importer

#: Imports listed on the page, and lines on a page of one.
RECENT, PAGE = 10, 50
TYPES = {
    "csv": ("text/csv", blank_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", blank_xlsx),
}
State = ImportRun.State


class UploadForm(forms.Form):
    """What is imported, and from which file."""

    what = forms.ChoiceField(label=_("What it holds"))
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or XLSX, up to 100 MB; a CSV file may be packed as .csv.gz. Nothing is imported yet."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.gz,.xlsx"}),
        allow_empty_file=True,
    )

    def __init__(self, *args: Any, importers: list[Importer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["what"]
        field.choices = [(importer.key, importer.label) for importer in importers]


class ImportView(View):
    """The form that takes a file, and the imports of before."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        importers = self._importers()
        what = request.GET.get("what", "")
        known = what if what in {importer.key for importer in importers} else importers[0].key
        return self._page(UploadForm(importers=importers, initial={"what": known}), known)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep the file, and ask how it is to be read."""
        form = UploadForm(request.POST, request.FILES, importers=self._importers())
        if not form.is_valid():
            return self._page(form, request.POST.get("what", ""), status=422)
        what, file = form.cleaned_data["what"], form.cleaned_data["file"]
        try:
            run = running.begin(what, file, file.name, actor=self._user)
        except InputError as error:
            form.add_error("file", str(error))
            return self._page(form, what, status=422)
        return redirect("records:import-run", run.pk)

    @property
    def _user(self) -> Any:
        return self.request.user

    def _importers(self) -> list[Importer]:
        """What the person may bring in. Raises PermissionDenied for nothing at all."""
        found = importers_for(self._user)
        if not found:
            raise PermissionDenied(gettext("You may not import anything"))
        return found

    def _page(self, form: UploadForm, what: str, status: int = 200) -> HttpResponse:
        importers = {importer.key: importer for importer in importers_for(self._user)}
        runs = ImportRun.objects.filter(importer__in=importers).select_related("by", "job")
        runs = runs if may_administer(self._user) else runs.filter(by=self._user)
        context = {
            "form": form,
            "chosen": [importer for importer in importers.values() if importer.key == what],
            "recent": [
                (run, importers[run.importer], in_words(run.counts) if run.counts else "") for run in runs[:RECENT]
            ],
            "reached": reached(importers.values()),
            "left_out": left_out(),
        }
        return render(self.request, "records/import.html", context, status=status)


class RunView(View):
    """A page of one import: of the person's own; administrators see those of all."""

    @property
    def user(self) -> User:
        """The person who asks."""
        return self.request.user  # type: ignore[return-value]

    def find(self, key: int) -> ImportRun:
        """The import. Raises Http404, PermissionDenied where the person may import it no more."""
        runs = ImportRun.objects.select_related("by", "job__requested_by")
        run: ImportRun | None = (
            (runs if may_administer(self.user) else runs.filter(by=self.user)).filter(pk=key).first()
        )
        if run is None:
            raise Http404
        try:
            importer = find_importer(run.importer)
        except KeyError as error:
            raise Http404 from error
        if not importer.may(self.user):
            raise PermissionDenied(gettext("You may not import this"))
        return run


class ImportRunView(RunView):
    """One import: how it is read, what each row would become, how far it is, what came of it."""

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        """The page."""
        return self._page(self.find(key))

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        """Set it, say yes, stop, go on, or give it up."""
        run = self.find(key)
        verbs = {
            "confirm": running.confirm,
            "carry_on": running.carry_on,
            "stop": running.stop,
            "give_up": running.give_up,
        }
        verb = next((verbs[name] for name in verbs if name in request.POST), None)
        if verb is None:
            return self._set_up(run)
        try:
            verb(run, actor=self.user)
        except NotNowError as error:
            messages.error(request, str(error))
        return redirect("records:import-run", run.pk)

    def _set_up(self, run: ImportRun) -> HttpResponse:
        """Try it out by what was said; or show what is found by it."""
        if run.state not in running.OPEN:
            messages.error(self.request, gettext("It is not waiting for settings any more."))
            return redirect("records:import-run", run.pk)
        try:
            with open_checked(run.path, run.sha256) as file:
                form = self._form(run, file, self.request.POST)
                if "look" in self.request.POST:
                    form.full_clean()
                    return self._page(run, form)
                if not form.is_valid():
                    return self._page(run, form, status=422)
            running.set_up(run, form.settings, actor=self.user)
        except (ContentGoneError, ContentDamagedError):
            messages.error(self.request, gettext("The file is no longer kept as it was: hand it over again."))
        except NotNowError as error:
            messages.error(self.request, str(error))
        return redirect("records:import-run", run.pk)

    def _form(self, run: ImportRun, file: Any, data: Any = None) -> Any:
        importer = find_importer(run.importer)
        about = {"open_table": partial(Table, file, run.name), "user": self.user}
        proposed = run.settings
        if not proposed and data is None:
            guessed = importer.form(None, **about)
            proposed = last_settings(importer, guessed.initial)
        return importer.form(data, proposed=proposed, **about)

    def _open_form(self, run: ImportRun) -> Any:
        if run.state not in running.OPEN:
            return None
        try:
            with open_checked(run.path, run.sha256) as file:
                return self._form(run, file)
        except (ContentGoneError, ContentDamagedError):
            return None

    def _page(self, run: ImportRun, form: Any = None, status: int = 200) -> HttpResponse:
        form = form or self._open_form(run)
        outcome = self.request.GET.get("outcome", "")
        counted = {name: count for name, count in run.counts.items() if name in LABELS}
        lines = run.lines.filter(outcome=outcome) if outcome in LABELS else run.lines.all()
        page = Paginator(lines, PAGE).get_page(self.request.GET.get("page"))
        labels = labels_for({line.record_id for line in page if line.record_id}, self.user)
        importer = find_importer(run.importer)
        context = {
            "run": run,
            "importer": importer,
            "job": run.job,
            "form": form,
            "figures": [(name, *LABELS[name], counted[name]) for name in Outcome if name in counted],
            "page": page,
            "rows": [(line, *LABELS[line.outcome], labels.get(line.record_id or 0, "")) for line in page],
            "outcome": outcome if outcome in LABELS else "",
            "summary": in_words(run.counts) if run.counts else "",
            "not_taken": counted.get(Outcome.FAILED, 0) + counted.get(Outcome.CONFLICT, 0),
            "changes": sum(counted.get(name, 0) for name in (Outcome.CREATED, Outcome.UPDATED, Outcome.VANISHED)),
            "records_url": importer.records_url(run.settings) if run.settings else "",
            "sample": SAMPLE,
            "listed_max": LISTED_MAX,
            "is_asked": run.state in running.OPEN,
            "may_carry_on": run.is_idle and run.state in {State.STOPPED, State.CARRYING},
            "may_stop": run.state in {State.TRYING, State.CARRYING},
        }
        return render(self.request, "records/import_run.html", context, status=status)


class FailedRowsView(RunView):
    """The rows that were not taken, to be put right and handed over again."""

    def get(self, request: HttpRequest, key: int) -> StreamingHttpResponse:
        """The file: line, reason, and the cells as they were."""
        run = self.find(key)
        response = StreamingHttpResponse(as_asked(rows_not_taken(run)), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="import-{run.pk}-failed.csv"'
        return response


class TemplateView(KindView):
    """The table that records of a kind are imported from, to be filled in."""

    def get(self, request: HttpRequest, form: str) -> HttpResponse:
        """The file, CSV or XLSX."""
        self.require("create", self.kind.model)
        if form not in TYPES:
            raise Http404
        media_type, write = TYPES[form]
        return saved(BytesIO(write(self.kind, self.user)), name=f"{self.kind.slug}.{form}", media_type=media_type)  # type: ignore[arg-type, return-value]

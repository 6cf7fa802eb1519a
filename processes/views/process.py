"""Writing at a process, its steps, its versions, and its roll-out."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from allauth.core import ratelimit
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.forms import SignForm
from jobs.domain.queue import enqueue
from processes import pictures
from processes.domain.approving import approve, authors_of, signatures_of, version_in_work
from processes.domain.copies import Copy, copy_of, read
from processes.domain.defining import set_activities, set_items
from processes.domain.rolling_out import record_step, steps_of
from processes.enums import Step, VersionState
from processes.forms.process import ActivitiesForm, ItemsForm
from processes.forms.steps import StepForm
from processes.paper import PRINT_JOB
from processes.queries import labels_of, surroundings
from processes.shown import changes, shown
from records.access.permits import permits
from records.domain.errors import NotNowError
from records.labels import plain_labels_for
from records.views.action import ActionView
from records.views.base import KindView, number
from records.views.short_form import ShortFormView
from shell.contents import ContentDamagedError, ContentGoneError

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from processes.models import Process, ProcessVersion
    from records.forms.parts import PartForm

MEANINGS = dict(SignForm.base_fields["meaning"].choices)  # type: ignore[attr-defined]


class StepView(ActionView):
    """A step of a process; signing shows all that is signed, and asks for the password."""

    @property
    def is_signing(self) -> bool:
        """Whether this step is a signature."""
        return self.offered.key == "approve"

    @property
    def template(self) -> str:  # type: ignore[override]
        """Signing has a page of its own."""
        return "sign.html" if self.is_signing else "form/action.html"

    def first_values(self) -> dict[str, Any]:
        """The copy that the page shows."""
        version = version_in_work(self.record)
        return {"sha256": version.blob_id} if self.is_signing and version else {}

    def context(self) -> dict[str, Any]:
        """What is signed, who signed already, whether the reader did, and whether they wrote at it."""
        version = version_in_work(self.record) if self.is_signing else None
        if version is None:
            return super().context()
        signatures = signatures_of(version)
        return {
            **super().context(),
            "version": version,
            "found": _found(version, self.user),
            "signatures": signatures,
            "has_signed": self.user.pk in {signature.person_id for signature in signatures},
            "is_author": self.user.pk in authors_of(version),
        }

    def draw(self, form: PartForm, status: int = HTTPStatus.OK) -> HttpResponse:
        """Who was told that it is another by now signs next what this very page shows."""
        version = version_in_work(self.record) if self.is_signing else None
        if status == HTTPStatus.CONFLICT and version is not None:
            form.data = {**{name: form.data[name] for name in form.data}, "sha256": version.blob_id}
        return super().draw(form, status)

    def carry_out(self, **answers: Any) -> Any:
        """Sign, or take the step."""
        if not self.is_signing:
            return super().carry_out(**answers)
        if not ratelimit.consume(self.request, action="reauthenticate", user=self.user):
            raise NotNowError(_("Too many attempts: wait a few minutes and sign then"))
        self.record.version = number(self.request.POST.get("version", "")) or 0
        answers["meaning"] = str(MEANINGS[answers["meaning"]])
        return approve(self.record, actor=self.user, **answers)


class WriteView(ShortFormView):
    """A page on which the working text is written: there is none while it is not."""

    def look_up(self, reference: str, **_address: Any) -> None:
        """The process; 404 while it is not being written."""
        super().look_up(reference)
        if self.record.state != "draft":
            raise Http404

    def at_version(self) -> Any:
        """The record at the version that was on the page: nobody changes what they have not seen."""
        self.record.version = number(self.request.POST.get("version", "")) or 0
        return self.record

    @property
    def next_url(self) -> str:
        """The process, or the page again, with more empty rows."""
        return self.request.path if "more" in self.request.POST else str(self.record.page_url)


class ActivitiesView(WriteView):
    """Its activities, in order, and who takes which part."""

    template = "activities.html"
    action, form_class, done = "set_activities", ActivitiesForm, gettext_lazy("The activities are kept.")
    form: ActivitiesForm

    def make_form(self, *sent: Any) -> PartForm:
        """The form, which has the rows."""
        form: Any = super().make_form(*sent)
        self.form = form
        return self.form

    def carry_out(self, **fields: Any) -> Any:
        """Keep them."""
        return set_activities(self.at_version(), actor=self.user, steps=self.form.steps, token=fields["token"])


class ItemsView(WriteView):
    """How each requirement item is met here."""

    template = "items.html"
    action, form_class, done = "set_items", ItemsForm, gettext_lazy("What you said of the items is kept.")
    form: ItemsForm

    def make_form(self, *sent: Any) -> PartForm:
        """The form, which has the items."""
        form: Any = super().make_form(*sent)
        self.form = form
        return self.form

    def carry_out(self, **fields: Any) -> Any:
        """Keep it."""
        return set_items(self.at_version(), actor=self.user, met=self.form.met, token=fields["token"])


class RollOutView(ShortFormView):
    """A line of the roll-out."""

    template = "roll_out.html"
    action, form_class, done = "roll_out", StepForm, gettext_lazy("The roll-out is kept.")
    step: str
    found: Any

    def look_up(self, reference: str, step: str = "", **_address: Any) -> None:
        """The process, and a step of its version in force."""
        super().look_up(reference)
        self.step = step
        self.found = next((each for each in steps_of(self.record) if each.step == step), None)
        if self.found is None:
            raise Http404

    @property
    def next_url(self) -> str:
        """The process."""
        return str(self.record.page_url)

    def first_values(self) -> dict[str, Any]:
        """What is kept of it."""
        names = ("planned", "done", "person", "note", "is_needed")
        return {**{name: getattr(self.found, name) for name in names}, "evidence": self.found.evidence_id}

    def make_form(self, *sent: Any) -> PartForm:
        """The form; evidence that stands there stays."""
        form = super().make_form(*sent)
        evidence: Any = form.fields["evidence"]
        evidence.keep(self.found.evidence_id)
        return form

    def context(self) -> dict[str, Any]:
        """What the step is called."""
        return {"step": self.found, "label": Step(self.step).label}

    def carry_out(self, **fields: Any) -> Any:
        """Keep it."""
        return record_step(self.record, actor=self.user, step=self.step, **fields)


class VersionPage(KindView):
    """A page about a version of a process."""

    def find_version(self, process: Process, key: int | None) -> ProcessVersion:
        """The version of this number, else the one in force, else the last; raises Http404 for none."""
        versions = process.versions.select_related("blob", "submitted_by")
        if key is not None:
            found = versions.filter(number=key).first()
        else:
            found = versions.filter(state=VersionState.PUBLISHED).first() or versions.first()
        if found is None:
            raise Http404
        return found


class ReadView(VersionPage):
    """A version on a clean page."""

    def get(self, request: HttpRequest, reference: str, number: int | None = None) -> HttpResponse:
        """The page."""
        process = self.find(reference)
        version = self.find_version(process, number)
        around = surroundings(process, self.user) if version.state == VersionState.PUBLISHED else None
        return self.page(
            "read.html",
            record=process,
            version=version,
            found=_found(version, self.user),
            signatures=signatures_of(version),
            around=around,
            picture=pictures.draw_surroundings(around) if around and not around.is_empty else None,
        )


class DifferenceView(VersionPage):
    """What changed from one version to another, or to what is being written."""

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        """The page: of the versions asked for, else from the last to what is written now."""
        process = self.find(reference)
        versions = list(process.versions.select_related("blob"))
        chosen = {version.number: version for version in versions}
        newer = chosen.get(number(request.GET.get("b", "")) or 0)
        before = [found for found in versions if newer is None or found.number < newer.number]
        older = chosen.get(number(request.GET.get("a", "")) or 0) or next(iter(before), None)
        before_copy, after_copy = _copy(older), _copy(newer) if newer else copy_of(process)
        return self.page(
            "difference.html",
            record=process,
            versions=versions,
            older=older,
            newer=newer,
            found=self._changes(before_copy, after_copy) if before_copy and after_copy else None,
        )

    def _changes(self, before: Copy, after: Copy) -> Any:
        keys = before.keys | after.keys
        return changes(before, after, plain_labels_for(keys, self.user) if keys else {})


class PrintView(VersionPage):
    """A version as a PDF."""

    http_method_names = ("post", "options")

    def post(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        """Ask for it; one goes to the page of the job."""
        process = self.find(reference)
        version = self.find_version(process, number)
        return redirect(enqueue(PRINT_JOB, actor=self.user, version=version.pk, by=self.user.pk).page_url)


class MapView(KindView):
    """A process in the middle of its neighbours, with each interface in words."""

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        """The page."""
        process = self.find(reference)
        found = surroundings(process, self.user)
        picture = None if found.is_empty else pictures.draw_surroundings(found)
        may_change = permits(self.user, "connect", process)
        return self.page("map.html", record=process, found=found, picture=picture, may_change=may_change)


def _copy(version: ProcessVersion | None) -> Copy | None:
    """What a version says; None where its content is lost or damaged."""
    try:
        return read(version) if version is not None else None
    except (ContentGoneError, ContentDamagedError):
        return None


def _found(version: ProcessVersion, user: Any) -> Any:
    copy = _copy(version)
    return shown(copy, labels_of(copy.keys, user)) if copy is not None else None

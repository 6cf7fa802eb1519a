"""Writing a draft, remarking on it and signing it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from documents.domain.approval import approve, missing_signatures, remark, settle_remark, signatures_of
from documents.domain.contents import text_of
from documents.domain.drafting import put_file, write_text
from documents.enums import VersionState
from documents.forms import AnswerForm, RemarkForm, SignForm, UploadForm, WriteForm
from documents.models import Remark
from documents.texts import TEXT_MAX, draw
from documents.views.contents import OverContents
from records.access.permits import permits
from records.domain.errors import NotNowError
from records.views.action import ActionView
from records.views.base import number
from records.views.short_form import ShortFormView

if TYPE_CHECKING:
    from django.http import HttpRequest

    from documents.models import Version
    from records.forms.parts import PartForm

#: What each choice of meaning says, as it stands in the certificate.
MEANINGS = dict(SignForm.base_fields["meaning"].choices)  # type: ignore[attr-defined]


class DraftView(OverContents, ShortFormView):
    """A page over the version that is being made."""

    version: Version

    def look_up(self, reference: str, **_address: Any) -> None:
        """The document, and its version in work; 404 where there is none."""
        super().look_up(reference)
        if self.record.in_work is None:
            raise Http404
        self.version = self.record.in_work

    def context(self) -> dict[str, Any]:
        """The version, and the document's version number, which the form sends back."""
        return {"version": self.version}

    @property
    def next_url(self) -> str:
        """The document's page."""
        return str(self.record.page_url)

    def posted_version(self) -> int:
        """The state of the document that the page showed: who was slower is told so."""
        return number(self.request.POST.get("version", "")) or 0


class EditingView(DraftView):
    """A page that changes the version, while it is a draft."""

    def get(self, request: HttpRequest, **address: Any) -> HttpResponse:
        """The page; what waits for its signatures is not offered to be changed."""
        self.look_up(**address)
        self.authorise()
        if self.version.state == VersionState.DRAFT:
            return super().get(request, **address)
        about = {"number": self.version.number, "state": self.version.label}
        messages.info(request, _("Version %(number)s is “%(state)s”: nobody changes it now") % about)
        return redirect(self.next_url)


class WriteView(EditingView):
    """The text of the draft, with what it will look like beside it."""

    template = "write.html"
    action, form_class, done = "write_text", WriteForm, _("The draft was saved.")

    def context(self) -> dict[str, Any]:
        """The version, and whether one may hang pictures on the document."""
        return {**super().context(), "may_attach": permits(self.user, "attach", self.record)}

    def first_values(self) -> dict[str, Any]:
        """The draft as it is."""
        source = text_of(self.version)
        return {"text": source or "", "summary": self.version.summary, "is_minor": self.version.is_minor}

    def carry_out(self, **fields: Any) -> Any:
        """Save it."""
        self.record.version = self.posted_version()
        return write_text(self.record, actor=self.user, **fields)


class UploadView(EditingView):
    """A file as the draft."""

    template = "upload.html"
    action, form_class, done = "write_text", UploadForm, _("The file is the draft now.")

    def first_values(self) -> dict[str, Any]:
        """What was said of the change."""
        return {"summary": self.version.summary, "is_minor": self.version.is_minor}

    def carry_out(self, **fields: Any) -> Any:
        """Keep it."""
        self.record.version = self.posted_version()
        return put_file(self.record, actor=self.user, **fields)


class PreviewView(ShortFormView):
    """What a text will look like; nothing is kept."""

    action = "write_text"

    def post(self, request: HttpRequest, **address: Any) -> HttpResponse:
        """The text, drawn."""
        self.look_up(**address)
        self.authorise()
        drawn = draw(request.POST.get("text", "")[:TEXT_MAX])
        return render(request, "documents/_text.html", {"drawn": drawn})

    def get(self, request: HttpRequest, **address: Any) -> HttpResponse:
        """There is nothing to see without a text."""
        raise Http404


class RemarksView(DraftView):
    """The draft with the remarks on it, and a form for one more."""

    template = "remarks.html"
    action, form_class, done = "remark", RemarkForm, _("Your remark was added.")

    @property
    def next_url(self) -> str:
        """The page itself."""
        return self.kind.record_url(self.record, "remarks")

    def context(self) -> dict[str, Any]:
        """The text and its remarks, open ones first."""
        source = text_of(self.version)
        remarks = self.version.remarks.select_related("author", "settled_by")
        return {
            **super().context(),
            "drawn": draw(source) if source is not None else None,
            "remarks": sorted(remarks, key=lambda found: (found.settled is not None, found.pk)),
        }

    def carry_out(self, **fields: Any) -> Any:
        """Add it."""
        return remark(self.record, actor=self.user, **fields)


class SettleView(ShortFormView):
    """Saying what became of a remark."""

    template = "settle.html"
    action, form_class, done = "settle_remark", AnswerForm, _("The remark is settled.")
    found: Remark

    def look_up(self, reference: str, key: int = 0, **_address: Any) -> None:
        """The document, and one of its remarks."""
        super().look_up(reference)
        found = Remark.objects.filter(pk=key, version__document=self.record.pk).select_related("version").first()
        if found is None:
            raise Http404
        self.found = found

    @property
    def next_url(self) -> str:
        """Back to the remarks, while the version is being made."""
        page = "remarks" if self.record.in_work else "detail"
        return self.kind.record_url(self.record, page)

    def context(self) -> dict[str, Any]:
        """The remark."""
        return {"remark": self.found}

    def carry_out(self, **fields: Any) -> Any:
        """Settle it."""
        self.found.version.document = self.record
        return settle_remark(self.found, actor=self.user, **fields)


class StepView(OverContents, ActionView):
    """A step of a document; approving shows the whole text that is signed, and asks for the password."""

    @property
    def is_signing(self) -> bool:
        """Whether this step is a signature."""
        return self.offered.key == "approve"

    @property
    def template(self) -> str:  # type: ignore[override]
        """Signing has a page of its own."""
        return "sign.html" if self.is_signing else "form/action.html"

    def first_values(self) -> dict[str, Any]:
        """The content that the page shows."""
        version = self.record.in_work
        return {"sha256": version.blob_id} if self.is_signing and version else {}

    def context(self) -> dict[str, Any]:
        """The text, who has signed, and whose signature is missing."""
        version = self.record.in_work
        if not self.is_signing or version is None:
            return super().context()
        source, signatures = text_of(version), signatures_of(version)
        return {
            **super().context(),
            "version": version,
            "drawn": draw(source) if source is not None else None,
            "signatures": signatures,
            "missing": missing_signatures(self.record, version, signatures),
            "is_author": self.user.pk in self.record.author_keys,
            "may_remark": permits(self.user, "remark", self.record),
        }

    def draw(self, form: PartForm, status: int = HTTPStatus.OK) -> HttpResponse:
        """Who was told that the text is another by now signs next what this very page shows."""
        version = self.record.in_work
        if self.is_signing and status == HTTPStatus.CONFLICT and version is not None:
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

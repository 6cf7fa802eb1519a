"""Reading a document: what is in force, older versions, and confirming that one has read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _

from documents.domain.approval import signatures_of
from documents.domain.contents import text_of, words_in
from documents.domain.questions import digest_of, questions_of, set_questions
from documents.domain.reading import confirm_reading, set_audience, to_be_read
from documents.forms import AudienceForm, QuestionsForm, ReadForm
from documents.models import Reading, Version
from documents.queries import may_read, rate_of, rates_by_group, readers_of
from documents.texts import draw
from documents.views.contents import OverContents
from records.access.permits import permits
from records.domain.files import open_content
from records.views.detail import frame
from records.views.short_form import ShortFormView
from shell.contents import saved

if TYPE_CHECKING:
    from django.http import FileResponse, HttpRequest

    from documents.models import Document


#: Signs of what is looked for in a text, and of the text of a file that is shown.
FIND_MAX, FILE_TEXT_MAX = 100, 200_000


class VersionView(OverContents):
    """A page about a version: drafts are for those who work at them."""

    def find_version(self, document: Document, key: int | None) -> Version:
        """The version with this key, else the one in force, else the draft; raises Http404 for what is not for the person."""
        if key is None:
            version = document.in_force or document.in_work
        else:
            version = document.versions.select_related("blob").filter(pk=key).first()
        if version is None or not may_read(self.user, document, version):
            raise Http404
        return version


class ReadView(VersionView):
    """A version on a clean page, with its contents beside it."""

    def get(self, request: HttpRequest, reference: str, key: int | None = None) -> HttpResponse:
        """The page."""
        document = self.find(reference)
        version = self.find_version(document, key)
        source = text_of(version)
        reading = Reading.objects.filter(version=version, person=self.user).first()
        form = self._form(document, version, reading)
        return self.page(
            "read.html",
            record=document,
            version=version,
            drawn=draw(source) if source is not None else None,
            words=_lines_of_file(version) if source is None else [],
            find=request.GET.get("find", "").replace("\x00", "")[:FIND_MAX],
            reading=reading,
            form=form,
            has_questions=form is not None and bool(form.visible_fields()),
            signatures=signatures_of(version),
        )

    def _form(self, document: Document, version: Version, reading: Reading | None) -> ReadForm | None:
        """The form that confirms reading what is on the page, where it is to be read and was not."""
        wanted = to_be_read(document)
        if wanted is None or wanted.pk != version.pk or (reading and reading.read):
            return None
        return ReadForm(user=self.user, record=document, initial={"sha256": version.blob_id})


class ConfirmView(ShortFormView):
    """A person's word that they have read exactly what the page showed; by itself it shows the text in force."""

    template = "confirm.html"
    action, form_class, done = "read", ReadForm, _("Noted: you have read and understood it.")

    @property
    def next_url(self) -> str:
        """Back to the text."""
        return self.kind.record_url(self.record, "read")

    def first_values(self) -> dict[str, Any]:
        """The content that is to be read as the page is drawn."""
        version = to_be_read(self.record) or self.record.in_force
        return {"sha256": version.blob_id if version else ""}

    def carry_out(self, **fields: Any) -> Any:
        """Keep it."""
        return confirm_reading(self.record, actor=self.user, **fields)


class QuestionsView(ShortFormView):
    """The check questions of a document, for those who choose its readers."""

    template = "questions.html"
    action, form_class, done = "set_questions", QuestionsForm, _("The questions are kept.")

    @property
    def next_url(self) -> str:
        """The readers."""
        return self.kind.record_url(self.record, "audience")

    def first_values(self) -> dict[str, Any]:
        """The questions as they are."""
        found: dict[str, Any] = {"shown": digest_of(self.record)}
        for question in questions_of(self.record):
            found[f"text_{question.place}"] = question.text
            found[f"answers_{question.place}"] = "\n".join(question.answers)
            found[f"right_{question.place}"] = question.right + 1
        return found

    def carry_out(self, **fields: Any) -> Any:
        """Keep them."""
        return set_questions(self.record, actor=self.user, **fields)


class ContentView(VersionView):
    """The file of a version: always saved, never opened in our own page."""

    def get(self, request: HttpRequest, reference: str, key: int) -> FileResponse | HttpResponse:
        """The content; 410 where it was destroyed after its retention."""
        document = self.find(reference)
        version = self.find_version(document, key)
        name = version.name or f"{document.reference}-{version.number}.md"
        return saved(open_content(version.blob), name=name, media_type=version.blob.media_type)


class AudienceView(ShortFormView):
    """Who a document is for, who of them has read it, and choosing them."""

    template = "audience.html"
    action, form_class, done = (
        "distribute",
        AudienceForm,
        _("Its readers are chosen. Those who have to read it are asked."),
    )

    @property
    def next_url(self) -> str:
        """The page itself."""
        return self.kind.record_url(self.record, "audience")

    def get(self, request: HttpRequest, **address: Any) -> HttpResponse:
        """Who has read it, for everybody who sees the document; the form for those who may choose."""
        self.look_up(**address)
        return self.draw(self.make_form())

    def first_values(self) -> dict[str, Any]:
        """The readers of today."""
        rows = list(self.record.audience.all())
        return {
            "everybody": any(row.is_everybody for row in rows),
            "roles": [row.role_id for row in rows if row.role_id],
            "groups": [row.group_id for row in rows if row.group_id],
            "people": [row.person_id for row in rows if row.person_id],
        }

    def context(self) -> dict[str, Any]:
        """Readers with the day they read it."""
        return {
            **frame(self, self.record, "audience"),
            "readers": readers_of(self.record),
            "rate": rate_of(self.record),
            "rates": rates_by_group(self.record),
            "questions": self.record.questions.count(),
            "may_add": permits(self.user, self.action, self.record),
        }

    def carry_out(self, **fields: Any) -> Any:
        """Choose them."""
        return set_audience(self.record, actor=self.user, **fields)


def _lines_of_file(version: Version) -> list[str]:
    """What a file says, as search reads it, so that one finds in it what one looked for; empty where it was not read."""
    return [line for line in (words_in(version) or "")[:FILE_TEXT_MAX].splitlines() if line.strip()]

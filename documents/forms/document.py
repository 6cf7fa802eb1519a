"""What a document, and its draft, ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.required import required
from documents.starters import starter_of
from documents.texts import TEXT_MAX
from people.forms import PeopleField
from records.forms import RecordForm
from records.forms.parts import PartForm

if TYPE_CHECKING:
    from documents.required import Required


class DocumentForm(RecordForm):
    """What is said of a document, who signs it, and the draft a new one begins with."""

    identifier = forms.CharField(
        label=_("Identifier"),
        help_text=_("Left empty it is the next of its type, such as POL-001."),
        max_length=32,
        required=False,
    )
    approvers = PeopleField(
        required=False,
        label=_("Approvers by name"),
        help_text=_("Left empty, whoever holds the role that approves documents of its type."),
    )
    text = forms.CharField(
        label=_("Text"),
        help_text=_("Markdown: # for headings, - for lists, | for tables. It can be written later, too."),
        widget=forms.Textarea(attrs={"rows": 14, "class": "font-monospace"}),
        required=False,
        max_length=TEXT_MAX,
    )
    file = forms.FileField(label=_("Or a file"), help_text=_("PDF, DOCX, ODT or XLSX."), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        item = required().get(self.initial.get("answers", ""))
        if self.instance.pk is None and item is not None and not item.is_record:
            self._begin_with(item)
        if self.instance.pk is None:
            self.initial["owner"] = self.initial.get("owner") or self.user.pk
        if self.instance.pk is not None:
            self.initial.setdefault("approvers", sorted(self.instance.named_approver_keys))
            for name in ("identifier", "text", "file"):
                self.fields.pop(name)

    def applies(self, name: str) -> bool:
        """What a document begins with is asked once."""
        return name in self.fields and super().applies(name)

    def _begin_with(self, item: Required) -> None:
        """What a document that answers a required item usually begins with."""
        starter = starter_of(item)
        for name, value in (("title", starter.title), ("type", starter.type), ("text", starter.text)):
            self.initial[name] = self.initial.get(name) or value

    def clean(self) -> dict[str, Any]:
        """A draft is a text or a file, not both."""
        cleaned = super().clean()
        if cleaned.get("text") and cleaned.get("file"):
            self.add_error("file", _("Take the text out, or choose no file: a draft is one of them."))
        return cleaned


class DraftForm(PartForm):
    """What is said of a draft beside its content."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        document: Any = self.record
        if not document.version_in_force:
            del self.fields["is_minor"]


class WriteForm(DraftForm):
    """The text of the draft."""

    text = forms.CharField(
        label=_("Text"),
        widget=forms.Textarea(attrs={"rows": 26, "class": "font-monospace", "data-editor": "true"}),
        max_length=TEXT_MAX,
        required=False,
        strip=False,
    )
    summary = forms.CharField(
        label=_("What changed"),
        help_text=_("In a sentence, for those who know the version before."),
        max_length=500,
        required=False,
    )
    is_minor = forms.BooleanField(
        label=_("Editorial change only"), help_text=_("Nobody is asked to read it again."), required=False
    )


class UploadForm(DraftForm):
    """A file as the draft."""

    file = forms.FileField(label=_("File"), help_text=_("PDF, DOCX, ODT or XLSX."), allow_empty_file=True)
    summary = WriteForm.base_fields["summary"]
    is_minor = WriteForm.base_fields["is_minor"]

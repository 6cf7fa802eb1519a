"""What documents ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from documents.domain.questions import Asked, not_right, questions_of, wrongly_answered
from documents.enums import Cause, Type
from documents.models import Document, ImportLine
from documents.models.question import ANSWERS_MAX, QUESTIONS_MAX
from documents.required import required
from documents.starters import starter_of
from documents.texts import TEXT_MAX
from people.forms import BoxesField, PeopleField
from records.forms import RecordForm
from records.forms.parts import PartForm, ReasonForm, day_field
from roles.models import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

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


class WriteForm(PartForm):
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


class UploadForm(PartForm):
    """A file as the draft."""

    file = forms.FileField(label=_("File"), help_text=_("PDF, DOCX, ODT or XLSX."), allow_empty_file=True)
    summary = WriteForm.base_fields["summary"]
    is_minor = WriteForm.base_fields["is_minor"]


class PublishForm(ReasonForm):
    """From which day it is in force."""

    effective = day_field(_("In force from"))
    field_order = ("effective", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["effective"].help_text = _("Left empty: from today.")
        self.fields["reason"].required = False


class TriggerForm(ReasonForm):
    """Why it is to be reviewed before its turn, and by when."""

    cause = forms.ChoiceField(label=_("Because of"), choices=Cause)
    due = day_field(_("Review by"), required=True)
    field_order = ("cause", "reason", "due")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("What is to be looked at")


class SubmitForm(ReasonForm):
    """What approvers are to know."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("A word to the approvers")
        self.fields["reason"].required = False


class SignForm(PartForm):
    """A signature: under which sentence, by whose password, for which content."""

    meaning = forms.ChoiceField(
        label=_("I sign as"),
        choices=[
            ("approved", _("I have read this version and approve it")),
            ("approved_for_use", _("I approve it for use in my area")),
        ],
    )
    password = forms.CharField(
        label=_("Your password"),
        help_text=_("It makes this your signature."),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        strip=False,
    )
    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)


class RemarkForm(PartForm):
    """Something to be looked at, beside the passage it is about."""

    passage = forms.CharField(
        label=_("Passage"), help_text=_("Its heading or first words."), max_length=500, required=False
    )
    text = forms.CharField(label=_("Remark"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class AnswerForm(PartForm):
    """What became of a remark."""

    answer = forms.CharField(label=_("What became of it"), max_length=500)


class AudienceForm(PartForm):
    """Who a document is for."""

    everybody = forms.BooleanField(label=_("Everybody"), required=False)
    roles = BoxesField(label=_("Holders of these roles"), required=False)
    groups = BoxesField(label=_("Members of these groups"), queryset=Group.objects.order_by("name"), required=False)
    people = PeopleField(label=_("These people"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles: Any = self.fields["roles"]
        roles.queryset = Role.objects.visible_to(self.user).current().filter(state="in_force").order_by("title")

    def clean(self) -> dict[str, Any]:
        """Nobody at all is no audience once it is to be acknowledged."""
        cleaned: dict[str, Any] = super().clean() or {}
        document: Any = self.record
        is_empty = not any(cleaned.get(name) for name in ("everybody", "roles", "groups", "people"))
        if isinstance(document, Document) and document.must_be_read and is_empty:
            self.add_error(None, _("It is to be acknowledged: choose by whom."))
        return cleaned


class ReadForm(PartForm):
    """A person's word that they have read exactly this, and their answers to its check questions."""

    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        document: Any = self.record
        for question in questions_of(document):
            self.fields[f"question_{question.pk}"] = forms.TypedChoiceField(
                label=question.text,
                choices=list(enumerate(question.answers)),
                coerce=int,
                widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
                error_messages={"required": _("Choose an answer")},
            )

    def clean(self) -> dict[str, Any]:
        """Each answer that is not right is said at its question."""
        cleaned: dict[str, Any] = super().clean() or {}
        document: Any = self.record
        given = {name: cleaned.pop(name) for name in list(cleaned) if name.startswith("question_")}
        answers = {int(name.removeprefix("question_")): place for name, place in given.items()}
        for question in wrongly_answered(document, answers):
            if question.pk in answers:
                self.add_error(f"question_{question.pk}", not_right())
        return {**cleaned, "answers": answers}


class DoubtForm(PartForm):
    """What is no longer right in an article."""

    text = forms.CharField(label=_("What is no longer right"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class QuestionsForm(PartForm):
    """Up to three questions with their answers; what is left empty is not asked."""

    shown = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = [(place, _("Line %(n)d") % {"n": place}) for place in range(1, ANSWERS_MAX + 1)]
        for n in range(1, QUESTIONS_MAX + 1):
            self.fields[f"text_{n}"] = forms.CharField(label=_("What is asked"), max_length=300, required=False)
            self.fields[f"answers_{n}"] = forms.CharField(
                label=_("Its answers"),
                help_text=_("Two to five, each on a line of its own."),
                widget=forms.Textarea(attrs={"rows": 4}),
                max_length=2000,
                required=False,
            )
            self.fields[f"right_{n}"] = forms.TypedChoiceField(
                label=_("The right one"), choices=[("", "—"), *lines], coerce=int, required=False
            )

    @property
    def parts(self) -> list[list[forms.BoundField]]:
        """The fields of each question."""
        every = range(1, QUESTIONS_MAX + 1)
        return [[self[f"{name}_{n}"] for name in ("text", "answers", "right")] for n in every]

    def clean(self) -> dict[str, Any]:
        """The questions that were filled in."""
        cleaned: dict[str, Any] = super().clean() or {}
        asked = [self._asked(n, cleaned) for n in range(1, QUESTIONS_MAX + 1)]
        given = [question for question in asked if question.text or question.answers]
        return {"token": cleaned.get("token", ""), "shown": cleaned.get("shown", ""), "questions": given}

    def _asked(self, n: int, cleaned: dict[str, Any]) -> Asked:
        lines = [" ".join(line.split()) for line in cleaned.get(f"answers_{n}", "").splitlines()]
        answers = [line[:200] for line in lines if line]
        return Asked(n, cleaned.get(f"text_{n}", "").strip(), answers, (cleaned.get(f"right_{n}") or 0) - 1)


class FilesInput(forms.ClearableFileInput):
    """Takes many files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or many."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each of them, as one file is."""
        return [super(FilesField, self).clean(file, initial) for file in (data or [None])]


class ImportForm(forms.Form):
    """What is handed over to be imported."""

    uploads = FilesField(
        label=_("A ZIP archive, or files"),
        help_text=_(
            "Markdown, DOCX, ODT, XLSX or PDF: up to 100 files, or an archive of up to 500, and 100 MB. Nothing is imported yet."
        ),
        widget=FilesInput(attrs={"accept": ".zip,.md,.markdown,.docx,.odt,.xlsx,.pdf"}),
    )


class ImportTypesForm(forms.Form):
    """Under which type each file is imported; empty leaves it out."""

    def __init__(self, *args: Any, lines: Iterable[ImportLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for line in lines:
            self.fields[self.name_of(line)] = forms.ChoiceField(
                label=line.title,
                choices=[*Type.choices, ("", _("Leave it out"))],
                initial=line.type,
                required=False,
                widget=forms.Select(attrs={"class": "form-select form-select-sm", "aria-label": line.title}),
            )

    @staticmethod
    def name_of(line: ImportLine) -> str:
        """The name of a line's field."""
        return f"type-{line.pk}"

    @property
    def types(self) -> dict[int, str]:
        """What was chosen, by the key of the line; only what was sent is said."""
        keys = {name: int(name.removeprefix("type-")) for name in self.fields}
        return {key: self.cleaned_data[name] for name, key in keys.items() if name in self.data}


class DownloadForm(forms.Form):
    """Which documents are packed."""

    type = forms.ChoiceField(label=_("Type"), choices=[("", _("All types")), *Type.choices], required=False)
    state = forms.ChoiceField(
        label=_("State"),
        choices=[
            ("", _("All that are in force")),
            ("published", _("In force")),
            ("under_revision", _("In force, under revision")),
        ],
        required=False,
    )

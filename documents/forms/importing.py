"""Handing documents over, and taking them along."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.enums import Type

if TYPE_CHECKING:
    from collections.abc import Iterable

    from documents.models import ImportLine


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

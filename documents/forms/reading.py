"""Who a document is for, what they are asked, and their word."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from documents.domain.questions import Asked, not_right, questions_of, wrongly_answered
from documents.models import Document
from documents.models.question import ANSWERS_MAX, QUESTIONS_MAX
from people.forms import BoxesField, PeopleField
from records.forms.parts import PartForm
from roles.models import Role


class RolesField(BoxesField):
    """Roles by their names: nobody knows them by their references."""

    def label_from_instance(self, obj: Any) -> str:
        """Its name."""
        return str(obj.title)


class AudienceForm(PartForm):
    """Who a document is for."""

    everybody = forms.BooleanField(label=_("Everybody"), required=False)
    roles = RolesField(label=_("Holders of these roles"), required=False)
    groups = BoxesField(label=_("Members of these groups"), queryset=Group.objects.order_by("name"), required=False)
    people = PeopleField(label=_("These people"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles: Any = self.fields["roles"]
        roles.queryset = Role.objects.visible_to(self.user).current().filter(state="in_force").order_by("title")
        if not Group.objects.exists():
            del self.fields["groups"]

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

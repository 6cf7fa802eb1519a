"""Forms of accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from django import forms
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from people.domain.errors import AccountError
from people.domain.installation import read_logo
from people.models import LOGO, Invitation, User, time_zone_choices
from shell.contents import sha256_of

if TYPE_CHECKING:
    from shell.images import Picture


def time_zone_field(help_text: Any = "") -> forms.ChoiceField:
    """A time zone by name."""
    return forms.ChoiceField(label=_("Time zone"), choices=time_zone_choices, help_text=help_text)


def password_field() -> forms.CharField:
    """A new password."""
    return forms.CharField(
        label=_("Password"),
        help_text=_("At least 12 characters; a sentence is easy to remember."),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class PlainForm(forms.Form):
    """A form of the library in our words: labels alone, without placeholders."""

    labels = {
        "login": _("E-mail"),
        "email": _("E-mail"),
        "oldpassword": _("Password until now"),
        "password1": _("New password"),
        "password2": _("New password again"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)
            field.help_text = ""


class SignInForm(PlainForm, LoginForm):
    """E-mail and password."""


class AgainForm(PlainForm, ReauthenticateForm):
    """The password once more."""


class ForgottenForm(PlainForm, ResetPasswordForm):
    """Where the link to a new password goes."""


class ResetForm(PlainForm, ResetPasswordKeyForm):
    """A new password instead of a forgotten one."""


class ChangeForm(PlainForm, ChangePasswordForm):
    """A new password instead of a known one."""


class InviteForm(forms.ModelForm):  # type: ignore[type-arg]
    """Whom to invite."""

    class Meta:
        model = Invitation
        fields = ("email", "display_name", "job_title")


class NewAccountForm(forms.Form):
    """A form with the password of a new account, which must not resemble its name or e-mail."""

    email_known = ""

    def clean(self) -> dict[str, Any]:
        """Hold the password against the rules, and against whose it will be."""
        answers: dict[str, Any] = super().clean() or self.cleaned_data
        person = User(email=answers.get("email", self.email_known), display_name=answers.get("display_name", ""))
        try:
            if "password" in answers:
                validate_password(answers["password"], person)
        except ValidationError as error:
            self.add_error("password", error)
        return answers


class AcceptForm(NewAccountForm):
    """Name and password of a new account; the e-mail is known from the invitation."""

    display_name = forms.CharField(label=_("Name"), max_length=120)
    password = password_field()

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email_known = email


class AccountForm(forms.ModelForm):  # type: ignore[type-arg]
    """What administrators change of an account."""

    class Meta:
        model = User
        fields = ("display_name", "job_title", "is_administrator")


class PreferencesForm(forms.ModelForm):  # type: ignore[type-arg]
    """What people set for themselves."""

    time_zone = time_zone_field()

    class Meta:
        model = User
        fields = ("display_name", "job_title", "language", "time_zone", "theme", "density", "has_keys")


class SetUpForm(NewAccountForm):
    """The organisation and its first administrator."""

    organisation = forms.CharField(label=_("Organisation"), max_length=120)
    time_zone = time_zone_field()
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    display_name = forms.CharField(label=_("Your name"), max_length=120)
    email = forms.EmailField(label=_("Your e-mail"))
    password = password_field()


class OrganisationForm(forms.Form):
    """What administrators change of the organisation; ``seen`` is what stood there when they began."""

    organisation = forms.CharField(label=_("Name"), max_length=120, help_text=_("Stands on every printed paper."))
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, help_text=_("Of printed papers, and of mails to guests.")
    )
    time_zone = time_zone_field(
        _(
            "Days begin and end by it for everybody: terms, due dates, periods of reports. What was counted before stays."
        )
    )
    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        help_text=_("PNG or JPEG, at most 1 MB; 1200 pixels wide are enough. It is printed on white."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )
    removes_logo = forms.BooleanField(label=_("Remove the logo"), required=False)

    def __init__(self, data: Any, files: Any, *, now: dict[str, str]) -> None:
        super().__init__(data, files, initial={name: found for name, found in now.items() if name != LOGO})
        self.seen = {name: str(self.data.get(f"seen_{name}", found)) for name, found in now.items()}
        if not now[LOGO]:
            del self.fields["removes_logo"]

    def clean_logo(self) -> Picture | None:
        """The picture, made anew."""
        upload = self.cleaned_data[LOGO]
        try:
            return read_logo(upload) if upload else None
        except AccountError as error:
            raise ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        """Say what contradicts itself, and that a file is not kept."""
        answers: dict[str, Any] = super().clean() or self.cleaned_data
        if answers.get(LOGO) and answers.get("removes_logo"):
            self.add_error("removes_logo", _("You chose a new one too: untick this, or choose no file"))
        self._tell_of_file()
        return answers

    @property
    def wanted(self) -> dict[str, str]:
        """What shall stand there, of the logo its SHA-256."""
        answers, picture = self.cleaned_data, self.cleaned_data[LOGO]
        kept = "" if answers.get("removes_logo") else self.seen[LOGO]
        named = {name: answers[name] for name in self.seen if name != LOGO}
        return {**named, LOGO: sha256_of(picture.content) if picture else kept}

    def tell_changed(self, found: dict[str, str]) -> None:
        """Say at each field what somebody else made of it; who saves again has seen it."""
        self.seen |= found
        for name, value in found.items():
            self.add_error(name, self._changed(name, value))
        self._tell_of_file()

    def _changed(self, name: str, value: str) -> Any:
        if name == LOGO:
            return _(
                "Somebody changed the logo meanwhile, to what you see here: choose yours again, or save again to remove it."
            )
        words = _(
            "Somebody changed this to “%(value)s” meanwhile. If what stands here shall take its place, save again."
        )
        return words % {"value": value}

    def _tell_of_file(self) -> None:
        if self.errors and LOGO not in self.errors and self.files.get(LOGO):
            self.add_error(LOGO, _("Choose the file again: it is not kept until all else is right."))


class ConfirmForm(forms.Form):
    """Asks nothing."""


class BoxesField(forms.ModelMultipleChoiceField):
    """Rows of a table, as boxes to tick; what they are to be chosen from may be said later."""

    def __init__(self, *, queryset: Any = None, **options: Any) -> None:
        widget = forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"})
        super().__init__(queryset=queryset, widget=widget, **options)

    def clean(self, value: Any) -> Any:
        """The rows chosen; a key beyond what SQLite can hold is no choice, where Django would fail."""
        try:
            return super().clean(value)
        except OverflowError as error:
            message = self.error_messages["invalid_choice"]
            raise ValidationError(message, "invalid_choice", {"value": _("such a number")}) from error


class PeopleField(BoxesField):
    """People with an active account."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=User.objects.filter(is_active=True).order_by("display_name"), **options)


class GroupForm(forms.Form):
    """A group's name and who is in it."""

    name = forms.CharField(label=_("Name"), max_length=150, help_text=_("Such as “Board” or “Service desk”."))
    members = PeopleField(label=_("Members"), required=False)

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if group.pk:
            self.initial = {"name": group.name, "members": group.user_set.all()}

"""Pages of accounts."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from allauth.account.utils import perform_login
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from people import domain, kept_forms
from people.forms import AcceptForm, AccountForm, ConfirmForm, InviteForm, PreferencesForm, SetUpForm
from people.models import Invitation, User
from people.rules import may_administer, may_change_rights_of

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.http import QueryDict

PAGE = 50


def _require_administrator(request: HttpRequest) -> None:
    if not may_administer(request.user):  # type: ignore[arg-type]
        raise PermissionDenied(_("For administrators"))


def _sent(request: HttpRequest) -> QueryDict | None:
    """What was sent, or what this person had typed here when the session ended."""
    return request.POST if request.method == "POST" else kept_forms.take(request)


def _status(request: HttpRequest, form: BaseForm) -> HTTPStatus:
    is_wrong = request.method == "POST" and form.errors
    return HTTPStatus.UNPROCESSABLE_ENTITY if is_wrong else HTTPStatus.OK


def _form_page(request: HttpRequest, form: BaseForm, **context: Any) -> HttpResponse:
    author_field = kept_forms.author_field(request.user)  # type: ignore[arg-type]
    context = {"form": form, "author_field": author_field, "back": reverse("people:directory"), **context}
    return render(request, "people/form.html", context, status=_status(request, form))


def too_many(request: HttpRequest) -> HttpResponse:
    """429: asked too often, such as for sign-in with wrong passwords."""
    return render(request, "account/too_many.html", status=HTTPStatus.TOO_MANY_REQUESTS)


def directory(request: HttpRequest) -> HttpResponse:
    """Everybody with an account."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    people = User.objects.filter(Q(display_name__icontains=words) | Q(email__icontains=words) if words else Q())
    page = Paginator(people, PAGE).get_page(request.GET.get("page"))
    administers = may_administer(request.user)  # type: ignore[arg-type]
    invitations = Invitation.objects.filter(accepted=None, revoked=None)[:PAGE] if administers else []
    context = {"page": page, "words": words, "administers": administers, "invitations": invitations}
    return render(request, "people/directory.html", context)


def account(request: HttpRequest, pk: int) -> HttpResponse:
    """One person; administrators also see what happened to the account."""
    found = get_object_or_404(User, pk=pk)
    administers = may_administer(request.user)  # type: ignore[arg-type]
    events = found.account_events.select_related("actor")[:PAGE] if administers else []
    return render(request, "people/account.html", {"account": found, "events": events, "administers": administers})


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Changing an account."""
    _require_administrator(request)
    found = get_object_or_404(User, pk=pk)
    form = AccountForm(_sent(request), instance=get_object_or_404(User, pk=pk))
    if not may_change_rights_of(request.user, found):  # type: ignore[arg-type]
        del form.fields["is_administrator"]
    if request.method == "POST" and form.is_valid():
        try:
            domain.change_account(found, actor=request.user, values=form.cleaned_data)  # type: ignore[arg-type]
        except domain.AccountError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The account was changed."))
            return redirect("people:account", pk=pk)
    title, back = _("Change: %(name)s") % {"name": found}, reverse("people:account", args=[pk])
    return _form_page(request, form, title=title, button=_("Save changes"), back=back)


def invite(request: HttpRequest) -> HttpResponse:
    """Inviting somebody."""
    _require_administrator(request)
    form = InviteForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            invitation = domain.invite(actor=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except domain.MailError as error:
            messages.error(request, str(error))
            return redirect("people:directory")
        except domain.AccountError as error:
            form.add_error("email", str(error))
        else:
            messages.success(request, _("%(email)s was invited.") % {"email": invitation.email})
            return redirect("people:directory")
    return _form_page(request, form, title=_("Invite somebody"), button=_("Send the invitation"))


def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Taking an invitation back."""
    _require_administrator(request)
    invitation = get_object_or_404(Invitation, pk=pk, accepted=None, revoked=None)
    if request.method == "POST":
        try:
            domain.revoke_invitation(invitation, actor=request.user)  # type: ignore[arg-type]
        except domain.AccountError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The invitation was taken back."))
        return redirect("people:directory")
    title = _("Take back the invitation of %(email)s") % {"email": invitation.email}
    return _form_page(request, ConfirmForm(), title=title, button=_("Take back"), is_removal=True)


def change_activity(request: HttpRequest, pk: int, *, becomes_active: bool) -> HttpResponse:
    """Closing an account, or opening it again."""
    _require_administrator(request)
    found = get_object_or_404(User, pk=pk, is_active=not becomes_active)
    verb = domain.reactivate if becomes_active else domain.deactivate
    if request.method == "POST":
        try:
            verb(found, actor=request.user)  # type: ignore[arg-type]
        except domain.AccountError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Done: the account of %(name)s.") % {"name": found})
        return redirect("people:account", pk=pk)
    title, button = (
        (_("Reactivate %(name)s"), _("Reactivate")) if becomes_active else (_("Deactivate %(name)s"), _("Deactivate"))
    )
    lead = "" if becomes_active else _("All sessions end at once. Records stay as they are.")
    context = {"lead": lead, "button": button, "is_removal": not becomes_active}
    back = reverse("people:account", args=[pk])
    return _form_page(request, ConfirmForm(), title=title % {"name": found}, back=back, **context)


def preferences(request: HttpRequest) -> HttpResponse:
    """What one sets for oneself."""
    own: User = request.user  # type: ignore[assignment]
    form = PreferencesForm(_sent(request), instance=get_object_or_404(User, pk=own.pk))
    if request.method == "POST" and form.is_valid():
        domain.change_account(own, actor=own, values=form.cleaned_data)
        messages.success(request, _("Your preferences were saved."))
        return redirect("people:preferences")
    return _form_page(request, form, title=_("Preferences"), button=_("Save changes"), back=reverse("home"))


def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Accepting an invitation."""
    invitation = domain.open_invitation(token)
    if invitation is None:
        return render(request, "people/invitation_over.html", status=404)
    sent = request.POST if request.method == "POST" else None
    form = AcceptForm(sent, email=invitation.email, initial={"display_name": invitation.display_name})
    if request.method == "POST" and form.is_valid():
        try:
            made = domain.accept_invitation(invitation, **form.cleaned_data)
        except domain.AccountError as error:
            form.add_error(None, str(error))
        else:
            return _let_in(request, made)
    lead = _("You were invited as %(email)s.") % {"email": invitation.email}
    return _entry_page(request, form, title=_("Welcome"), lead=lead, button=_("Make the account"))


def set_up(request: HttpRequest, token: str) -> HttpResponse:
    """Setting the installation up, by the one-time link."""
    if not domain.is_set_up_token(token):
        raise Http404
    form = SetUpForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        administrator = {name: values.pop(name) for name in ("display_name", "email", "password")}
        try:
            made = domain.set_up(token, **values, administrator=administrator)
        except domain.AccountError as error:
            form.add_error(None, str(error))
        else:
            return _let_in(request, made)
    lead = _("Your organisation, and you as its first administrator.")
    return _entry_page(request, form, title=_("Set up SMSapp"), lead=lead, button=_("Set up"))


def _entry_page(request: HttpRequest, form: BaseForm, **context: Any) -> HttpResponse:
    return render(request, "people/entry_form.html", {"form": form, **context}, status=_status(request, form))


def _let_in(request: HttpRequest, account: User) -> HttpResponse:
    """Sign a new account in as sign-in does: the session is listed, and ends with the account."""
    response: HttpResponse = perform_login(request, account, email_verification="none")
    return response

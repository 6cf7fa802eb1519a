"""Pages before one is in: accepting an invitation, setting the installation up."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from allauth.account.utils import perform_login
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _

from people.domain import installation, invitations
from people.domain.errors import AccountError
from people.forms import AcceptForm, SetUpForm
from people.views.page import shows_and_takes, status_of

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.http import HttpRequest, HttpResponse

    from people.models import User


def too_many(request: HttpRequest) -> HttpResponse:
    """429: asked too often, such as for sign-in with wrong passwords."""
    return render(request, "account/too_many.html", status=HTTPStatus.TOO_MANY_REQUESTS)


@shows_and_takes
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Accepting an invitation."""
    invitation = invitations.open_invitation(token)
    if invitation is None:
        return render(request, "people/invitation_over.html", status=404)
    sent = request.POST if request.method == "POST" else None
    form = AcceptForm(sent, email=invitation.email, initial={"display_name": invitation.display_name})
    if request.method == "POST" and form.is_valid():
        try:
            made = invitations.accept_invitation(invitation, **form.cleaned_data)
        except AccountError as error:
            form.add_error(None, str(error))
        else:
            return _let_in(request, made)
    lead = _("You were invited as %(email)s.") % {"email": invitation.email}
    return _entry_page(request, form, title=_("Welcome"), lead=lead, button=_("Make the account"))


@shows_and_takes
def set_up(request: HttpRequest, token: str) -> HttpResponse:
    """Setting the installation up, by the one-time link."""
    if not installation.is_set_up_token(token):
        raise Http404
    form = SetUpForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        administrator = {name: values.pop(name) for name in ("display_name", "email", "password")}
        try:
            made = installation.set_up(token, **values, administrator=administrator)
        except AccountError as error:
            form.add_error(None, str(error))
        else:
            return _let_in(request, made)
    lead = _("Your organisation, and you as its first administrator.")
    return _entry_page(request, form, title=_("Set up SMSapp"), lead=lead, button=_("Set up"))


def _entry_page(request: HttpRequest, form: BaseForm, **context: Any) -> HttpResponse:
    return render(request, "people/entry_form.html", {"form": form, **context}, status=status_of(request, form))


def _let_in(request: HttpRequest, account: User) -> HttpResponse:
    """Sign a new account in as sign-in does: the session is listed, and ends with the account."""
    response: HttpResponse = perform_login(request, account, email_verification="none")
    return response

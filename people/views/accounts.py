"""Everybody with an account, and what is done to accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from people.domain import accounts, invitations
from people.domain.errors import AccountError
from people.forms import AccountForm, ConfirmForm, InviteForm, PreferencesForm
from people.models import ACCOUNT_PAGE, Invitation, User
from people.rules import may_administer, may_change_rights_of
from people.views.page import PAGE, form_page, require_administrator_of, sent, shows_and_takes
from shell.registry import Departure, Panel, registry

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """Everybody with an account."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    people = User.objects.filter(Q(display_name__icontains=words) | Q(email__icontains=words) if words else Q())
    page = Paginator(people, PAGE).get_page(request.GET.get("page"))
    administers = may_administer(request.user)  # type: ignore[arg-type]
    invitations = Invitation.objects.filter(accepted=None, revoked=None)[:PAGE] if administers else []
    context = {"page": page, "words": words, "administers": administers, "invitations": invitations}
    return render(request, "people/directory.html", context)


@require_safe
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """One person; administrators also see what happened to the account."""
    found = get_object_or_404(User, pk=pk)
    administers = may_administer(request.user)  # type: ignore[arg-type]
    events = found.account_events.select_related("actor")[:PAGE] if administers else []
    panels = [panel for panel in registry.all(Panel) if panel.kind == ACCOUNT_PAGE]
    context = {
        "account": found,
        "events": events,
        "administers": administers,
        "panels": [{"panel": panel, "rows": panel.rows(found, request.user)} for panel in panels],
    }
    return render(request, "people/account.html", context)


@shows_and_takes
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Changing an account."""
    require_administrator_of(request)
    found = get_object_or_404(User, pk=pk)
    form = AccountForm(sent(request), instance=get_object_or_404(User, pk=pk))
    if not may_change_rights_of(request.user, found):  # type: ignore[arg-type]
        del form.fields["is_administrator"]
    if request.method == "POST" and form.is_valid():
        try:
            accounts.change_account(found, actor=request.user, values=form.cleaned_data)  # type: ignore[arg-type]
        except AccountError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The account was changed."))
            return redirect("people:account", pk=pk)
    title, back = _("Change: %(name)s") % {"name": found}, reverse("people:account", args=[pk])
    return form_page(request, form, title=title, button=_("Save changes"), back=back)


@shows_and_takes
def invite(request: HttpRequest) -> HttpResponse:
    """Inviting somebody."""
    require_administrator_of(request)
    form = InviteForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            invitation = invitations.invite(actor=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except AccountError as error:
            form.add_error("email", str(error))
        else:
            messages.success(request, _("%(email)s was invited.") % {"email": invitation.email})
            return redirect("people:directory")
    return form_page(request, form, title=_("Invite somebody"), button=_("Send the invitation"))


@shows_and_takes
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Taking an invitation back."""
    require_administrator_of(request)
    invitation = get_object_or_404(Invitation, pk=pk, accepted=None, revoked=None)
    if request.method == "POST":
        try:
            invitations.revoke_invitation(invitation, actor=request.user)  # type: ignore[arg-type]
        except AccountError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The invitation was taken back."))
        return redirect("people:directory")
    title = _("Take back the invitation of %(email)s") % {"email": invitation.email}
    return form_page(request, ConfirmForm(), title=title, button=_("Take back"), is_removal=True)


@shows_and_takes
def change_activity(request: HttpRequest, pk: int, *, becomes_active: bool) -> HttpResponse:
    """Closing an account, or opening it again."""
    require_administrator_of(request)
    found = get_object_or_404(User, pk=pk, is_active=not becomes_active)
    verb = accounts.reactivate if becomes_active else accounts.deactivate
    if request.method == "POST":
        try:
            verb(found, actor=request.user)  # type: ignore[arg-type]
        except AccountError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Done: the account of %(name)s.") % {"name": found})
        return redirect("people:account", pk=pk)
    title, button = (
        (_("Reactivate %(name)s"), _("Reactivate")) if becomes_active else (_("Deactivate %(name)s"), _("Deactivate"))
    )
    said = [str(departure.says) for departure in registry.all(Departure)]
    lead = "" if becomes_active else " ".join([_("All sessions end at once."), *said])
    context = {"lead": lead, "button": button, "is_removal": not becomes_active}
    back = reverse("people:account", args=[pk])
    return form_page(request, ConfirmForm(), title=title % {"name": found}, back=back, **context)


@shows_and_takes
def preferences(request: HttpRequest) -> HttpResponse:
    """What one sets for oneself."""
    own: User = request.user  # type: ignore[assignment]
    form = PreferencesForm(sent(request), instance=get_object_or_404(User, pk=own.pk))
    if request.method == "POST" and form.is_valid():
        accounts.change_account(own, actor=own, values=form.cleaned_data)
        messages.success(request, _("Your preferences were saved."))
        return redirect("people:preferences")
    return form_page(request, form, title=_("Preferences"), button=_("Save changes"), back=reverse("home"))

"""The organisation: its name, language, time zone and logo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from people import kept_forms
from people.domain import installation
from people.domain.errors import ChangedMeanwhileError
from people.forms import OrganisationForm
from people.models import AccountEvent, Logo
from people.views.page import PAGE, require_administrator_of, sent, shows_and_takes, status_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

Action = AccountEvent.Action


@shows_and_takes
def organisation(request: HttpRequest) -> HttpResponse:
    """What administrators change of the organisation, and how it came to be so."""
    require_administrator_of(request)
    form = OrganisationForm(sent(request), request.FILES or None, now=installation.organisation_now())
    if request.method == "POST" and form.is_valid():
        about = {"seen": form.seen, "wanted": form.wanted, "logo": form.cleaned_data["logo"]}
        try:
            installation.change_organisation(actor=request.user, **about)  # type: ignore[arg-type]
        except ChangedMeanwhileError as error:
            form.tell_changed(error.found)
        else:
            messages.success(request, _("The organisation was saved."))
            return redirect("people:organisation")
    return _page(request, form)


def _page(request: HttpRequest, form: OrganisationForm) -> HttpResponse:
    events = AccountEvent.objects.filter(action__in=(Action.SET_UP, Action.ORGANISATION)).select_related("actor")
    context = {
        "form": form,
        "logo": Logo.current(),
        "events": events[:PAGE],
        "author_field": kept_forms.author_field(request.user),  # type: ignore[arg-type]
    }
    return render(request, "people/organisation.html", context, status=status_of(request, form))

"""Asking for something of the catalogue: what is offered, its questions, and off it goes."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import IntegrityError
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views import View

from operations.domain.requesting import ask_for
from operations.forms import ask_form
from people import kept_forms
from records.views.base import REFUSALS, done_before, once, say_refusal
from services.models import CatalogueItem

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from people.models import User

#: Items shown at once; more are found by words.
SHOWN = 60


class AskView(View):
    """What users can ask for, by service; found by words."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The items offered."""
        words = request.GET.get("q", "").replace("\x00", "").strip()[:100]
        items = _offered(request.user)
        for word in words.split()[:6]:
            items = items.filter(Q(title__icontains=word) | Q(description__icontains=word))
        found = list(items.select_related("service").order_by("service__title", "title")[: SHOWN + 1])
        context = {"items": found[:SHOWN], "has_more": len(found) > SHOWN, "words": words}
        return render(request, "operations/request/offered.html", context)


class AskForView(View):
    """The questions of one item."""

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        """The form."""
        item = _find(request, reference)
        return self._draw(item, ask_form(item, kept_forms.take(request), user=request.user))

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        """Ask for it, or say at the form why not; what was typed stays."""
        item = _find(request, reference)
        form = ask_form(item, request.POST, user=request.user)
        if not form.is_valid():
            return self._draw(item, form, HTTPStatus.UNPROCESSABLE_ENTITY)
        token, user = once(request, form.cleaned_data["token"]), request.user
        about: dict[str, Any] = {"answers": form.answers, "remark": form.cleaned_data["remark"], "token": token}
        try:
            made: Any = ask_for(item, actor=user, **about)  # type: ignore[arg-type]
        except (IntegrityError, *REFUSALS) as error:
            made = done_before(token, user)  # type: ignore[arg-type]
            if made is None and isinstance(error, IntegrityError):
                raise
            if made is None:
                return self._draw(item, form, say_refusal(form, error))
        messages.success(
            request, _("%(reference)s is asked for. You are told what comes of it.") % {"reference": made.reference}
        )
        return redirect(made.page_url)

    def _draw(self, item: CatalogueItem, form: Any, status: int = HTTPStatus.OK) -> HttpResponse:
        context = {"item": item, "form": form, "author_field": kept_forms.author_field(self.request.user)}  # type: ignore[arg-type]
        return render(self.request, "operations/request/ask.html", context, status=status)


def _offered(user: User | Any) -> Any:
    return CatalogueItem.objects.visible_to(user).current().filter(state="offered")


def _find(request: HttpRequest, reference: str) -> CatalogueItem:
    item: CatalogueItem | None = (
        _offered(request.user).select_related("service", "approver").filter(reference=reference.upper()).first()
    )
    if item is None:
        raise Http404
    return item

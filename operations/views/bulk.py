"""One thing done to several tickets of the board, incidents and requests alike: each by the bulk act of its kind."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from operations.domain.board import KINDS
from people import kept_forms
from records.domain.bulk_acts import summary
from records.in_bulk import CHOSEN_MAX, ask_for, bulk_actions, why_not
from records.kind import find_kind, kind_of
from records.views.base import number, once

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from people.models import User
    from records.forms.parts import PartForm
    from records.in_bulk import BulkAction

#: What the board offers for several tickets; each kind judges its own.
OFFERED = ("take", "assign", "hold", "resume", "resolve", "merge")


class BoardBulkView(View):
    """One action on the tickets chosen on the board."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """What can be done to which, and what the action asks for."""
        action = _action(request.GET.get("action", ""))
        keys = [key for text in request.GET.getlist("chosen") if (key := number(text))]
        user: User = request.user  # type: ignore[assignment]
        return self._draw(action, action.form(kept_forms.take(request), user=user), keys[:CHOSEN_MAX])

    def post(self, request: HttpRequest) -> HttpResponse:
        """Do it to those that can be done; what was typed stays where something needs another look."""
        action = _action(request.POST.get("action", request.GET.get("action", "")))
        versions = _versions(request.POST.get("chosen", ""))
        user: User = request.user  # type: ignore[assignment]
        form = action.form(request.POST, user=user)
        if not form.is_valid():
            return self._draw(action, form, list(versions), HTTPStatus.UNPROCESSABLE_ENTITY)
        return self._do(action, form, versions)

    def _do(self, action: BulkAction, form: PartForm, versions: dict[int, int]) -> HttpResponse:
        request, token = self.request, once(self.request, form.cleaned_data["token"])
        user: User = request.user  # type: ignore[assignment]
        answers = {name: request.POST.get(name, "") for name in form.fields}
        tickets = [ticket for ticket in _tickets(list(versions), user) if action.key in bulk_actions(kind_of(ticket))]
        for key in dict.fromkeys(ticket.kind for ticket in tickets):
            kind = find_kind(key)
            chosen = [(ticket.pk, versions[ticket.pk]) for ticket in tickets if ticket.kind == key]
            own = bulk_actions(kind)[action.key]
            act = ask_for(kind, own, actor=user, answers=answers, chosen=chosen, token=f"{token[:48]}-{key[:12]}")
            messages.success(request, f"{kind.plural}: {summary(act)}")
        return redirect(reverse("operations:board"))

    def _draw(self, action: BulkAction, form: Any, keys: Sequence[int], status: int = HTTPStatus.OK) -> HttpResponse:
        user: User = self.request.user  # type: ignore[assignment]
        tickets = _tickets(keys, user)
        if not tickets:
            messages.error(self.request, _("No record is chosen. Tick the boxes in front of some."))
            return redirect(reverse("operations:board"))
        judged = [(ticket, _why_not(action.key, ticket, user)) for ticket in tickets]
        context = {
            "action": action,
            "form": form,
            "able": [pair for pair in judged if pair[1] is None],
            "unable": [pair for pair in judged if pair[1] is not None],
            "chosen": ",".join(f"{ticket.pk}:{ticket.version}" for ticket, why in judged if why is None),
            "author_field": kept_forms.author_field(user),
        }
        return render(self.request, "operations/board/bulk.html", context, status=status)


def _action(key: str) -> BulkAction:
    """The action, as the first kind that has it offers it; raises Http404."""
    for model in KINDS:
        if key in OFFERED and (action := bulk_actions(find_kind(model.kind_key)).get(key)) is not None:
            return action
    raise Http404


def _why_not(key: str, ticket: Any, user: User) -> Any:
    kind = kind_of(ticket)
    action = bulk_actions(kind).get(key)
    if action is None:
        return _("%(kind)s have no such step") % {"kind": kind.plural}
    return why_not(action, ticket, user, kind)


def _tickets(keys: Sequence[int], user: User) -> list[Any]:
    """The tickets chosen that the person sees, in the order they were chosen."""
    found: dict[int, Any] = {}
    for model in KINDS:
        found |= {ticket.pk: ticket for ticket in model.objects.visible_to(user).filter(pk__in=keys)}
    return [found[key] for key in keys if key in found]


def _versions(text: str) -> dict[int, int]:
    """Keys and versions, as the form carries them."""
    pairs = (each.partition(":") for each in text.split(",")[:CHOSEN_MAX])
    found = ((number(key), number(version)) for key, _sign, version in pairs)
    return {key: version for key, version in found if key is not None and version is not None}

"""What every page of a kind has in common."""

from __future__ import annotations

import hashlib
import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views import View

from people import kept_forms
from records.access.permits import Refused, refusal
from records.domain.errors import InputError, NotNowError, StaleError
from records.kind import Kind
from records.models import Event, Record

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.http import HttpRequest

    from people.models import User

#: Digits of a number in an address or a hidden field; longer ones are no key of ours.
DIGITS = 17
#: Fields of a form that say nothing of the answer.
UNSAID = frozenset({"csrfmiddlewaretoken", kept_forms.AUTHOR})
#: What a verb of the domain raises when it is not carried out: said at the form.
REFUSALS = (InputError, NotNowError, StaleError, Refused)


class KindView(View):
    """A page of a kind: ``kind`` is given where its addresses are made."""

    kind: Kind = None  # type: ignore[assignment]

    @property
    def user(self) -> User:
        """The person who asks; the middleware has let nobody else in."""
        return self.request.user  # type: ignore[return-value]

    def find(self, reference: str) -> Any:
        """The record with this reference, if the person sees it; else 404, as if it were not there."""
        records = self.kind.model.objects.visible_to(self.user).select_related("owner", "created_by", *self.kind.joined)
        found = records.filter(reference=reference.upper()).first()
        if found is None:
            raise Http404
        return found

    def require(self, action: str, subject: Any) -> None:
        """Refuse with 403 unless the rules allow the action."""
        if (why := refusal(self.user, action, subject)) is not None:
            raise Refused(why)

    def page(self, template: str, **context: Any) -> HttpResponse:
        """A rendered page that knows its kind; a template of its room stands before that of the trunk."""
        status = context.pop("status", 200)
        return render(
            self.request,
            [f"{self.kind.room}/{template}", f"records/{template}"],
            {"kind": self.kind, "list_url": self.kind.url(), **context},
            status=status,
        )


def number(text: str) -> int | None:
    """The number a text says; None for one that is no key or version of ours."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= DIGITS else None


def once(request: HttpRequest, token: str) -> str:
    """What stands for one answer of one person to one form (SHA-256, hex).

    The same answers sent again with the same token have the same mark, and so act once; with a word
    changed they are another answer.
    """
    sent = sorted((name, values) for name, values in request.POST.lists() if name not in UNSAID)
    files = sorted((name, str(file), getattr(file, "size", 0)) for name, file in request.FILES.items())
    said = json.dumps([request.user.pk, request.path, token, sent, files])
    return hashlib.sha256(said.encode()).hexdigest()


def say_refusal(form: BaseForm, error: Exception) -> HTTPStatus:
    """Put a refusal at each field it concerns, else at the top of the form; returns the status of the answer."""
    for field, message in (error.by_field if isinstance(error, InputError) else {"": str(error)}).items():
        form.add_error(field if field in form.fields else None, str(message))
    if isinstance(error, Refused):
        return HTTPStatus.FORBIDDEN
    return HTTPStatus.UNPROCESSABLE_ENTITY if isinstance(error, InputError) else HTTPStatus.CONFLICT


def done_before(token: str, actor: User) -> Record | None:
    """The record that this very answer has acted on already, or None; raises Http404 when it is seen no more."""
    event = Event.objects.filter(token=token, actor=actor).first()
    if event is None:
        return None
    found: Record | None = Record.objects.visible_to(actor).filter(pk=event.record_id).first()
    if found is None:
        raise Http404
    return found

"""What every page of a kind has in common."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views import View

from records.access.permits import Refused, refusal
from records.domain.errors import InputError, NotNowError, StaleError
from records.kind import Kind
from records.models import Event, Record

if TYPE_CHECKING:
    from django.forms import BaseForm

    from people.models import User

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
        records = self.kind.model.objects.visible_to(self.user).select_related("owner", "created_by")
        found = records.filter(reference=reference.upper()).first()
        if found is None:
            raise Http404
        return found

    def require(self, action: str, subject: Any) -> None:
        """Refuse with 403 unless the rules allow the action."""
        if (why := refusal(self.user, action, subject)) is not None:
            raise Refused(why)

    def page(self, template: str, **context: Any) -> HttpResponse:
        """A rendered page that knows its kind."""
        status = context.pop("status", 200)
        return render(
            self.request,
            f"records/{template}",
            {"kind": self.kind, "list_url": self.kind.url(), **context},
            status=status,
        )


def say_refusal(form: BaseForm, error: Exception) -> HTTPStatus:
    """Put a refusal at the field it concerns, else at the top of the form; returns the status of the answer."""
    field = error.field if isinstance(error, InputError) and error.field in form.fields else None
    form.add_error(field, str(error))
    return HTTPStatus.UNPROCESSABLE_ENTITY if isinstance(error, InputError) else HTTPStatus.CONFLICT


def already_done(token: str, actor: User, error: IntegrityError) -> Record:
    """The record that a form sent twice has acted on; raises the error when it was not that."""
    event = Event.objects.filter(token=token, actor=actor).first()
    if event is None:
        raise error
    found: Record | None = Record.objects.visible_to(actor).filter(pk=event.record_id).first()
    if found is None:
        raise Http404
    return found

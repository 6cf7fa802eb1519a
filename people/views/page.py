"""What pages of accounts have in common."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from people import kept_forms
from people.domain.rights import require_administrator

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.http import HttpRequest, HttpResponse, QueryDict

#: Rows of a page of a list.
PAGE = 50
#: For views that show a form and take it.
shows_and_takes = require_http_methods(["GET", "HEAD", "POST"])


def require_administrator_of(request: HttpRequest) -> None:
    """Raise PermissionDenied unless whoever asks administers."""
    require_administrator(request.user)  # type: ignore[arg-type]


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent, or what this person had typed here when the session ended."""
    return request.POST if request.method == "POST" else kept_forms.take(request)


def status_of(request: HttpRequest, form: BaseForm) -> HTTPStatus:
    """422 for answers that need another look."""
    is_wrong = request.method == "POST" and form.errors
    return HTTPStatus.UNPROCESSABLE_ENTITY if is_wrong else HTTPStatus.OK


def form_page(request: HttpRequest, form: BaseForm, **context: Any) -> HttpResponse:
    """A form inside; ``context`` has title, button, lead, back."""
    author_field = kept_forms.author_field(request.user)  # type: ignore[arg-type]
    context = {"form": form, "author_field": author_field, "back": reverse("people:directory"), **context}
    return render(request, "people/form.html", context, status=status_of(request, form))

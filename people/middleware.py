"""Who may come in, and how it looks to them."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.utils.http import urlencode

from people import kept_forms
from people.models import Installation

if TYPE_CHECKING:
    from collections.abc import Callable

#: Addresses open to anybody, by name. A test holds that there are no others.
PUBLIC_URL_NAMES = frozenset(
    {
        "account_login",
        "account_inactive",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "people:accept",
        "measures:feed",
        "people:set-up",
        "healthz",
    }
)
#: Addresses that work before the installation is set up.
BEFORE_SET_UP = frozenset({"people:set-up", "healthz"})


class NotKeptMiddleware:
    """Browsers and proxies keep no page: after sign-out, Back shows nothing (OWASP ASVS 14.3.2)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request; static files are answered before this and may be kept."""
        response = self.get_response(request)
        patch_cache_control(response, private=True, no_store=True)
        return response


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Every page asks for sign-in, but for those in PUBLIC_URL_NAMES."""

    def process_view(self, request: HttpRequest, view_func: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        """Let people in, and others to the public pages; keep what an ended session had typed."""
        match = request.resolver_match
        if request.user.is_authenticated or (match and match.view_name in PUBLIC_URL_NAMES):
            return None
        if request.method == "POST":
            kept_forms.keep(request)
        return to_sign_in(request)


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Go to sign-in and come back here; htmx is told to move the whole page, and to come back to that."""
    place = request.get_full_path() if request.method == "GET" else request.path
    if request.htmx:  # type: ignore[attr-defined]
        place = request.htmx.current_url_abs_path or reverse("home")  # type: ignore[attr-defined]
    address = f"{reverse('account_login')}?{urlencode({'next': place})}"
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(status=HTTPStatus.UNAUTHORIZED, headers={"HX-Redirect": address})
    return redirect(address)


class SetUpRequiredMiddleware:
    """Until the installation is set up, pages say how to set it up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.is_set_up = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        """Ask the database until the answer is yes; that is then remembered by this process."""
        match = request.resolver_match
        if self.is_set_up or (match and match.view_name in BEFORE_SET_UP):
            return None
        self.is_set_up = Installation.objects.exclude(set_up_at=None).exists()
        return None if self.is_set_up else render(request, "people/not_set_up.html", status=503)


class PreferencesMiddleware:
    """Pages speak the language and the time of whoever asks, or else of the installation."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request under a language and a time zone."""
        chosen = request.user if request.user.is_authenticated else Installation.current()
        with translation.override(chosen.language), timezone.override(chosen.time_zone):
            return self.get_response(request)

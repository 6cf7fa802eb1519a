"""What django-allauth asks of us."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from people.domain import accounts


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come by invitation alone."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "E-mail and password do not belong together. Type both anew, or set a new password."
        ),
        "rate_limited": _("Too many tries. Wait five minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for themselves."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Whether sign-in may lead there: to an address of this installation alone.

        allauth would take any of ALLOWED_HOSTS, and so the reader's own machine: "localhost" is one of them.
        """
        home = urlsplit(settings.SITE_URL)
        return url_has_allowed_host_and_scheme(url, {home.netloc}, require_https=settings.IS_HTTPS)

    def get_reset_password_from_key_url(self, key: str) -> Any:
        """The address in the mail: of this installation, never of the Host header."""
        uid, _dash, token = key.partition("-")
        return settings.SITE_URL + reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})

    def format_email_subject(self, subject: str) -> str:
        """The subject alone: allauth would put the Host header before it."""
        return str(subject)

    def set_password(self, user: Any, password: str) -> None:
        """Changed or reset, a new password leaves evidence."""
        accounts.set_password(user, password)

"""Pages for what cannot be answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """A form whose mark is missing or old: say how to send it again without loss."""
    return render(request, "403_csrf.html", status=403)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: in sight, without the right; says who has it where the rule told."""
    return render(request, "403.html", {"why": str(exception)}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """404: not there, or not for this person: the same words for both."""
    return render(request, "404.html", status=404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """400: what was sent cannot be read, or is too large."""
    return render(request, "400.html", status=400)

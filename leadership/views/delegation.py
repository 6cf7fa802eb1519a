"""Who may decide what today."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.views.decorators.http import require_GET

from leadership.domain.delegations import holding_today
from leadership.panels.delegation import limit_text, matrix_words
from people.calendar import today
from records.kind import find_kind
from roles.queries import held_roles

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
def deciding(request: HttpRequest) -> HttpResponse:
    """The page: delegations that hold today, and the roles that authority comes from."""
    user: Any = request.user
    lines = [
        (each, matrix_words(each.decides) if each.decides else "", limit_text(each)) for each in holding_today(user)
    ]
    about = {
        "today": today(),
        "lines": lines,
        "roles": [held for held in held_roles(user) if not held.is_vacant],
        "delegations_url": find_kind("delegation").url(),
    }
    return render(request, "leadership/deciding.html", about)

"""Who may decide what today."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.views.decorators.http import require_safe

from leadership.domain.delegations import holding_today
from leadership.panels.delegation import limit_text, matrix_words
from people.calendar import today
from records.kind import find_kind
from records.labels import plain_labels_for
from roles.queries import held_roles

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def deciding(request: HttpRequest) -> HttpResponse:
    """The page: delegations that hold today, and the roles that authority comes from."""
    user: Any = request.user
    held = list(holding_today(user))
    labels = plain_labels_for({each.role_id for each in held if each.role_id}, user)
    lines = [
        (each, labels.get(each.role_id, ""), matrix_words(each.decides) if each.decides else "", limit_text(each))
        for each in held
    ]
    about = {
        "today": today(),
        "lines": lines,
        "roles": [each for each in held_roles(user) if not each.is_vacant],
        "delegations_url": find_kind("delegation").url(),
    }
    return render(request, "leadership/deciding.html", about)

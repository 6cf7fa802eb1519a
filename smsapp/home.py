"""Where everybody lands: what waits for them, what they own, what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.shortcuts import render
from django.views.decorators.http import require_safe

from records.history import latest_by_others
from records.labels import labels_for
from records.models import Record, Task

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from people.models import User

ROWS = 12


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """My work."""
    user: User = request.user  # type: ignore[assignment]
    visible = Record.objects.visible_to(user).current()
    seen = visible.filter(pk=OuterRef("record_id"))
    tasks = Task.objects.filter(Exists(seen), assignee=user, done=None).select_related("record")
    owned = visible.filter(owner=user).order_by("-updated", "-id")
    changed = list(latest_by_others(user)[:ROWS])
    others = {event.detail["other"] for event in changed if "other" in event.detail}
    context = {
        "tasks": tasks.order_by("due", "id")[:ROWS],
        "owned": owned[:ROWS],
        "changed": changed,
        "labels": labels_for(others, user) if others else {},
    }
    return render(request, "smsapp/home.html", context)

"""Where everybody lands: what waits for them, what they own, what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from records.models import Event, Record, Task

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from people.models import User

ROWS = 12


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """My work."""
    user: User = request.user  # type: ignore[assignment]
    visible = Record.objects.visible_to(user).current()
    tasks = Task.objects.filter(assignee=user, done=None, record__in=visible).select_related("record")
    owned = visible.filter(owner=user).order_by("-updated", "-id")
    changed = Event.objects.filter(record__in=visible).exclude(actor=user)
    context = {
        "tasks": tasks.order_by("due", "id")[:ROWS],
        "owned": owned[:ROWS],
        "changed": changed.select_related("record", "actor").order_by("-id")[:ROWS],
    }
    return render(request, "smsapp/home.html", context)

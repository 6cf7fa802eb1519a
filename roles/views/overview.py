"""Who holds what, the authority matrix, and responsibilities by clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from jobs.domain.queue import enqueue
from records.access.permits import permits
from roles.models import Assignment
from roles.paper import authority_context, raci_context
from roles.queries import away_today, held_roles

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from people.models import User


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Every role with its holders; what is vacant, ends soon or has no deputy stands out."""
    user: User = request.user  # type: ignore[assignment]
    held = held_roles(user)
    context = {
        "held": held,
        "vacant": [found for found in held if found.is_vacant],
        "ending": [found for found in held if found.ends],
        "away": away_today(user).select_related("person", "deputy").order_by("ends"),
        "may_assign": permits(user, "create", Assignment),
    }
    return render(request, "roles/overview.html", context)


@require_safe
def authority(request: HttpRequest) -> HttpResponse:
    """Who may do what, from the rules that are enforced."""
    return render(request, "roles/authority.html", authority_context(request.user))  # type: ignore[arg-type]


@require_safe
def responsibilities(request: HttpRequest) -> HttpResponse:
    """Responsible, accountable, consulted, informed for each clause, beside the names of today."""
    return render(request, "roles/raci.html", raci_context())


@require_POST
def paper(request: HttpRequest) -> HttpResponse:
    """Ask for both as a PDF; one goes to the page of the job."""
    return redirect(enqueue("roles.paper", actor=request.user, by=request.user.pk).page_url)  # type: ignore[arg-type]

"""Pages to browse the standard, in our own words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from shell.registry import Panel, registry
from standard import catalogue
from standard.models import Clause
from standard.queries import CLAUSE_PAGE

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def tree(request: HttpRequest) -> HttpResponse:
    """The clauses, by chapter; narrowed by words and by the role that answers."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    role = request.GET.get("role", "")
    roles = catalogue.read("roles")["roles"]
    clauses = Clause.objects.filter(is_current=True).annotate(n_items=Count("items", filter=Q(items__kind="shall")))
    clauses = clauses.order_by("sort_key")
    if words:
        found = Q(number__startswith=words) | Q(title__icontains=words) | Q(items__text__icontains=words)
        clauses = clauses.filter(pk__in=Clause.objects.filter(found).values("pk"))
    if role in roles:
        clauses = clauses.filter(responsible_role=role)
    rows = [{"clause": clause, "role": _label(clause.responsible_role)} for clause in clauses]
    edition = catalogue.read("edition")["meta"]
    context = {"rows": rows, "words": words, "role": role, "roles": roles.items(), "edition": edition}
    return render(request, "standard/tree.html", context)


@require_safe
def clause(request: HttpRequest, number: str) -> HttpResponse:
    """A clause: what it asks for, who answers for it, what auditors look at."""
    found = get_object_or_404(Clause.objects.select_related("edition"), number=number)
    shipped = catalogue.clauses().get(number, {})
    around = list(Clause.objects.filter(is_current=True).order_by("sort_key"))
    place = around.index(found) if found in around else 0
    panels = [panel for panel in registry.all(Panel) if panel.kind == CLAUSE_PAGE]
    context = {
        "clause": found,
        "items": found.items.filter(is_current=True).order_by("place"),
        "children": [child for child in around if child.parent == number],
        "about": shipped,
        "documents": shipped.get("documented_information", {}).get("items", []),
        "raci": _raci(shipped.get("raci", {})),
        "panels": [{"panel": panel, "rows": panel.rows(found, request.user)} for panel in panels],
        "previous": around[place - 1] if place else None,
        "next": around[place + 1] if place + 1 < len(around) else None,
    }
    return render(request, "standard/clause.html", context)


def _raci(letters: dict[str, str]) -> list[dict[str, Any]]:
    order = ["A", "R", "C", "I"]
    rows = [{"role": _label(key), "letters": found.split("/")} for key, found in letters.items()]
    return sorted(rows, key=lambda row: min(order.index(letter) for letter in row["letters"]))


def _label(role: str) -> str:
    return catalogue.role_label(role) if role else ""

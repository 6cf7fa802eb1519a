"""Conformity by clause: all of them, and beginning the assessment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from conformity import pictures
from conformity.domain.beginning import begin
from conformity.models import Assessment
from conformity.queries.overview import NARROWED, lacking_count, narrowed, overview, whole
from conformity.queries.roadmap import burn_up_of, current_roadmap
from conformity.shown import counts_of, pace_words
from records.access.permits import permits

if TYPE_CHECKING:
    from django.http import HttpRequest

#: What the overview can be narrowed to, in words.
ONLY = {
    "open": gettext_lazy("Not in place yet"),
    "nobody": gettext_lazy("Without owner"),
    "doubtful": gettext_lazy("Evidence old or missing"),
    "actions": gettext_lazy("Actions open"),
}


@require_safe
def by_clause(request: HttpRequest) -> HttpResponse:
    """Every clause with how its items stand."""
    user: Any = request.user
    rows = overview(user)
    only = request.GET.get("only", "")
    tally = whole(rows)
    shown = [row for row in narrowed(rows, only) if row.tally.total or not row.clause.is_heading]
    roadmap = current_roadmap(user)
    found = burn_up_of(user, roadmap.starts, roadmap.due) if roadmap else None
    context = {
        "rows": [(row, pictures.states_bar(row.tally), counts_of(row.tally)) for row in shown],
        "tally": tally,
        "bar": pictures.states_bar(tally, is_high=True),
        "counts": counts_of(tally),
        "only": only if only in NARROWED else "",
        "narrowings": [(key, words, getattr(tally, key)) for key, words in ONLY.items()],
        "lacking": lacking_count(),
        "may_begin": permits(user, "create", Assessment),
        "roadmap": roadmap,
        "pace": pace_words(found) if found else "",
    }
    return render(request, "conformity/overview.html", context)


@require_POST
def begin_assessment(request: HttpRequest) -> HttpResponse:
    """Give each requirement item its assessment; those that have one keep it."""
    user: Any = request.user
    made = len(begin(actor=user))
    words = ngettext("%(n)d item can be assessed now.", "%(n)d items can be assessed now.", made) % {"n": made}
    messages.success(request, words if made else _("Every item has its assessment already."))
    return redirect("conformity:overview")

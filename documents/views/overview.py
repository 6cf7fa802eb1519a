"""The register of required documented information (clause 7.5.4), where the documentation manager arrives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from documents import pictures
from documents.domain.acknowledging import hidden_from
from documents.domain.beginning import begin_document
from documents.enums import ItemState
from documents.overview.drafts import documents_by_state, oldest_drafts
from documents.overview.items import count_states, lines_of, narrowed
from documents.overview.rates import lowest_rates
from documents.overview.reviews import reviews_due
from documents.required import required
from documents.rules import fills_gaps
from records.access.permits import meets, require_rule
from records.domain.errors import NotNowError
from records.kind import find_kind

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest, HttpResponse

    from people.models import User


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """How everything that is asked for stands, and figures of all documents."""
    user: User = request.user  # type: ignore[assignment]
    lines, chosen = lines_of(user), request.GET.get("state", "")
    counts = count_states(lines)
    context = {
        "kind": find_kind("document"),
        "lines": narrowed(lines, chosen),
        "chosen": ItemState(chosen) if chosen in ItemState.values else None,
        "total": sum(counts.values()),
        "counts": [(state, count, pictures.TONES[state]) for state, count in counts.items()],
        "present": counts[ItemState.PRESENT],
        "shares": pictures.shares(counts),
        "may_begin": meets(fills_gaps, user, None),
        **_figures(user),
    }
    return render(request, "documents/register.html", context)


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin the document that an item lacks, and go there."""
    user: User = request.user  # type: ignore[assignment]
    require_rule(fills_gaps, user, None)
    item = required().get(request.POST.get("item", ""))
    if item is None or item.is_record:
        raise Http404
    try:
        document = begin_document(item, actor=user)
    except NotNowError as error:
        messages.error(request, str(error))
        return redirect("documents:register")
    about = {"reference": document.reference, "name": document.owner}
    messages.success(request, _("%(reference)s was begun. To write it is up to %(name)s.") % about)
    return redirect(document.page_url)


def _figures(user: User) -> dict[str, Any]:
    """The pictures beside the register."""
    reviews = reviews_due(user)
    return {
        "states": pictures.state_bars(documents_by_state(user), find_kind("document")),
        "reviews": [
            (pictures.review_words(each), pictures.review_url(each), each.count) for each in reviews if each.count
        ],
        "review_picture": pictures.review_columns(reviews),
        "rates": pictures.rate_bars(lowest_rates(user)),
        "hidden": hidden_from(user),
        "drafts": pictures.draft_bars(oldest_drafts(user)),
    }

"""The catalogue of customers and users, and what was published of it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jobs.domain.queue import enqueue
from records.access.permits import meets, require_rule
from records.domain.errors import InputError
from services.domain.catalogue import compare, entries, matching, publish, published
from services.forms import PublishForm
from services.models import CatalogueSnapshot
from services.paper import CATALOGUE_JOB
from services.rules import publishes
from services.shown import shown, shown_comparison
from shell.contents import ContentDamagedError, ContentGoneError

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from services.domain.catalogue import Entry

#: Published catalogues that the page of them lists.
LISTED_MAX = 200


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """What customers and users can have, and ask for."""
    user: Any = request.user
    words = request.GET.get("q", "")[:100]
    found = entries(user)
    context = {
        "cards": [shown(entry) for entry in matching(found, words)],
        "total": len(found),
        "words": words,
        "last": CatalogueSnapshot.objects.select_related("by").first(),
        "may_publish": meets(publishes, user, None),
    }
    return render(request, "services/catalogue.html", context)


@require_safe
def snapshots(request: HttpRequest) -> HttpResponse:
    """All that was published, the newest first."""
    user: Any = request.user
    found = CatalogueSnapshot.objects.select_related("by")[:LISTED_MAX]
    return render(request, "services/snapshots.html", {"snapshots": found, "may_publish": meets(publishes, user, None)})


@require_http_methods(["GET", "HEAD", "POST"])
def publish_catalogue(request: HttpRequest) -> HttpResponse:
    """Look at what changed, and publish it."""
    user: Any = request.user
    require_rule(publishes, user, None)
    form = PublishForm(request.POST if request.method == "POST" else None, user=user)
    if form.is_bound and form.is_valid():
        try:
            made = publish(actor=user, note=form.cleaned_data["note"])
        except InputError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The catalogue is published."))
            return redirect("services:snapshot", made.pk)
    last = CatalogueSnapshot.objects.first()
    context = {"form": form, "last": last, "difference": _difference(last, entries(user))}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "services/publish.html", context, status=status)


@require_safe
def snapshot(request: HttpRequest, key: int) -> HttpResponse:
    """What was published, what had changed then, and what has changed since."""
    user: Any = request.user
    found = _find(key)
    before = CatalogueSnapshot.objects.filter(pk__lt=found.pk).first()
    said = _said(found)
    context = {
        "snapshot": found,
        "before": before,
        "cards": [shown(entry) for entry in said] if said is not None else None,
        "since_before": _difference(before, said) if said is not None else None,
        "until_now": _difference(found, entries(user)),
    }
    return render(request, "services/snapshot.html", context)


@require_POST
def print_catalogue(request: HttpRequest) -> HttpResponse:
    """Ask for the catalogue as a PDF: one that was published, or as it is now; one goes to the page of the job."""
    user: Any = request.user
    key = request.POST.get("snapshot", "")
    chosen = _find(int(key)).pk if key.isascii() and key.isdigit() and len(key) < 17 else None  # noqa: PLR2004 - digits of a key
    return redirect(enqueue(CATALOGUE_JOB, actor=user, by=user.pk, snapshot=chosen).page_url)


def _find(key: int) -> CatalogueSnapshot:
    found = CatalogueSnapshot.objects.select_related("by", "content").filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def _said(found: CatalogueSnapshot) -> list[Entry] | None:
    """What it says; None where its content is lost or damaged."""
    try:
        return published(found)
    except (ContentGoneError, ContentDamagedError):
        return None


def _difference(before: CatalogueSnapshot | None, after: list[Entry]) -> dict[str, Any] | None:
    """What changed since a published catalogue, ready to be shown; None where there is nothing to compare with."""
    said = _said(before) if before is not None else None
    return shown_comparison(compare(said, after)) if said is not None else None

"""The calendar of the system's year, duties to adopt, and the feeds for people's own calendars."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from measures.calendar_picture import draw_year
from measures.domain import calendar as calendar_domain
from measures.domain.calendar_beside import years_beside
from measures.domain.calendar_feed import feed, feed_of, make_feed, revoke_feed
from measures.domain.duty import adopt_many
from measures.forms.duty import AdoptForm, YearForm
from measures.models import Duty
from measures.rules.duty import sets_year
from people.calendar import today
from records.access.permits import permits, require
from records.views.base import number
from shell.ical import CONTENT_TYPE

if TYPE_CHECKING:
    from django.http import HttpRequest

#: How often feeds are asked for from one place within an hour: calendars ask a few times, guessers often.
FEEDS_MAX, HOUR = 120, 3600
YEARS = range(2000, 2201)


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """The system's year by month; the one at hand where the address names none."""
    return _draw(request)


@require_safe
def beside(request: HttpRequest) -> HttpResponse:
    """A year beside the next: what was done and what is open, and when it falls again."""
    user: Any = request.user
    month = calendar_domain.audit_month()
    year, after, rows = years_beside(user, _year_named(request, month), month)
    return render(request, "measures/beside.html", {"year": year, "next_year": after, "rows": rows})


@require_POST
def set_year(request: HttpRequest) -> HttpResponse:
    """Say in which month the certification body audits."""
    user: Any = request.user
    form = YearForm(request.POST, user=user)
    if not form.is_valid():
        return _draw(request, year_form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    calendar_domain.set_audit_month(form.cleaned_data["month"], actor=user)
    return redirect("measures:calendar")


@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request: HttpRequest) -> HttpResponse:
    """Take duties over from the catalogue."""
    user: Any = request.user
    require(user, "create", Duty)
    form = AdoptForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        made = adopt_many(form.cleaned_data["keys"], actor=user)
        messages.success(request, _("%(count)s duties wait for approval.") % {"count": len(made)})
        return redirect(f"{reverse('measures:duty-list')}?state=proposed")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "measures/adopt.html", {"form": form}, status=status)


@require_POST
def new_feed(request: HttpRequest) -> HttpResponse:
    """Make an address for one's own calendar; it is shown this once."""
    user: Any = request.user
    address = urljoin(settings.SITE_URL, reverse("measures:feed", args=[make_feed(user)]))
    return _draw(request, address=address)


@require_POST
def end_feed(request: HttpRequest) -> HttpResponse:
    """Let one's address lead nowhere."""
    user: Any = request.user
    revoke_feed(user)
    messages.success(request, _("The address leads nowhere from now on."))
    return redirect("measures:calendar")


@require_safe
def feed_file(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar behind a secret address; 404 for one that leads nowhere, 429 when asked too often."""
    if _asks_too_often(request):
        return HttpResponse(status=HTTPStatus.TOO_MANY_REQUESTS)
    found = feed(token)
    if found is None:
        raise Http404
    return HttpResponse(found, content_type=CONTENT_TYPE)


def _asks_too_often(request: HttpRequest) -> bool:
    """Whether more was asked for from one place within the hour than calendars do."""
    key = f"calendar-feed:{get_adapter().get_client_ip(request)}"
    return not cache.add(key, 1, HOUR) and cache.incr(key) > FEEDS_MAX


def _year_named(request: HttpRequest, month: int) -> int:
    """The year that the address names; the one at hand where it names none."""
    asked = number(request.GET.get("year", ""))
    return asked if asked is not None and asked in YEARS else calendar_domain.year_of(today(), month)


def _draw(request: HttpRequest, status: int = HTTPStatus.OK, **more: Any) -> HttpResponse:
    user: Any = request.user
    month, day = calendar_domain.audit_month(), today()
    name = _year_named(request, month)
    year = calendar_domain.year_for(user, name, month)
    about = {
        "year": year,
        "picture": draw_year(year, day),
        "before": name - 1,
        "after": name + 1,
        "counts": {state: year.count(state) for state in ("done", "late", "soon", "planned")},
        "feed": feed_of(user),
        "may_set": sets_year(user, None),
        "may_adopt": permits(user, "create", Duty),
        "year_form": YearForm(user=user, initial={"month": month}),
    }
    return render(request, "measures/calendar.html", {**about, **more}, status=status)

"""My work and the pages behind it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from records.domain import desk as desks
from records.history import with_names
from records.kind import all_kinds
from records.models import Task
from records.views.base import number
from smsapp.home import changed as changes
from smsapp.home import first_weeks, weeks
from smsapp.home import owned as own
from smsapp.home import waiting as tasks
from smsapp.home.people import introduction, terms_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from people.models import User
    from records.models import Desk

#: Rows on My work itself, and on a page of all.
ROWS, ROWS_CHANGED, PAGE = 8, 6, 50


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """My work."""
    user, desk, is_to_keep = _arrive(request)
    roles, covers = terms_of(user)
    mine, count_owned = own.first_owned(user, ROWS)
    context = {
        "introduction": introduction(roles, covers),
        **_waiting(user, covers),
        "owned": mine,
        "count_owned": count_owned,
        **_changed(user, desk),
        "first_weeks": first_weeks.first_weeks(user, roles, desk),
        "put_away": first_weeks.put_away(roles, desk),
        "newest": desk.newest if is_to_keep else None,
    }
    return render(request, "smsapp/home.html", context)


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """All that waits for me, narrowed by whose it is, what is to be done, and the day."""
    user = _user(request)
    found = tasks.Narrowed(tasks.waiting_for(user), user, request.GET)
    page = _page(request, found.tasks)
    context = {
        "page": page,
        "rows": tasks.rows_waiting(page, user, terms_of(user)[1]),
        "chosen": found.chosen,
        "day": found.day,
        "whose": tasks.WHOSE.items(),
        "kinds": Task.Kind.choices,
    }
    return render(request, "smsapp/waiting.html", context)


@require_safe
def handed_on(request: HttpRequest) -> HttpResponse:
    """What I gave others to do."""
    page = _page(request, tasks.handed_on_by(_user(request)))
    return render(request, "smsapp/handed_on.html", {"page": page, "rows": tasks.rows_handed_on(page)})


@require_safe
def all_owned(request: HttpRequest) -> HttpResponse:
    """All that I own, of every kind."""
    records, chosen = own.narrowed(own.owned_by(_user(request)), request.GET)
    context = {"page": _page(request, records), "chosen": chosen, "kinds": all_kinds()}
    return render(request, "smsapp/owned.html", context)


@require_safe
def changed(request: HttpRequest) -> HttpResponse:
    """All that others changed since my last visit."""
    user, desk, _is_to_keep = _arrive(request)
    page = _page(request, with_names(changes.changed_since(desk, user)))
    context = {"page": page, "labels": changes.labels_of(page, user), "since": changes.since_when(desk.since)}
    return render(request, "smsapp/changed.html", context)


@require_POST
def looked(request: HttpRequest) -> HttpResponse:
    """My work was looked at: the page says so once it is there, since looking alone writes nothing."""
    desks.look(_user(request), _upto(request))
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """I have seen what others changed."""
    desks.have_seen(_user(request), _upto(request))
    messages.success(request, _("Noted. What others change from now on stands here."))
    return redirect("home")


@require_POST
def keep_first_weeks(request: HttpRequest) -> HttpResponse:
    """Put the first weeks of a role away, or bring them back."""
    role = request.POST.get("role", "")
    if not first_weeks.steps_of(role):
        raise Http404
    desks.put_away(_user(request), role, is_away="away" in request.POST)
    return redirect("home")


def _user(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]


def _arrive(request: HttpRequest) -> tuple[User, Desk, bool]:
    """The person, how they left My work, and whether this look is to be kept."""
    user, now = _user(request), timezone.now()
    desk = desks.desk_of(user)
    is_to_keep = desks.is_to_keep(desk, now)
    return user, desks.turned(desk, now), is_to_keep


def _waiting(user: User, covers: Any) -> dict[str, Any]:
    days = tasks.days_of(user)
    columns = weeks.columns_of(days)
    found = tasks.waiting_for(user)[:ROWS] if days else []
    return {
        "tasks": tasks.rows_waiting(found, user, covers),
        "count_waiting": sum(days.values()),
        "count_handed_on": tasks.count_handed_on(user),
        "columns": columns,
        "has_columns": any(column.count for column in columns),
        "pictures": weeks.pictures(columns),
    }


def _changed(user: User, desk: Desk) -> dict[str, Any]:
    events, count = changes.first_changed(desk, user, ROWS_CHANGED)
    return {
        "changed": events,
        "count_changed": count,
        "changed_max": changes.COUNT_MAX,
        "labels": changes.labels_of(events, user),
        "since": changes.since_when(desk.since),
    }


def _page(request: HttpRequest, found: Any) -> Any:
    return Paginator(found, PAGE).get_page(request.GET.get("page"))


def _upto(request: HttpRequest) -> int:
    return number(request.POST.get("upto", "")) or 0

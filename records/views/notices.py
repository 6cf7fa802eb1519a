"""One's notices, and how one wants to be told."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people import kept_forms
from people.domain.rights import require_administrator
from people.rules import may_administer
from records.domain.errors import InputError
from records.forms.notices import LeadTimesForm, NoticeSettingsForm
from records.labels import labels_for, seen_among
from records.models import Notice
from records.notices.preferences import preference_of, save_preference
from records.notices.reading import mark_all_read, mark_read
from records.notices.words import page_of, quote_of, words_of
from records.reminders.lead_times import LeadBook, choose_lead_times

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from people.models import User

PAGE = 50
shows_and_takes = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """What one was told: what is unread, or all, the newest first."""
    user: User = request.user  # type: ignore[assignment]
    shows_all = "all" in request.GET
    found = Notice.objects.filter(person=user).select_related("actor", "task")
    found = found if shows_all else found.filter(read=None)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": _rows(page.object_list, user), "shows_all": shows_all}
    return render(request, "records/notices/notices.html", context)


def _rows(found: Any, user: User) -> list[dict[str, Any]]:
    """Notices in words; a record that is not seen (any more) is named by its reference alone."""
    keys = {notice.record_id for notice in found}
    labels, seen = labels_for(keys, user), seen_among(keys, user)
    return [_row(notice, labels[notice.record_id], is_seen=notice.record_id in seen) for notice in found]


def _row(notice: Notice, label: str, *, is_seen: bool) -> dict[str, Any]:
    day = timezone.localdate(notice.at) if notice.read else timezone.localdate()
    words = words_of(notice, is_seen=is_seen, today=day)
    about = {"label": label, "page": page_of(notice), "quote": quote_of(notice, is_seen=is_seen)}
    return {"notice": notice, "words": words, **about}


@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Marking one notice as read; 404 for one of somebody else's."""
    if mark_read(request.user, pk) is None:  # type: ignore[arg-type]
        raise Http404
    return redirect("records:notices")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Marking all of one's notices as read."""
    mark_all_read(request.user)  # type: ignore[arg-type]
    messages.success(request, _("All notifications are marked as read."))
    return redirect("records:notices")


@shows_and_takes
def notice_settings(request: HttpRequest) -> HttpResponse:
    """How one wants to be told."""
    user: User = request.user  # type: ignore[assignment]
    form = NoticeSettingsForm(_sent(request), preference=preference_of(user))
    if request.method == "POST" and form.is_valid():
        try:
            save_preference(user, **form.values())
        except InputError as error:
            form.add_error(error.field, str(error))
        else:
            messages.success(request, _("Your choice was saved."))
            return redirect("records:notice-settings")
    return _form_page(request, form, "records/notices/settings.html", where=user.time_zone)


@shows_and_takes
def own_lead_times(request: HttpRequest) -> HttpResponse:
    """How long before the day one is reminded."""
    return _lead_times(request, is_for_all=False)


@shows_and_takes
def lead_times(request: HttpRequest) -> HttpResponse:
    """How long before the day everybody is reminded who chose nothing else; for administrators."""
    require_administrator(request.user)  # type: ignore[arg-type]
    return _lead_times(request, is_for_all=True)


def _lead_times(request: HttpRequest, *, is_for_all: bool) -> HttpResponse:
    user: User = request.user  # type: ignore[assignment]
    form = LeadTimesForm(_sent(request), book=LeadBook(), person=None if is_for_all else user.pk)
    if request.method == "POST" and form.is_valid():
        choose_lead_times(user, form.chosen(), is_for_all=is_for_all)
        messages.success(request, _("The lead times were saved."))
        return redirect(request.path)
    context = {"is_for_all": is_for_all, "administers": may_administer(user)}
    return _form_page(request, form, "records/notices/lead_times.html", **context)


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else kept_forms.take(request)


def _form_page(request: HttpRequest, form: Form, template: str, **context: Any) -> HttpResponse:
    is_wrong = request.method == "POST" and form.errors
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_wrong else HTTPStatus.OK
    author_field = kept_forms.author_field(request.user)  # type: ignore[arg-type]
    about = {"form": form, "author_field": author_field, "back": reverse("records:notices"), **context}
    return render(request, template, about, status=status)

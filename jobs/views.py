"""Pages of jobs and of outgoing mail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jobs.domain import queue
from jobs.kinds import find_kind
from jobs.models import Job, Mail
from jobs.rules import may_govern
from people.rules import may_administer
from shell.contents import ContentDamagedError, ContentGoneError, open_checked, saved

if TYPE_CHECKING:
    from django.http import FileResponse, HttpRequest, HttpResponse

    from jobs.models import JobFile
    from people.models import User

PAGE = 50
#: Statuses htmx knows: 286 ends polling.
STOP_POLLING = 286


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """My jobs; for administrators also those of everybody, narrowed by state."""
    user: Any = request.user
    shows_all = may_administer(user) and "all" in request.GET
    jobs = Job.objects.select_related("requested_by")
    jobs = jobs if shows_all else jobs.filter(requested_by=user)
    state = request.GET.get("state", "")
    if state in Job.State.values:
        jobs = jobs.filter(state=state)
    context = {
        "page": Paginator(jobs, PAGE).get_page(request.GET.get("page")),
        "administers": may_administer(user),
        "shows_all": shows_all,
        "states": Job.State.choices,
        "state": state,
    }
    return render(request, "jobs/jobs.html", context)


@require_safe
def job(request: HttpRequest, pk: int) -> HttpResponse:
    """One job: how far it is, what came of it; htmx asks for its state alone until it is over.

    A page that shows a job and is not its own is loaded anew then, for what comes next stands on it.
    """
    found = _find(request, pk)
    context = {"job": found, "job_about": _about(found, request.user), "administers": may_administer(request.user)}  # type: ignore[arg-type]
    if request.htmx:  # type: ignore[attr-defined]
        status = 200 if found.is_open else STOP_POLLING
        answer = render(request, "jobs/_told.html", context, status=status)
        if not found.is_open and request.htmx.current_url_abs_path not in (None, found.page_url):  # type: ignore[attr-defined]
            answer["HX-Refresh"] = "true"
        return answer
    return render(request, "jobs/job.html", context)


@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """The file that a job made, saved by the browser; a page that says so where its content is lost."""
    found = _find(request, pk)
    made: JobFile | None = getattr(found, "file", None)
    if made is None:
        raise Http404
    try:
        content = open_checked(made.path, made.sha256)
    except ContentGoneError:
        return render(request, "jobs/no_content.html", {"file": made}, status=410)
    except ContentDamagedError:
        return render(request, "jobs/no_content.html", {"file": made, "is_damaged": True}, status=500)
    return saved(content, name=made.name, media_type=made.media_type)


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Stopping a job."""
    found = _find(request, pk)
    queue.cancel(found, actor=request.user)  # type: ignore[arg-type]
    messages.success(request, _("You stopped the job."))
    return redirect(found.page_url)


@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Letting a job begin anew."""
    found = _find(request, pk)
    queue.retry(found, actor=request.user)  # type: ignore[arg-type]
    messages.success(request, _("You let the job begin anew."))
    return redirect(found.page_url)


@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    """Outgoing mail, those that wait or failed first to be seen by their state; for administrators."""
    if not may_administer(request.user):  # type: ignore[arg-type]
        raise PermissionDenied(_("For administrators"))
    found = Mail.objects.select_related("job")
    if "unsent" in request.GET:
        found = found.filter(sent=None)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "jobs/mails.html", {"page": page, "is_unsent": "unsent" in request.GET})


def _about(found: Job, reader: User) -> str:
    """What a job is about, as a link; "" for a kind that no room declares any more."""
    kind = find_kind(found.kind)
    return kind.about(found.arguments, reader) if kind else ""


def _find(request: HttpRequest, pk: int) -> Job:
    """A job this person may see; 404 for those of others, as if they were not there."""
    found = get_object_or_404(Job.objects.select_related("requested_by", "file"), pk=pk)
    if not may_govern(request.user, found):  # type: ignore[arg-type]
        raise Http404
    return found

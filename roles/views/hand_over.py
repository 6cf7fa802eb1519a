"""Letting a person's work go to somebody else."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from people import kept_forms
from people.models import User
from people.views.page import sent, shows_and_takes, status_of
from records.access.permits import Refused, meets
from records.domain.errors import InputError
from records.views.base import say_refusal
from roles.domain.leaving import ask_to_hand_over, open_tasks_of, records_to_hand_over
from roles.forms import HandOverForm
from roles.queries import assignments_in_force
from roles.rules import hands_over

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jobs.models import Job


@shows_and_takes
def hand_over(request: HttpRequest, key: int) -> HttpResponse:
    """How much there is, to whom it goes, and why; the work itself is done by a job."""
    person, user = get_object_or_404(User, pk=key), request.user
    if not meets(hands_over, user, person):  # type: ignore[arg-type]
        raise Refused(_("For the person, top management, the SMR and administrators"))
    form = HandOverForm(sent(request), user=user)  # type: ignore[arg-type]
    if request.method == "POST" and (job := _ask(form, person, user)):  # type: ignore[arg-type]
        return redirect(job.page_url)
    return _page(request, person, form)


def _ask(form: HandOverForm, person: User, user: User) -> Job | None:
    """The job, or None with the reason at the form."""
    if not form.is_valid():
        return None
    answers = {name: form.cleaned_data[name] for name in ("successor", "tasks", "records", "reason")}
    try:
        return ask_to_hand_over(person, actor=user, key=form.cleaned_data["token"], **answers)
    except InputError as error:
        say_refusal(form, error)
        return None


def _page(request: HttpRequest, person: User, form: HandOverForm) -> HttpResponse:
    user: User = request.user  # type: ignore[assignment]
    context = {
        "person": person,
        "form": form,
        "author_field": kept_forms.author_field(user),
        "tasks": open_tasks_of(person).count(),
        "records": records_to_hand_over(person).count(),
        "assignments": assignments_in_force(user).filter(person=person).select_related("role"),
    }
    return render(request, "roles/hand_over.html", context, status=status_of(request, form) or HTTPStatus.OK)

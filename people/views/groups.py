"""Groups of people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.models import Group
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from people.domain.errors import AccountError, OwnRightsError
from people.domain.groups import save_group
from people.forms import GroupForm
from people.models import AccountEvent
from people.rules import may_administer
from people.views.page import PAGE, form_page, require_administrator_of, sent, shows_and_takes

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    """Every group, with how many are in it."""
    active = Count("user", filter=Q(user__is_active=True))
    found = Group.objects.annotate(n_members=active).order_by("name")
    context = {"groups": found, "administers": may_administer(request.user)}  # type: ignore[arg-type]
    return render(request, "people/groups.html", context)


@require_safe
def group(request: HttpRequest, pk: int) -> HttpResponse:
    """One group: who is in it; administrators also see how it came to be so."""
    found = get_object_or_404(Group, pk=pk)
    administers = may_administer(request.user)  # type: ignore[arg-type]
    events = AccountEvent.objects.filter(action=AccountEvent.Action.GROUPED, detail__group=pk).select_related("actor")
    context = {
        "group": found,
        "members": found.user_set.filter(is_active=True).order_by("display_name"),
        "events": events[:PAGE] if administers else [],
        "administers": administers,
    }
    return render(request, "people/group.html", context)


@shows_and_takes
def create_group(request: HttpRequest) -> HttpResponse:
    """Making a group."""
    return _save(request, Group(), title=_("New group"), button=_("Make the group"))


@shows_and_takes
def edit_group(request: HttpRequest, pk: int) -> HttpResponse:
    """Changing a group."""
    require_administrator_of(request)
    found = get_object_or_404(Group, pk=pk)
    return _save(request, found, title=_("Change: %(name)s") % {"name": found.name}, button=_("Save changes"))


def _save(request: HttpRequest, found: Group, *, title: str, button: str) -> HttpResponse:
    require_administrator_of(request)
    form = GroupForm(sent(request), group=found)
    if request.method == "POST" and form.is_valid():
        try:
            save_group(found, actor=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except AccountError as error:
            form.add_error("members" if isinstance(error, OwnRightsError) else "name", str(error))
        else:
            messages.success(request, _("The group was saved."))
            return redirect("people:group", pk=found.pk)
    return form_page(request, form, title=title, button=button, back=reverse("people:groups"))

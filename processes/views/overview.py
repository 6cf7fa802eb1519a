"""Pages over all processes: the map, adopting starting points, and what one owns."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from measures.cards import Card
from people.models import User
from processes import pictures
from processes.catalogue import starts
from processes.domain.adopting import adopt
from processes.enums import RollOut
from processes.forms.process import AdoptForm
from processes.models import Process
from processes.queries import item_counts, landscape, own_processes, roll_outs, waiver_counts
from processes.rules import adopts
from records.access.permits import meets, require_rule
from records.domain.errors import InputError
from records.views.base import number
from roles.queries import holders_today
from shell.registry import Panel, registry

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from processes.queries import Own

#: What a ``Panel`` names in place of a kind to stand on the owner's dashboard; it is called with the processes.
DASHBOARD = "own-processes"


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The map of all processes, how many are in force and in practice, and the waivers."""
    user: Any = request.user
    found = landscape(user, request.GET.get("focus", "")[:32])
    counts = item_counts(found.by_key)
    items, met = (sum(pair[side] for pair in counts.values()) for side in (0, 1))
    live = list(roll_outs(found.by_key).values())
    context = {
        "found": found,
        "picture": pictures.draw_landscape(found) if found.families else None,
        "processes": len(found.by_key),
        "in_force": sum(process.version_in_force is not None for process in found.by_key.values()),
        "live": live.count(RollOut.LIVE),
        "items": items,
        "met": met,
        "waivers": waiver_counts(user),
        "offered": len(starts()),
        "may_adopt": meets(adopts, user, None),
    }
    return render(request, "processes/overview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def adopt_processes(request: HttpRequest) -> HttpResponse:
    """Choose starting points, and who owns each."""
    user: Any = request.user
    require_rule(adopts, user, None)
    taken = set(Process.objects.visible_to(user).values_list("reference", flat=True))
    offered = [key for key in starts() if key not in taken]
    form = AdoptForm(
        request.POST if request.method == "POST" else None, user=user, offered=offered, initial=_proposed(offered)
    )
    if form.is_bound and form.is_valid():
        try:
            made = adopt(form.chosen, actor=user)
        except InputError as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            count = ngettext("%(n)d process is adopted.", "%(n)d processes are adopted.", len(made))
            messages.success(request, count % {"n": len(made)})
            return redirect("processes:overview")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "processes/adopt.html", {"form": form, "adopted": len(taken)}, status=status)


@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """What one owns: state, items, roll-out, reviews, improvements, vacancies and waivers, process by process."""
    user: Any = request.user
    owner = User.objects.filter(pk=number(request.GET.get("owner", "")) or user.pk).first() or user
    own = own_processes(user, owner)
    processes = [each.process for each in own]
    context = {
        "owner": owner,
        "own": [(each, _share(each), [Card.of(standing) for standing in each.indicators]) for each in own],
        "totals": {
            "in_force": sum(process.version_in_force is not None for process in processes),
            "items": sum(each.items for each in own),
            "met": sum(each.met for each in own),
            "late": sum(each.is_review_late for each in own),
            "waivers": sum(len(each.waivers) for each in own),
            "expired": sum(each.expired for each in own),
            "indicators": sum(len(each.indicators) for each in own),
            "missed": sum(each.missed for each in own),
        },
        "panels": [
            {"panel": panel, "rows": panel.rows(processes, user)}
            for panel in registry.all(Panel)
            if panel.kind == DASHBOARD and processes
        ],
    }
    return render(request, "processes/dashboard.html", context)


def _share(own: Own) -> Any:
    """How many of the items are met, as a picture."""
    return pictures.draw_share(own.share, "good" if own.met == own.items else "pri")


def _proposed(offered: list[str]) -> dict[str, Any]:
    """Who holds the role that usually owns a process is proposed as its owner, where that is one person."""
    held = holders_today()
    found = {key: [holder for role in starts()[key].owner_roles for holder in held.get(role, [])] for key in offered}
    return {f"owner_{key}": holders[0].person.pk for key, holders in found.items() if holders and _is_one(holders)}


def _is_one(holders: list[Any]) -> bool:
    return len({holder.person.pk for holder in holders}) == 1

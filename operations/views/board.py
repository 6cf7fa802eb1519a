"""The board of a team: what it works on, by the time left."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views import View

from operations.domain.board import KINDS, PARTS, Asked, Place, board_of, major_now
from operations.domain.working import take
from operations.enums import Priority
from operations.kind.board import rows_of
from operations.models import Team
from records.access.permits import permits
from records.kind import find_kind
from records.labels import labels_for
from records.models import Record
from records.views.base import REFUSALS, number

if TYPE_CHECKING:
    from django.http import HttpRequest

    from operations.domain.board import Board
    from people.models import User

#: Teams that have a tab of their own.
TABS_MAX = 12


class BoardView(View):
    """Open incidents and requests together; for htmx the table alone."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The board as the address asks for it."""
        return draw_board(request)


class MajorView(View):
    """Major incidents that were not stood down, for pages that show them beside something else."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The banner; nothing while there are none."""
        context = {"major": major_now(request.user), "now": timezone.now()}  # type: ignore[arg-type]
        return render(request, "operations/board/major.html", context)


class TakeView(View):
    """Taking a ticket from the board, by a key or a button: the board is drawn anew."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take it, or say why not; the version is the one that was on the board."""
        user: User = request.user  # type: ignore[assignment]
        key = number(request.POST.get("ticket", ""))
        record = Record.objects.visible_to(user).filter(pk=key, kind__in=[kind.kind_key for kind in KINDS]).first()
        if record is None:
            raise Http404
        ticket: Any = record.child()
        ticket.version = number(request.POST.get("version", "")) or 0
        try:
            take(ticket, actor=user)
            said = _("%(reference)s is yours.") % {"reference": ticket.reference}
        except REFUSALS as error:
            said = _("%(reference)s: %(why)s") % {"reference": record.reference, "why": error}
            return self._answer(request, said, HTTPStatus.UNPROCESSABLE_ENTITY)
        return self._answer(request, said, HTTPStatus.OK)

    def _answer(self, request: HttpRequest, said: str, status: HTTPStatus) -> HttpResponse:
        if not request.htmx:  # type: ignore[attr-defined]
            return redirect(reverse("operations:board"))
        return draw_board(request, said=said, status=status)


def draw_board(request: HttpRequest, *, said: str = "", status: int = HTTPStatus.OK) -> HttpResponse:
    """The page, or its table alone where htmx asks for that."""
    params = request.GET if request.method == "GET" else QueryDict(request.POST.get("board", ""))
    user: User = request.user  # type: ignore[assignment]
    teams = _teams(user)
    asked = _asked(user, params, {team.pk for team in teams})
    board, now = board_of(asked), timezone.now()
    context = {
        "rows": _rows(board, user, now),
        "asked": asked,
        "said": said,
        "now": now,
        "tabs": _tabs(asked, teams),
        "priorities": [(str(each.value), each.label) for each in Priority],
        "kinds": [find_kind(model.kind_key) for model in KINDS],
        "major": major_now(user),
        "next": _address(asked, after=board.next) if board.next else "",
        "here": _address(asked, after=asked.after),
        "top": _address(asked) if asked.after else "",
        "may_create": permits(user, "create", KINDS[0]),
    }
    is_island = request.htmx and request.htmx.target == "list"  # type: ignore[attr-defined]
    response = render(
        request, "operations/board/_table.html" if is_island else "operations/board.html", context, status=status
    )
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def _teams(user: User) -> list[Any]:
    """Teams the person sees, their own first."""
    own = set(user.memberships.values_list("team", flat=True))
    found = Team.objects.visible_to(user).current().filter(state="active").order_by("title")[: TABS_MAX * 2]
    return sorted(found, key=lambda team: team.pk not in own)[:TABS_MAX]


def _asked(user: User, params: QueryDict, teams: set[int]) -> Asked:
    team = number(params.get("team", ""))
    priority = number(params.get("priority", ""))
    kind = params.get("kind", "")
    whose = params.get("whose", "")
    return Asked(
        user=user,
        whose=whose if whose in {"mine", "nobody"} else "all",
        team=team if team in teams else None,
        kind=kind if kind in {model.kind_key for model in KINDS} else "",
        priority=priority if priority in Priority.values else None,
        after=_place(params.get("at", "")),
    )


def _place(text: str) -> Place | None:
    """The place an address names; None for what makes no sense."""
    part, _sign, rest = text.partition("_")
    at, _sign, key = rest.rpartition("_")
    try:
        moment = parse_datetime(at)
    except ValueError:
        return None
    pk = number(key)
    if part not in PARTS or moment is None or timezone.is_naive(moment) or pk is None:
        return None
    return Place(part, moment, pk) if datetime(1970, 1, 2, tzinfo=moment.tzinfo) < moment else None


def _address(asked: Asked, **changes: Any) -> str:
    """The parameters of this board with some changed."""
    values = {"whose": asked.whose, "team": asked.team, "kind": asked.kind, "priority": asked.priority, **changes}
    after = values.pop("after", None)
    if after is not None:
        values["at"] = f"{after.part}_{after.moment.isoformat()}_{after.key}"
    kept = {name: value for name, value in values.items() if value and value != "all"}
    return "?" + urlencode(kept)


def _tabs(asked: Asked, teams: list[Any]) -> list[dict[str, Any]]:
    """All, mine, nobody's, and one a team."""
    everybody = {"team": None, "kind": "", "priority": None}
    tabs = [
        {
            "label": _("All"),
            "url": _address(asked, whose="all", **everybody),
            "on": asked.whose == "all" and not asked.team,
        },
        {"label": _("Mine"), "url": _address(asked, whose="mine", **everybody), "on": asked.whose == "mine"},
        {
            "label": _("Nobody has it"),
            "url": _address(asked, whose="nobody", **everybody),
            "on": asked.whose == "nobody",
        },
    ]
    return tabs + [
        {
            "label": team.title,
            "url": _address(asked, whose="all", **{**everybody, "team": team.pk}),
            "on": asked.team == team.pk,
        }
        for team in teams
    ]


def _rows(board: Board, user: User, now: datetime) -> Any:
    pointed = {key for ticket in board.tickets for key in (ticket.service_id, ticket.team_id) if key}
    labels = labels_for(pointed, user) if pointed else {}
    return rows_of(board.tickets, labels, now)

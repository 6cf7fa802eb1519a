"""Pages over all: what top management looks at first, and the tree of goals and objectives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.views.decorators.http import require_safe

from documents.pictures import rate_bars
from leadership import pictures, shown
from leadership.models import Goal, Objective
from leadership.overview import SHOWN, overview
from leadership.queries import tree
from leadership.to_decide import count_to_decide, to_decide
from measures import pictures as measure_pictures
from measures.shown import badge_of, point_url, target_text, value_text
from records.access.permits import permits
from records.kind import find_kind

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.utils.safestring import SafeString

    from leadership.domain.standing import OnPath
    from leadership.queries import Aim, Branch
    from measures.queries import Standing


@dataclass(frozen=True)
class AimCard:
    """An objective on the dashboard."""

    found: OnPath
    badge: SafeString
    value: str
    target: str
    url: str
    period: str
    picture: SafeString | str

    @classmethod
    def of(cls, found: OnPath) -> AimCard:
        """The card of an objective."""
        return cls(
            found=found,
            badge=shown.status_badge(found),
            value=shown.value_words(found),
            target=shown.target_words(found),
            url=shown.result_url(found),
            period=shown.period_words(found),
            picture="" if found.is_hidden or not found.points else pictures.draw_small(found),
        )


@dataclass(frozen=True)
class Line:
    """A line of the tree in words: how deep it stands, and what it says."""

    depth: int
    branch: Branch | None = None
    aim: Aim | None = None
    badge: SafeString | str = ""
    value: str = ""
    target: str = ""
    is_named: bool = False


@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """Pictures before tables, every figure a link; what is red comes first."""
    user: Any = request.user
    found, chosen = overview(user), request.GET.get("status", "")
    aims = [each for each in found.objectives if not chosen or each.status == chosen]
    most = max((count for _key, _words, count in found.overdue), default=1)
    actions = find_kind("action").url()
    context = {
        "found": found,
        "waiting": list(to_decide(user)[:SHOWN]),
        "waiting_count": count_to_decide(user),
        "counts": [
            (status, count, shown.WORDS[status], pictures.tone_of(status)) for status, count in found.counts.items()
        ],
        "chosen": chosen if chosen in found.counts else "",
        "shares": pictures.draw_shares(found.counts),
        "cards": [AimCard.of(each) for each in aims],
        "policies": rate_bars([each for each in found.policies if each.rate.asked]),
        "unasked": [each.document for each in found.policies if not each.rate.asked],
        "overdue": [
            (
                words,
                count,
                f"{actions}?origin={key}&awaits=doing&due=past",
                pictures.draw_length(1000 * count // most, "bad"),
            )
            for key, words, count in found.overdue
        ],
        "red": [_red(each) for each in found.red[:SHOWN]],
        "may_set": permits(user, "create", Objective),
    }
    return render(request, "leadership/dashboard.html", context)


@require_safe
def tree_page(request: HttpRequest) -> HttpResponse:
    """Goals, what serves them, and what is cascaded: drawn where there is room, else as a list."""
    user: Any = request.user
    found = tree(user)
    context = {
        "found": found,
        "picture": "" if found.is_empty else pictures.draw_tree(found),
        "lines": [line for branch in found.branches for line in _branch_lines(branch, 0)],
        "aimless": [line for aim in found.aimless for line in _aim_lines(aim, 0)],
        "may_goal": permits(user, "create", Goal),
        "may_set": permits(user, "create", Objective),
    }
    return render(request, "leadership/tree.html", context)


def _branch_lines(branch: Branch, depth: int) -> list[Line]:
    """A goal, its parts, the objectives that serve it, and those that serve it beside another."""
    lines = [Line(depth, branch=branch)]
    for part in branch.parts:
        lines += _branch_lines(part, depth + 1)
    for aim in branch.aims:
        lines += _aim_lines(aim, depth + 1)
    return lines + [_aim_line(aim, depth + 1, is_named=True) for aim in branch.also]


def _aim_lines(aim: Aim, depth: int) -> list[Line]:
    below = [line for each in aim.below for line in _aim_lines(each, depth + 1)]
    return [_aim_line(aim, depth), *below]


def _aim_line(aim: Aim, depth: int, *, is_named: bool = False) -> Line:
    badge = shown.standing_badge(aim.found)
    value, target = shown.value_words(aim.found), shown.target_words(aim.found)
    return Line(depth, aim=aim, badge=badge, value=value, target=target, is_named=is_named)


def _red(standing: Standing) -> dict[str, Any]:
    indicator, last = standing.indicator, standing.last
    return {
        "indicator": indicator,
        "value": value_text(indicator, standing.value),
        "target": target_text(indicator),
        "url": point_url(indicator, last) if last else indicator.page_url,
        "badge": badge_of(standing.status),
        "picture": measure_pictures.small(standing),
    }

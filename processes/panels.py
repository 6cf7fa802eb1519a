"""What the process owners' room shows on the pages of its own records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from measures.cards import Card
from measures.enums import Status
from measures.models import Indicator
from measures.queries import of_processes
from measures.shown import badge_of
from processes import pictures
from processes.domain.approving import is_missing, lacking, signatures_of
from processes.domain.copies import copy_of
from processes.domain.rolling_out import roll_out_state, steps_of
from processes.enums import RollOut, Step, VersionState, doing
from processes.models import Process, ProcessReview
from processes.queries import labels_of, open_improvements, surroundings, vacant, waivers_of
from processes.shown import RaciTable, Shown, raci_table, shown
from records.access.permits import permits
from records.access.standing import in_force
from standard.roles import PROCESS_OWNER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.safestring import SafeString

    from people.models import User
    from processes.domain.copies import Copy
    from processes.models import ProcessSignature, ProcessVersion, RollOutStep, Waiver
    from processes.queries import Surroundings


@dataclass(frozen=True)
class Versions:
    """The versions of a process, what the one in review waits for, and what the working text lacks."""

    versions: Sequence[ProcessVersion]
    signatures: Sequence[ProcessSignature]
    is_waiting: bool
    lacks: Sequence[str]


@dataclass(frozen=True)
class Interfaces:
    """The surroundings of a process and their picture."""

    found: Surroundings
    picture: SafeString | None
    may_change: bool


@dataclass(frozen=True)
class Activities:
    """Who does what, and which of the roles that are needed nobody holds."""

    raci: RaciTable
    vacant: Sequence[str]
    may_change: bool


@dataclass(frozen=True)
class Items:
    """How each requirement item is met."""

    shown: Shown
    met: int
    picture: SafeString
    may_change: bool


@dataclass(frozen=True)
class Practice:
    """How far the version in force has come in practice."""

    state: RollOut
    tone: str
    steps: Sequence[tuple[RollOutStep, str, SafeString | str]]
    may_change: bool


@dataclass(frozen=True)
class Waivers:
    """Waivers that wait or hold, counted for those who audit."""

    waivers: Sequence[Waiver]
    in_force: int
    expired: int


@dataclass(frozen=True)
class Measured:
    """The indicators of a process, the worst first, and where more of them can be taken over."""

    cards: Sequence[Card]
    library_url: str


@dataclass(frozen=True)
class Reviews:
    """The reviews of a process, the newest first."""

    reviews: Sequence[ProcessReview]
    may_plan: bool


def versions_panel(process: Any, _user: User) -> Versions:
    """The versions, newest first."""
    found = list(process.versions.select_related("submitted_by"))
    in_review = next((version for version in found if version.state == VersionState.IN_REVIEW), None)
    return Versions(
        versions=found,
        signatures=signatures_of(in_review) if in_review else [],
        is_waiting=in_review is not None and is_missing(in_review, set()),
        lacks=lacking(process) if process.state == "draft" else [],
    )


def interfaces_panel(process: Any, user: User) -> Interfaces:
    """The process in the middle of its neighbours."""
    found = surroundings(process, user)
    picture = None if found.is_empty else pictures.draw_surroundings(found)
    return Interfaces(found, picture, permits(user, "connect", process))


def activities_panel(process: Any, user: User) -> Activities:
    """The RACI table."""
    copy = _written(process)
    needed = {role for activity in copy.activities for role in doing(activity.raci)}
    return Activities(raci_table(copy.activities), vacant(needed), _may_write(process, user, "set_activities"))


def items_panel(process: Any, user: User) -> Items | None:
    """The requirement items of its clauses; none for a process without clauses."""
    copy = _written(process)
    if not copy.items:
        return None
    met = len(copy.items) - len(copy.gaps)
    picture = pictures.draw_share(1000 * met // len(copy.items), "good" if not copy.gaps else "pri")
    return Items(shown(copy, labels_of(copy.keys, user)), met, picture, _may_write(process, user, "set_items"))


def documents_panel(process: Any, user: User) -> list[Any] | None:
    """The policies and documents that apply to it, as far as they are seen."""
    keys = _written(process).documents
    labels = labels_of(set(keys), user)
    return [labels[key] for key in keys] or None


def practice_panel(process: Any, user: User) -> Practice | None:
    """The checklist of the version in force; none without one."""
    steps = list(steps_of(process))
    if not steps:
        return None
    labels = labels_of({step.evidence_id for step in steps if step.evidence_id}, user)
    state = roll_out_state(steps)
    tone = {RollOut.LIVE: "good", RollOut.UNDER_WAY: "busy"}.get(state, "wait")
    lines = [(step, str(Step(step.step).label), labels.get(step.evidence_id or 0, "")) for step in steps]
    return Practice(state, tone, lines, permits(user, "roll_out", process))


def waivers_panel(process: Any, user: User) -> Waivers:
    """The waivers of a process, with their count."""
    found = waivers_of(process, user)
    in_force = [waiver for waiver in found if waiver.state == "in_force"]
    return Waivers(found, len(in_force), sum(waiver.is_expired for waiver in in_force))


def reviews_panel(process: Any, user: User) -> Reviews:
    """Its reviews, the newest first."""
    found = ProcessReview.objects.visible_to(user).current().filter(process=process).order_by("-due", "-pk")[:10]
    return Reviews(found, process.state != "retired" and permits(user, "edit", process))


def indicators_panel(process: Any, user: User) -> Measured | None:
    """Its indicators as small pictures; none where it has none and this person takes none over for it."""
    cards = _cards(process, user)
    takes_over = process.state != "retired" and permits(user, "edit", process) and permits(user, "create", Indicator)
    url = f"{reverse('measures:library')}#process-{process.key}" if takes_over else ""
    return Measured(cards, url) if cards or url else None


def reviewed_indicators_panel(review: Any, user: User) -> Measured | None:
    """The indicators of the process under review, as long as it is not concluded."""
    if review.state != "planned":
        return None
    process = Process.objects.visible_to(user).filter(pk=review.process_id).first()
    cards = _cards(process, user) if process else []
    return Measured(cards, "") if cards else None


def to_talk_about(meeting: Any, user: User) -> list[Any]:
    """Of the process that a meeting is about: indicators of its key that miss their target, and its waivers."""
    process = Process.objects.visible_to(user).filter(pk=meeting.about_id).first()
    if process is None:
        return []
    found = of_processes({process.key: process.pk}, user)[process.key]
    # Those that name the record itself are brought by their own room.
    missed = [each.indicator for each in found if each.status == Status.MISSED and each.indicator.about_id is None]
    return [*missed, *waivers_of(process, user)]


def improvements_panel(process: Any, user: User) -> Any:
    """Open opportunities that are linked to it; none where there are none."""
    return open_improvements(process, user) or None


def holders_panel(process: Any, _user: User) -> dict[str, Any]:
    """Who holds the role of process owner for it, and whether its owner is still there."""
    held = process.user_grants.filter(in_force(), role=PROCESS_OWNER).select_related("user")
    owner = process.owner
    return {
        "holders": list({grant.user_id: grant.user for grant in held.order_by("user__display_name")}.values()),
        "is_owner_gone": owner is not None and not owner.is_active,
        "has_no_owner": owner is None,
    }


def figures_panel(review: Any, user: User) -> dict[str, Any] | None:
    """The figures of the day on which a review was concluded; indicators as far as the reader sees them."""
    said = review.figures
    if not said:
        return None
    roll_out = str(RollOut(said["roll_out"]).label) if said.get("roll_out") else ""
    rows = said.get("indicators", [])
    seen = Indicator.objects.visible_to(user).in_bulk([row["indicator"] for row in rows]) if rows else {}
    shown_rows = [
        {**row, "record": seen[row["indicator"]], "badge": badge_of(Status(row["status"]))}
        for row in rows
        if row["indicator"] in seen
    ]
    return {**said, "roll_out_words": roll_out, "indicators": shown_rows, "unseen": len(rows) - len(shown_rows)}


def _cards(process: Any, user: User) -> list[Card]:
    return [Card.of(standing) for standing in of_processes({process.key: process.pk}, user)[process.key]]


def _written(process: Any) -> Copy:
    """What it says now, read once for all panels of a page."""
    if "written" not in process.__dict__:
        process.written = copy_of(process)
    return process.written  # type: ignore[no-any-return]


def _may_write(process: Any, user: User, action: str) -> bool:
    return process.state == "draft" and permits(user, action, process)

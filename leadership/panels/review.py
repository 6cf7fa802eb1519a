"""What the pages of a management review show: its inputs with what presenters say, what changed, who is late."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadership.domain.reviews.comparing import Change, changes, differences, turned
from leadership.domain.reviews.holding import missing_from
from leadership.domain.reviews.inputs import Input, Inputs, collect_kept, frozen_of, so_far
from leadership.models import Review, ReviewBlock, ReviewDecision
from people.calendar import Period, today
from records.access.permits import permits
from records.labels import labels_for
from records.models import Record
from shell.contents import ContentDamagedError, ContentGoneError
from shell.html import badge

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.safestring import SafeString

    from communication.models import Meeting
    from people.models import User
    from shell.registry import Chart, Figure, Text

#: Days that are looked at before there was a review.
DAYS_AT_FIRST = 90
#: How an input stands, in words, by its tone; the worst first.
STANDS: dict[str, tuple[str, Text]] = {
    "bad": ("alert-square", gettext_lazy("Off target")),
    "warn": ("alert-triangle", gettext_lazy("Watch")),
    "good": ("circle-check", gettext_lazy("On target")),
    "": ("circle-minus", gettext_lazy("Without a target")),
}


@dataclass(frozen=True)
class Tile:
    """An input as it stands in a review: its figures, and how far its presenter is."""

    input: Input
    block: ReviewBlock | None
    changes: Mapping[str, Change]
    url: str

    @property
    def change(self) -> Change | None:
        """How its leading figure changed since the review before."""
        lead = self.input.lead
        return self.changes.get(lead.key) if lead else None

    @property
    def chart(self) -> Chart | None:
        """The first of its pictures."""
        return next((chart for part in self.input.parts for chart in part.brought.charts), None)

    @property
    def says(self) -> Sequence[Figure]:
        """Up to two figures beside the leading one."""
        figures = [figure for part in self.input.parts for figure in part.brought.figures]
        return [figure for figure in figures if figure is not self.input.lead][:2]

    @property
    def badge(self) -> SafeString:
        """How it stands."""
        icon, words = STANDS[self.input.tone]
        return badge(self.input.tone or "wait", str(words), icon)

    @property
    def release(self) -> SafeString:
        """How far its presenter is: released, late, begun, or not."""
        block = self.block
        if block is None:
            return badge("wait", "")
        if block.released:
            return badge("good", _("Released"), "check")
        if block.due and block.due < today():
            return badge("bad", _("Late"))
        return (
            badge("busy", _("Draft"), "pencil") if block.comment else badge("wait", _("Not started"), "circle-dashed")
        )

    @property
    def nothing(self) -> str:
        """Why there is nothing to look at; "" where there is something."""
        if not self.input.is_empty:
            return ""
        if self.input.failed:
            return _("It could not be collected: an administrator can see why")
        return _("There are no records yet") if self.input.has_room else _("No room keeps this yet")


@dataclass(frozen=True)
class Dashboard:
    """All inputs, red first, with what changed since the review before."""

    inputs: Inputs
    tiles: Sequence[Tile]
    before: Inputs | None
    before_review: Review | None

    @property
    def groups(self) -> list[tuple[str, str, Text, list[Tile]]]:
        """Inputs by how they stand: tone, icon, words, tiles; those without anything last."""
        full = [tile for tile in self.tiles if not tile.input.is_empty]
        found = [(tone, *STANDS[tone], [tile for tile in full if tile.input.tone == tone]) for tone in STANDS]
        return [group for group in found if group[3]]

    @property
    def empty(self) -> list[Tile]:
        """Inputs that no room brings anything to."""
        return [tile for tile in self.tiles if tile.input.is_empty]

    @cached_property
    def turned(self) -> tuple[list[str], list[str]]:
        """Codes of inputs that went off target since the review before, and of those that came back."""
        return turned(self.before, self.inputs)


@dataclass(frozen=True)
class ReviewShown:
    """A review as its page shows it."""

    review: Review
    dashboard: Dashboard | None
    is_frozen: bool
    since: Sequence[Change]
    decisions: Sequence[ReviewDecision]
    labels: Mapping[int, SafeString]
    missing: Sequence[str]
    may_write: bool
    may_assign: bool
    reader: User
    wrong: str = ""

    @property
    def blocks(self) -> list[ReviewBlock]:
        """Its inputs as their presenters prepared them."""
        return [tile.block for tile in self.dashboard.tiles if tile.block] if self.dashboard else []

    @property
    def released(self) -> int:
        """How many inputs are released."""
        return sum(block.released is not None for block in self.blocks)

    @property
    def late(self) -> list[ReviewBlock]:
        """Those that are late."""
        return [block for block in self.blocks if block.released is None and block.due and block.due < today()]

    @property
    def late_by_person(self) -> list[tuple[str, str]]:
        """Who is late, with the codes of what they present."""
        return _by_presenter(self.late)

    @cached_property
    def staying_away(self) -> list[tuple[str, str]]:
        """Who presents an input and is not to come, with the codes, while that can be changed."""
        coming = set(self.review.meeting.participants.values_list("person", flat=True)) if self.may_assign else set()
        return _by_presenter(
            each for each in self.blocks if self.may_assign and each.presenter_id not in {*coming, None}
        )

    @property
    def mine(self) -> list[ReviewBlock]:
        """What the reader presents and has not released."""
        return [block for block in self.waiting if block.presenter == self.reader] if self.review.is_prepared else []

    @property
    def standing(self) -> int:
        """How many decisions were not struck."""
        return sum(not each.decision.struck for each in self.decisions)

    @property
    def waiting(self) -> list[ReviewBlock]:
        """Those that are not released."""
        return [block for block in self.blocks if block.released is None]


def shown(review: Review, user: User) -> ReviewShown:
    """The review with its figures: the frozen ones, else as they are now in the sight of whoever prepares it."""
    wrong, inputs = "", None
    try:
        inputs = inputs_of(review, user)
    except (ContentGoneError, ContentDamagedError):
        wrong = _("The frozen figures are no longer kept, or differ from what was frozen.")
    decisions = list(decisions_of(review))
    return ReviewShown(
        review=review,
        dashboard=dashboard(inputs, review=review) if inputs else None,
        is_frozen=review.inputs_id is not None,
        since=_since(review, user, inputs),
        decisions=decisions,
        labels=labels_for([each.decision.action_id for each in decisions if each.decision.action_id], user),
        missing=missing_from(review) if review.is_open else (),
        may_write=review.is_open and permits(user, "decide", review),
        may_assign=review.is_prepared and permits(user, "assign", review),
        reader=user,
        wrong=wrong,
    )


def inputs_of(review: Review, user: User, *, is_anew: bool = False) -> Inputs:
    """Its frozen inputs, else those of now. Raises ContentGoneError, ContentDamagedError."""
    kept = frozen_of(review)
    return kept or live_inputs(review, user, is_anew=is_anew)


def live_inputs(review: Review, user: User, *, is_anew: bool = False) -> Inputs:
    """Its inputs as they are now, in the sight of whoever prepares it."""
    prepares = review.owner if review.owner and review.owner_id != user.pk else user
    return collect_kept(so_far(review), prepares, is_anew=is_anew)


def dashboard(inputs: Inputs, review: Review | None = None, before_review: Review | None = None) -> Dashboard:
    """All inputs beside those of the review before."""
    earlier = review.follows if review else before_review
    before = _frozen_or_none(earlier)
    found = changes(before, inputs)
    blocks = {block.code: block for block in review.blocks.select_related("presenter", "changed_by")} if review else {}
    tiles = [
        Tile(
            each,
            blocks.get(each.code),
            {key[2]: change for key, change in found.items() if key[0] == each.code},
            f"{review.page_url}inputs/{each.code}/" if review else f"?input={each.code}#input",
        )
        for each in inputs
    ]
    return Dashboard(inputs, tiles, before, earlier)


def last_and_coming(user: User) -> tuple[Review | None, Review | None]:
    """The last review that was held, and the next that is prepared, as far as a person sees them."""
    seen = Review.objects.visible_to(user).current().select_related("meeting")
    held = seen.filter(state__in=("held", "submitted", "approved")).order_by("-period_until", "-pk").first()
    coming = seen.filter(state__in=("planned", "frozen")).order_by("period_until", "pk").first()
    return held, coming


def since(last: Review | None) -> Period:
    """From the day after the period of the last review until today; of none, the last three months."""
    day = today()
    begins = last.period_until + timedelta(days=1) if last else day - timedelta(days=DAYS_AT_FIRST)
    return Period(min(begins, day), day)


def decisions_of(review: Review) -> QuerySet[ReviewDecision]:
    """What was decided, struck ones too, in the order it was written down."""
    return review.decisions.select_related("decision__decided_by", "block", "owner")


def seen_records(given: Input, user: User) -> dict[int, str]:
    """The addresses of the records that tables of an input name and the reader sees: they alone become links."""
    tables = [table for part in given.parts for table in part.brought.tables]
    keys = {cell.record for table in tables for row in table.rows for cell in row if cell.record}
    seen = Record.objects.visible_to(user).filter(pk__in=keys) if keys else ()
    return {record.pk: record.page_url for record in seen}


def _by_presenter(blocks: Iterable[ReviewBlock]) -> list[tuple[str, str]]:
    """Names of presenters, each with the codes of what they present."""
    found: dict[str, list[str]] = {}
    for block in blocks:
        found.setdefault(block.presenter.display_name if block.presenter else _("nobody"), []).append(block.code)
    return [(name, ", ".join(codes)) for name, codes in found.items()]


def _since(review: Review, user: User, inputs: Inputs | None) -> list[Change]:
    """What changed since the figures were frozen, until the meeting."""
    if review.state != "frozen" or inputs is None:
        return []
    return differences(inputs, live_inputs(review, user))


def _frozen_or_none(review: Review | None) -> Inputs | None:
    try:
        return frozen_of(review) if review else None
    except (ContentGoneError, ContentDamagedError):
        return None


def of_meeting(meeting: Meeting, user: User) -> list[Review] | None:
    """The review whose meeting it is; None for another meeting."""
    return list(Review.objects.visible_to(user).filter(meeting=meeting.pk)) or None

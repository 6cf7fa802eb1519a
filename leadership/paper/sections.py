"""What a pack prints of each input: its result, figures with what they were, charts, tables, and what was said."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadership.charts import on_paper, small_and_large
from leadership.domain.reviews.comparing import Change, changes
from leadership.paper.tables import printed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leadership.domain.reviews.inputs import Input, Part
    from leadership.domain.reviews.packs import PackSource
    from leadership.paper.tables import PrintedTable
    from shell.registry import Chart, Figure, Text

#: How something stands, in words.
RESULTS: dict[str, Text] = {
    "good": gettext_lazy("In order"),
    "warn": gettext_lazy("Watch"),
    "bad": gettext_lazy("Missed"),
    "": gettext_lazy("Noted"),
}
#: Signs of a headline figure up to which it is set large, and middling.
LARGE, MIDDLING = 6, 9
#: Letters said about an input, and figures, up to which it needs no page of its own.
SHORT, IN_A_ROW = 900, 4
#: Letters of a message in an overview.
SENTENCE = 140


@dataclass(frozen=True)
class PrintedFigure:
    """A figure with what it is held against and what it was at the review before."""

    figure: Figure
    change: Change | None
    code: str = ""

    @property
    def size(self) -> str:
        """Long ones are set smaller."""
        length = len(self.figure.value)
        return "" if length <= LARGE else "middling" if length <= MIDDLING else "long"

    @property
    def result(self) -> Text:
        """How it stands; "" for what has no target."""
        return RESULTS[self.figure.tone] if self.figure.tone else ""

    @property
    def remarks(self) -> str:
        """What is wanted, and what it was."""
        wanted = _("wanted: %(wanted)s") % {"wanted": self.figure.wanted} if self.figure.wanted else ""
        return ", ".join(each for each in (wanted, self.change.words if self.change else "") if each)


@dataclass(frozen=True)
class PrintedChart:
    """A chart with its image; without one nothing was measured."""

    chart: Chart
    image: str


@dataclass(frozen=True)
class PrintedPart:
    """What one room brings; ``title`` and ``message`` where several do."""

    title: str
    message: str
    figures: Sequence[PrintedFigure]
    small: Sequence[PrintedChart]
    large: Sequence[PrintedChart]
    tables: Sequence[PrintedTable]
    lacks: str


@dataclass(frozen=True)
class Section:
    """An input; ``gaps`` say in sentences why something is not there."""

    code: str
    name: str
    tone: str
    result: Text
    message: str
    parts: Sequence[PrintedPart]
    gaps: Sequence[str]
    presenter: str
    comment: str
    notes: str
    decisions: Sequence[dict[str, Any]]
    lead: PrintedFigure | None

    @property
    def anchor(self) -> str:
        """Where it stands."""
        return f"input-{self.code}"

    @property
    def title(self) -> str:
        """What its page is called in the contents and over its pages."""
        return _("Input %(code)s: %(name)s") % {"code": self.code, "name": self.name}

    @property
    def is_short(self) -> bool:
        """Whether it needs no page of its own: a few figures, and little that was said."""
        is_drawn = any(part.small or part.large or part.tables or part.title for part in self.parts)
        said = (
            len(self.message) + len(self.comment) + len(self.notes) + sum(len(each["what"]) for each in self.decisions)
        )
        return not is_drawn and said < SHORT and sum(len(part.figures) for part in self.parts) <= IN_A_ROW

    @property
    def sentence(self) -> str:
        """The message for a line or two of an overview."""
        return shortened(self.message, SENTENCE)

    @property
    def shape(self) -> str:
        """The sign of its result: one without a target has that of what waits."""
        return self.tone or "wait"


def sections_of(source: PackSource, anchors: dict[int, str]) -> list[Section]:
    """A section for each input in the order of the standard; ``anchors`` take where each record is named first."""
    decisions = numbered(source.content["decisions"])
    before = changes(source.before, source.inputs)
    return [
        _section(source.inputs[said["code"]], said, before, anchors, decisions, is_draft=source.is_draft)
        for said in source.content["inputs"]
    ]


def shortened(text: str, most: int) -> str:
    """A text of at most so many letters, cut between words; one that is a single word within it."""
    if len(text) <= most:
        return text
    cut = shorten(text, most, placeholder="…")
    return cut if len(cut) > 1 else f"{text[: most - 1]}…"


def numbered(decisions: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Decisions with the number by which pages name them."""
    return [{**each, "number": f"D{place}"} for place, each in enumerate(decisions, 1)]


def _section(
    found: Input,
    said: dict[str, Any],
    before: dict[Any, Change],
    anchors: dict[int, str],
    decisions: Sequence[dict[str, Any]],
    *,
    is_draft: bool,
) -> Section:
    is_one = len(found.parts) == 1
    parts = [
        _part(found.code, part, before, anchors, is_first=not place, is_one=is_one)
        for place, part in enumerate(found.parts)
    ]
    lead = found.lead
    return Section(
        code=found.code,
        name=said["name"],
        tone=found.tone,
        result=_result(found, said),
        message=found.message or said["excuse"] or _("Nothing was brought to this input."),
        parts=parts,
        gaps=_gaps(found, said, is_draft=is_draft),
        presenter=said["presenter"],
        comment=said["comment"].strip(),
        notes=said["notes"].strip(),
        decisions=[each for each in decisions if each["input"] == found.code],
        lead=_figure(found.code, _part_of(found, lead), lead, before) if lead else None,
    )


def _result(found: Input, said: dict[str, Any]) -> Text:
    if not found.is_empty:
        return RESULTS[found.tone]
    return _("Excused") if said["excuse"].strip() else _("Nothing yet")


def _gaps(found: Input, said: dict[str, Any], *, is_draft: bool) -> list[str]:
    """Why figures are missing, that nobody released the input, and that the meeting did not look at it."""
    gaps = []
    if found.is_empty:
        gaps.append(
            _("There are no figures: no room keeps what this input is about, or there are no records of it yet.")
        )
    if found.failed:
        gaps.append(_("Could not be collected: %(rooms)s.") % {"rooms": ", ".join(found.failed)})
    if said["excuse"].strip() and not found.is_empty:
        gaps.append(_("Excused: %(reason)s") % {"reason": said["excuse"].strip()})
    if not said["released"]:
        gaps.append(_("Nobody released this input: what stands here was not confirmed by who presents it."))
    if not is_draft and not said["considered"]:
        gaps.append(_("The meeting did not look at it."))
    return gaps


def _part(
    code: str, part: Part, before: dict[Any, Change], anchors: dict[int, str], *, is_first: bool, is_one: bool
) -> PrintedPart:
    small, large = small_and_large(part.brought.charts)
    return PrintedPart(
        title="" if is_one else part.title,
        message="" if is_first else part.brought.message,
        figures=[_figure(code, part.key, each, before) for each in part.brought.figures],
        small=[PrintedChart(each, on_paper(each)) for each in small],
        large=[PrintedChart(each, on_paper(each)) for each in large],
        tables=[printed(each, anchors) for each in part.brought.tables],
        lacks=part.brought.lacks,
    )


def _part_of(found: Input, figure: Figure | None) -> str:
    return next((part.key for part in found.parts if figure in part.brought.figures), "")


def _figure(code: str, part: str, figure: Figure, before: dict[Any, Change]) -> PrintedFigure:
    return PrintedFigure(figure, before.get((code, part, figure.key)), code)

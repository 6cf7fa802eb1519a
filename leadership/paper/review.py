"""The pack of a management review: laid out from its source alone, so that it can be made again to the byte."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.utils import timezone, translation
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jobs.domain.errors import JobError
from jobs.kinds import Result
from leadership.domain.reviews.comparing import turned
from leadership.domain.reviews.content import QUESTIONS, as_bytes
from leadership.domain.reviews.holding import label_of
from leadership.domain.reviews.packs import file_name, keep_pack, kept_pack, source_of
from leadership.models import Review
from leadership.paper.annex import files_of, made_of, records_of
from leadership.paper.sections import numbered, sections_of, shortened
from leadership.paper.workbook import workbook
from people.models import User
from records.domain.errors import NotNowError
from shell.contents import ContentDamagedError, ContentGoneError
from shell.paper import Enclosure, render
from shell.registry import TONES
from shell.templatetags.paper import exact_day, exact_moment

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from jobs.progress import Progress
    from leadership.domain.reviews.packs import PackSource
    from leadership.models import ReviewPack
    from leadership.paper.sections import Section

#: Steps that the job tells.
STEPS = 5
#: Headline figures at a glance.
HEADLINES = 4
#: Letters of a title from which the cover sets it smaller.
LONG_TITLE = 28
#: Letters of a line of the contents.
LINE = 96


def make_pack(progress: Progress, *, review: int, by: int) -> Result:
    """The job: the pack of a review as it stands, for a person who sees it.

    Made again, or after a worker that was killed, it finds the pack that was kept. Raises JobError for who does not
    see the review, for one without figures, and where figures are lost.
    """
    reader = User.objects.get(pk=by)
    found = _find(reader, review)
    progress.tell(0, STEPS, _("Reading the figures"))
    try:
        source = source_of(found, reader)
    except NotNowError as error:
        raise JobError(str(error)) from error
    except (ContentGoneError, ContentDamagedError) as error:
        raise JobError(_("What was frozen is no longer kept, or differs from what it was")) from error
    if kept := kept_pack(found, source.sha256):
        return _result(kept)
    content = print_pack(source, tell=lambda done, words: _step(progress, done, words))
    _step(progress, 4, _("Keeping it"))
    return _result(keep_pack(found, content, source=source, by=reader))


def print_pack(source: PackSource, tell: Callable[[int, str], object] = lambda *_: None) -> bytes:
    """The bytes of the pack. ``tell(step, words)`` hears how far it is, and may raise to stop it. Slow: for jobs."""
    with translation.override(source.home["language"]), timezone.override(source.as_of.tzinfo):
        tell(1, _("Drawing the charts and filling the workbook"))
        enclosed = _enclosed(source)
        context = _context(source, enclosed)
        tell(2, _("Laying the pages out"))
        return render(
            "leadership/paper/review.html",
            context,
            organisation=source.home["organisation"],
            logo=source.logo,
            reference=source.reference,
            title=source.title,
            as_of=source.as_of,
            lang=source.home["language"],
            is_draft=source.is_draft,
            attachments=enclosed,
            between=lambda: tell(3, _("Writing the pages")),
        )


def _find(reader: User, key: int) -> Review:
    found: Review | None = Review.objects.visible_to(reader).filter(pk=key).first()
    if found is None:
        raise JobError(_("You do not see this review (any more)"))
    return found


def _step(progress: Progress, done: int, words: str) -> None:
    """Between two steps the job stops where it was cancelled, however fast the step before went."""
    progress.check()
    progress.tell(done, STEPS, words)


def _result(pack: ReviewPack) -> Result:
    return Result(_("The pack %(file)s is ready") % {"file": file_name(pack)}, url=pack.review.page_url)


def _enclosed(source: PackSource) -> tuple[Enclosure, ...]:
    said = _("What was signed, for machines") if source.signed else _("What the review says so far, for machines")
    return (
        Enclosure("inputs.json", source.inputs_bytes, _("The figures, for machines"), "Source"),
        Enclosure("review.json", as_bytes(source.content), said, "Source"),
        Enclosure("review.xlsx", workbook(source), _("The figures and tables, as a workbook"), "Data"),
    )


def _context(source: PackSource, enclosed: Sequence[Enclosure]) -> dict[str, Any]:
    anchors: dict[int, str] = {}
    sections = sections_of(source, anchors)
    content = source.content
    return {
        "source": source,
        "content": content,
        "sections": sections,
        "entries": _entries(source, sections),
        "period": _period(source),
        "is_long_title": len(source.title) > LONG_TITLE,
        "figures_as_of": exact_moment(source.inputs.as_of),
        "message": _glance(sections),
        "turned": _turned(source),
        "headlines": _headlines(sections),
        "meeting": _meeting(content["meeting"]),
        "present": [each for each in content["attendance"] if each["attendance"] == "attended"],
        "agenda": _agenda(content),
        "points": _points(content),
        "decisions": numbered(content["decisions"]),
        "decided": _decided(content["decisions"]),
        "carried": _carried(content["decisions"]),
        "verdicts": [(label_of(name), content["conclusion"][name]) for name in QUESTIONS],
        "concluded": _concluded(content["conclusion"]),
        "signature": _signature(source),
        "records": records_of(source, sections, anchors),
        "files": files_of(enclosed),
        "made": made_of(source),
    }


def _entries(source: PackSource, sections: Sequence[Section]) -> list[dict[str, str]]:
    """The contents: every section, and what inputs with something to look at say."""
    decided, concluded = _decided(source.content["decisions"]), _concluded(source.content["conclusion"])
    return [
        _entry("glance", _("The review at a glance")),
        _entry("meeting", _("Attendance and agenda")),
        *(_entry(each.anchor, each.title, each.message if each.parts else "") for each in sections),
        _entry("decisions", _("Decisions and actions"), decided),
        _entry("conclusion", _("Conclusion and signature"), concluded),
        _entry("annex", _("Annex: records behind the figures")),
        _entry("made", _("Annex: how this pack was made")),
    ]


def _entry(anchor: str, title: str, message: str = "") -> dict[str, str]:
    """A line of the contents; its message is cut to a line, as it stands in full at its page."""
    return {"anchor": anchor, "title": title, "message": shortened(message, LINE)}


def _period(source: PackSource) -> str:
    first, last = (exact_day(date.fromisoformat(day)) for day in source.content["period"])
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def _glance(sections: Sequence[Section]) -> str:
    """How many inputs stand how, in one sentence."""
    empty = sum(not each.parts for each in sections)
    counts = {tone: sum(bool(each.parts) and each.tone == tone for each in sections) for tone in TONES}
    words = {
        "bad": ngettext("%(n)d misses its target", "%(n)d miss their target", counts["bad"]),
        "warn": ngettext("%(n)d needs watching", "%(n)d need watching", counts["warn"]),
        "good": ngettext("%(n)d is in order", "%(n)d are in order", counts["good"]),
        "": ngettext("%(n)d has no target", "%(n)d have no target", counts[""]),
    }
    said = [words[tone] % {"n": counts[tone]} for tone in TONES if counts[tone]]
    if empty:
        said.append(ngettext("%(n)d has nothing to report", "%(n)d have nothing to report", empty) % {"n": empty})
    return _("Of fourteen inputs %(counts)s.") % {"counts": get_text_list(said, _("and"))}


def _turned(source: PackSource) -> str:
    """Which inputs went off target since the review before, and which came back."""
    off, back = turned(source.before, source.inputs)
    said = []
    if off:
        said.append(_("Off target since the review before: %(inputs)s.") % {"inputs": ", ".join(off)})
    if back:
        said.append(_("Back on target: %(inputs)s.") % {"inputs": ", ".join(back)})
    return " ".join(said)


def _headlines(sections: Sequence[Section]) -> list[Any]:
    """The figures that stand for the inputs of the worst tone."""
    ranked = sorted((each for each in sections if each.lead), key=lambda each: TONES.index(each.tone))
    return [each.lead for each in ranked[:HEADLINES]]


def _meeting(said: dict[str, str]) -> dict[str, str]:
    """When it is, by the clock of its place, and what it is called."""
    place = ZoneInfo(said["time_zone"])
    starts, ends = (datetime.fromisoformat(said[name]).astimezone(place) for name in ("starts", "ends"))
    with timezone.override(place):
        when = f"{exact_moment(starts)[: -len(f'{starts:%Z}') - 1]} \N{EN DASH} {ends:%H:%M}\N{NO-BREAK SPACE}{ends:%Z}"
    return {**said, "when": when}


def _agenda(content: dict[str, Any]) -> list[tuple[str, str]]:
    """Points and who brings them in: of an input, who presents it."""
    presenters = {each["code"]: each["presenter"] for each in content["inputs"]}
    return [
        (each["title"], each["presenter"] or presenters.get(each["title"].partition(".")[0], ""))
        for each in content["agenda"]
    ]


def _points(content: dict[str, Any]) -> list[dict[str, Any]]:
    """Notes of points of the agenda that are no input: those of inputs stand at their pages."""
    shown = {each["notes"] for each in content["inputs"] if each["notes"]}
    return [each for each in content["agenda"] if each["notes"].strip() and each["notes"] not in shown]


def _carried(decisions: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What is carried on by somebody, with the day in words."""
    found = [each for each in numbered(decisions) if each["owner"] and each["outcome"] == "approved"]
    return [{**each, "day": exact_day(date.fromisoformat(each["due"])) if each["due"] else ""} for each in found]


def _decided(decisions: Sequence[dict[str, Any]]) -> str:
    if not decisions:
        return _("Nothing was decided yet.")
    counts = [(each["decided"], sum(other["decided"] == each["decided"] for other in decisions)) for each in decisions]
    said = ", ".join(f"{words.lower()}: {count}" for words, count in dict.fromkeys(counts))
    words = ngettext("%(n)d decision (%(counts)s).", "%(n)d decisions (%(counts)s).", len(decisions))
    return words % {"n": len(decisions), "counts": said}


def _concluded(conclusion: dict[str, dict[str, str]]) -> str:
    if not all(conclusion[name]["verdict"] for name in QUESTIONS):
        return _("Top management has not concluded yet.")
    words = {"yes": "%(what)s", "changes": _("%(what)s with changes"), "no": _("not %(what)s")}
    said = [words[conclusion[name]["verdict"]] % {"what": label_of(name).lower()} for name in QUESTIONS]
    return _("The service management system is %(verdicts)s.") % {"verdicts": get_text_list(said, _("and"))}


def _signature(source: PackSource) -> dict[str, str]:
    if not source.signed:
        return {}
    name = source.signed["by"]
    there = next((each for each in source.content["attendance"] if each["name"] == name), {"position": "", "roles": ""})
    moment = exact_moment(datetime.fromisoformat(source.signed["at"]))
    return {**source.signed, "when": moment, "position": there["position"] or there["roles"]}

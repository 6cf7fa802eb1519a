"""Two versions of a file beside each other, page by page."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.domain.pages import has_pages, job_for_pages, pages_of
from jobs.models import Job

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from documents.models import Pages, Version


@dataclass(frozen=True)
class Pair:
    """A page before and after, by their numbers; None where there is none beside the other."""

    before: int | None
    after: int | None
    is_same: bool = False


@dataclass(frozen=True)
class PagesShown:
    """The pages of two versions as they stand just now.

    ``state`` is ``none`` where no pages are to be had, with the reason in ``words``; ``ask`` before they were asked
    for; ``drawing``; ``failed``, with the reason; ``ready``, with what differs in ``words``.
    """

    state: str
    words: str = ""
    differing: Sequence[Pair] = ()
    same: Sequence[Pair] = ()
    cut: Sequence[str] = ()
    jobs: Sequence[Job] = field(default=())


def pages_shown(older: Version, newest: Version) -> PagesShown | None:
    """What there is to show of their pages; None for texts, which have none, and for a version beside itself."""
    if (older.is_text and newest.is_text) or older.blob_id == newest.blob_id:
        return None
    versions = (older, newest)
    if without := [version for version in versions if not has_pages(version)]:
        return PagesShown("none", " ".join(_why_none(version) for version in without))
    drawn = [pages_of(version) for version in versions]
    before, after = drawn
    if before is None or after is None:
        return _on_the_way([version for version, pages in zip(versions, drawn, strict=True) if pages is None])
    if faults := [
        _fault(version, pages) for version, pages in zip(versions, (before, after), strict=True) if pages.fault
    ]:
        return PagesShown("failed", " ".join(faults))
    return _ready(versions, (before, after))


def pairs_of(before: Sequence[str], after: Sequence[str]) -> list[Pair]:
    """Pages by their pictures, those that look the same beside each other even where pages came between."""
    found: list[Pair] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        pairs = zip_longest(range(a + 1, b + 1), range(c + 1, d + 1))
        found += [Pair(one, other, is_same=kind == "equal") for one, other in pairs]
    return found


def what_differs(pairs: Iterable[Pair]) -> str:
    """Which pages differ, came and went, in a sentence each."""
    differing = [pair for pair in pairs if not pair.is_same]
    changed = [pair.after for pair in differing if pair.before and pair.after]
    came = [pair.after for pair in differing if not pair.before]
    went = [pair.before for pair in differing if not pair.after]
    said = [
        ngettext("Page %(pages)s differs.", "Pages %(pages)s differ.", len(changed)) % _named(changed),
        ngettext("Page %(pages)s is new.", "Pages %(pages)s are new.", len(came)) % _named(came),
        ngettext("Page %(pages)s before is gone.", "Pages %(pages)s before are gone.", len(went)) % _named(went),
    ]
    words = " ".join(each for each, pages in zip(said, (changed, came, went), strict=True) if pages)
    return words or _("All pages look the same.")


def _ready(versions: tuple[Version, Version], drawn: tuple[Pages, Pages]) -> PagesShown:
    pairs = pairs_of(drawn[0].pictures, drawn[1].pictures)
    cut = [
        _("Of version %(number)s the first %(n)d pages of %(count)d are shown.")
        % {"number": version.number, "n": len(pages.pictures), "count": pages.count}
        for version, pages in zip(versions, drawn, strict=True)
        if pages.count > len(pages.pictures)
    ]
    differing = [pair for pair in pairs if not pair.is_same]
    return PagesShown("ready", what_differs(pairs), differing, [pair for pair in pairs if pair.is_same], cut)


def _on_the_way(versions: list[Version]) -> PagesShown:
    jobs = [job_for_pages(version) for version in versions]
    asked = [job for job in jobs if job is not None]
    if failed := next((job for job in asked if not job.is_open and job.state != Job.State.DONE), None):
        return PagesShown("failed", failed.error or str(failed.get_state_display()))
    return PagesShown("drawing" if asked else "ask", jobs=asked)


def _why_none(version: Version) -> str:
    if version.disposed:
        return _("The content of version %(number)s was destroyed.") % {"number": version.number}
    if version.is_text:
        return _("Version %(number)s is a text that was written here.") % {"number": version.number}
    ending = version.name.rpartition(".")[2].upper()
    return _(
        "Version %(number)s is a %(ending)s file: it has no pages until an office program lays them out, so only its "
        "words are compared here."
    ) % {"number": version.number, "ending": ending}


def _fault(version: Version, pages: Pages) -> str:
    return _("Version %(number)s: %(why)s.") % {"number": version.number, "why": pages.fault}


def _named(pages: Sequence[int | None]) -> dict[str, str]:
    return {"pages": ", ".join(str(page) for page in pages)}

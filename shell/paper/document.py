"""A paper: a template and what is known of it, laid out and printed as a PDF."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypedDict

from django.template.loader import render_to_string
from django.utils import timezone, translation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime


@dataclass(frozen=True)
class Enclosure:
    """A file inside a PDF, such as its figures as a workbook.

    ``relationship`` says what it is to the pages: Data, Source, Supplement or Alternative.
    """

    name: str
    content: bytes
    description: str
    relationship: str = "Data"


class Letterhead(TypedDict):
    """Whose paper it is: a name, and a ``data:`` address or "".

    The image is to be without transparency and beside no profile, as shell.images makes it.
    """

    organisation: str
    logo: str


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What stands around the text of a paper: on its cover, over and under each page, in its file."""

    organisation: str
    logo: str
    reference: str
    title: str
    as_of: datetime
    lang: str
    is_draft: bool
    stamp: str = ""
    attachments: tuple[Enclosure, ...] = field(default=())


def render(
    template: str,
    context: Mapping[str, Any],
    *,
    organisation: str,
    reference: str,
    title: str,
    as_of: datetime,
    logo: str = "",
    lang: str = "en",
    is_draft: bool = False,
    stamp: str = "",
    attachments: tuple[Enclosure, ...] = (),
    between: Callable[[], object] = lambda: None,
) -> bytes:
    """Print a template, which extends paper/sheet.html or paper/pack.html, as PDF/A-3a with marks for PDF/UA-1.

    ``between`` is called once the pages are laid out, before they are written: a job that is to stop raises there.
    ``stamp`` is a word that stands under the text of every page, such as OBSOLETE.
    The same arguments give the same bytes: every date in the file is ``as_of``, the moment whose
    figures are shown, and moments are written in its time zone. Slow and hungry: for jobs alone.
    Raises ValueError for a moment without a time zone, RefusedAddressError for a template that asks for
    anything that is not in it (an image stands in it as a ``data:`` address).
    """
    if timezone.is_naive(as_of):
        message = "as_of has no time zone"
        raise ValueError(message)
    from shell.paper.printing import print_pdf  # noqa: PLC0415 - slow import

    paper = Paper(
        organisation=organisation,
        logo=logo,
        reference=reference,
        title=title,
        as_of=as_of.replace(microsecond=0),
        lang=lang,
        is_draft=is_draft,
        stamp=stamp or ("DRAFT" if is_draft else ""),
        attachments=tuple(attachments),
    )
    with translation.override(lang), timezone.override(as_of.tzinfo):
        text = render_to_string(template, {**context, "paper": paper})
    return print_pdf(text, paper, between)

"""Packs of reviews: asked for, made once for what stands in them, kept, and sent to those who take part."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.domain.queue import enqueue
from leadership.domain.reviews.content import approved_content, as_bytes, content_of
from leadership.domain.reviews.inputs import collect_kept, frozen_of, so_far
from leadership.models import Review, ReviewPack
from people.calendar import zone
from people.models import Installation, Logo
from records.access.visibility import can_see
from records.domain.entering import enter, held
from records.domain.errors import NotNowError
from records.domain.files import store
from records.domain.log import note
from records.models import Notice, Record
from records.notices.telling import tell
from shell.contents import sha256_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jobs.models import Job
    from leadership.domain.reviews.inputs import Inputs
    from people.models import User

PACK_JOB = "leadership.make_pack"
PDF = "application/pdf"
#: States whose figures are none: such a review was held before, or is not held at all.
WITHOUT_PACK = ("past", "cancelled")


@dataclass(frozen=True)
class PackSource:
    """All that a pack is made of; the same source gives the same bytes, whenever and wherever it is printed."""

    reference: str
    title: str
    content: dict[str, Any]
    inputs: Inputs
    before: Inputs | None
    #: Who signed it, when (ISO 8601), and the SHA-256 of what they signed; empty for a draft.
    signed: dict[str, str]
    #: Organisation, language, time zone, version of the product, and where there is a logo its SHA-256.
    home: dict[str, str]
    #: References of the records that the figures name, by their keys.
    references: dict[int, str]
    is_frozen: bool
    #: The logo as a ``data:`` address; what it is known by stands in ``home``.
    logo: str = ""

    @property
    def is_draft(self) -> bool:
        """Whether nobody signed it yet."""
        return not self.signed

    @property
    def as_of(self) -> datetime:
        """The moment that the file bears: of the signature, else of the figures."""
        found = datetime.fromisoformat(self.signed["at"]) if self.signed else self.inputs.as_of
        return found.astimezone(ZoneInfo(self.home["zone"]))

    @cached_property
    def inputs_bytes(self) -> bytes:
        """The figures in the form in which they are frozen."""
        return as_bytes(dict(self.inputs.data))

    @cached_property
    def sha256(self) -> str:
        """What it is known by. The moment of figures that are not frozen is no part: the same figures are the same pack."""
        figures = dict(self.inputs.data)
        if not self.is_frozen:
            del figures["as_of"]
        said = {
            "content": self.content,
            "inputs": figures,
            "before": self.before.data if self.before else None,
            "signed": self.signed,
            "home": self.home,
            "references": sorted(self.references.items()),
        }
        return sha256_of(json.dumps(said, sort_keys=True).encode())


@transaction.atomic
def ask_for_pack(review: Review, *, actor: User, reason: str = "", token: str | None = None) -> Job:
    """Ask for the job that makes the pack as the review stands. Raises Refused, and NotNowError where it has no figures."""
    del reason
    stored = enter(review, actor=actor, action="make_pack")
    require_figures(stored)
    return enqueue(PACK_JOB, actor=actor, key=token, review=stored.pk, by=actor.pk)


def ask_for_signed(review: Review, *, actor: User) -> Job:
    """Ask for the pack of a review that was signed, once: in the transaction of whoever signs."""
    return enqueue(PACK_JOB, actor=actor, key=f"{review.pk} {review.content_id}"[:100], review=review.pk, by=actor.pk)


def require_figures(review: Review) -> None:
    """Raise NotNowError for a review that has no figures and gets none."""
    if review.state in WITHOUT_PACK:
        raise NotNowError(_("It has no figures of its own: its minutes are under Files"))


def source_of(review: Review, by: User | None) -> PackSource:
    """What the pack is made of now: what was signed, else frozen figures, else those of this moment.

    Figures that are not frozen are as whoever prepares the review sees them, else as ``by`` does. Raises
    ContentGoneError, ContentDamagedError, and NotNowError as ``require_figures`` does.
    """
    require_figures(review)
    signed = approved_content(review)
    inputs = frozen_of(review) or _live(review, by)
    logo = Logo.current()
    return PackSource(
        reference=review.reference,
        title=review.title if signed is None else signed["title"],
        content=signed or content_of(review),
        inputs=inputs,
        before=frozen_of(review.follows) if review.follows else None,
        signed=_signature(review) if signed else {},
        home=_home(logo),
        references=_references(inputs),
        is_frozen=review.inputs_id is not None,
        logo=logo.address,
    )


def kept_pack(review: Review, source: str) -> ReviewPack | None:
    """The pack that was made of this source before."""
    return ReviewPack.objects.select_related("file").filter(review=review, source=source).first()


@transaction.atomic
def keep_pack(review: Review, content: bytes, *, source: PackSource, by: User | None) -> ReviewPack:
    """Keep a pack that was made; of two that were made of the same source at once, the first is the one."""
    stored = held(review)
    if found := kept_pack(stored, source.sha256):
        return found
    about = {"file": store(content, PDF), "is_draft": source.is_draft, "made": timezone.now(), "made_by": by}
    made = ReviewPack.objects.create(review=stored, source=source.sha256, **about)
    note(stored, actor=by, action="make_pack", detail={"file": file_name(made), "sha256": made.file_id})
    return made


def file_name(pack: ReviewPack) -> str:
    """What a pack is called when it is saved."""
    end = f"-draft-{pack.pk}" if pack.is_draft else ""
    return f"{pack.review.reference}{end}.pdf"


@transaction.atomic
def send_pack(review: Review, *, actor: User, reason: str = "", token: str | None = None) -> Review:
    """Tell all who take part in the review or present an input of it, and see it, where the newest pack is.

    Raises Refused, and NotNowError before there is a pack.
    """
    stored = enter(review, actor=actor, action="send_pack")
    pack: ReviewPack | None = stored.packs.select_related("file").first()
    if pack is None:
        raise NotNowError(_("There is no pack yet: make it first"))
    people = [person for person in concerned(stored) if can_see(person, stored)]
    words = _("the draft pack of the review") if pack.is_draft else _("the pack of the review")
    about = {"what": words, "text": reason} if reason else {"what": words}
    tell(people, kind=Notice.Kind.NEWS, record=stored, actor=actor, detail=about)
    told = len([person for person in people if person != actor])
    detail = {"people": told, "file": file_name(pack), "sha256": pack.file_id}
    note(stored, actor=actor, action="send_pack", reason=reason, detail=detail, token=token)
    return stored


def concerned(review: Review) -> list[User]:
    """Those who take part in a review or present an input of it, each once."""
    coming: Iterable[Any] = review.meeting.participants.filter(person__isnull=False).select_related("person")
    presenting = review.blocks.filter(presenter__isnull=False).select_related("presenter")
    people = [*(each.person for each in coming), *(each.presenter for each in presenting)]
    return list({person.pk: person for person in people if person.is_active}.values())


def pack_url(pack: ReviewPack) -> str:
    """Where a pack is handed out."""
    return f"{pack.review.page_url}pack/{pack.pk}/"


def _live(review: Review, by: User | None) -> Inputs:
    reader: Any = review.owner or by
    return collect_kept(so_far(review), reader)


def _home(logo: Logo) -> dict[str, str]:
    home = Installation.current()
    about = {"organisation": home.organisation, "language": home.language, "zone": home.time_zone}
    named = {"logo": logo.sha256} if logo.sha256 else {}
    return {**about, "product": settings.PRODUCT_VERSION, **named}


def _signature(review: Review) -> dict[str, str]:
    moment: Any = review.approved_at
    by: Any = review.approved_by
    return {
        "by": by.display_name,
        "at": moment.astimezone(zone.get()).isoformat(),
        "sha256": review.content_id or "",
    }


def _references(inputs: Inputs) -> dict[int, str]:
    """References stay what they are, and anybody may be told of them."""
    keys = {
        cell.record
        for each in inputs
        for part in each.parts
        for table in part.brought.tables
        for row in table.rows
        for cell in row
        if cell.record
    }
    return dict(Record.objects.filter(pk__in=keys).values_list("pk", "reference"))


def review_of(reference: str) -> Review | None:
    """The review with this reference, for the command line: whoever runs it sees everything."""
    found: Review | None = Review.objects.filter(reference=reference.upper(), withdrawn=False).first()
    return found

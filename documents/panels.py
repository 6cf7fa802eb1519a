"""What the documentation managers' room shows on a document's own page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from documents.domain.approval import missing_signatures, signatures_of
from documents.domain.knowledge import IN_USE
from documents.domain.matrix import proposed_values
from documents.domain.publishing import reason_to_wait
from documents.enums import VersionState
from documents.queries import Rate, rate_of, times_used, versions_of
from documents.texts import draw
from records.access.permits import permits
from records.labels import labels_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from documents.models import Article, Disposal, DisposalLine, Document, Opinion, Signature, Version
    from documents.texts import Drawn
    from people.models import User


@dataclass(frozen=True)
class Versions:
    """The versions of a document as this person may read them, and where the one being made stands."""

    document: Document
    versions: Sequence[Version]
    in_work: Version | None
    may_read_drafts: bool
    may_write: bool
    signatures: Sequence[Signature]
    missing: Sequence[str]
    waits: str


@dataclass(frozen=True)
class ArticleShown:
    """An article's text as it is read, and what people say of it."""

    article: Article
    drawn: Drawn
    helped: int
    doubts: Sequence[Opinion]
    uses: int
    may_thank: bool
    may_doubt: bool


@dataclass(frozen=True)
class Changed:
    """A line of a proposal: what it is called, what holds now, and what is to."""

    label: str
    now: Any
    then: Any


@dataclass(frozen=True)
class Proposal:
    """What somebody proposes for a type of document."""

    by: User | None
    changes: Sequence[Changed]


@dataclass(frozen=True)
class RunLine:
    """A line of a disposal run, and its document as the reader may see it."""

    line: DisposalLine
    label: str


@dataclass(frozen=True)
class RunShown:
    """The documents of a disposal run."""

    run: Disposal
    lines: Sequence[RunLine]


@dataclass(frozen=True)
class Readers:
    """Who a document is for, and how many of them have read it."""

    document: Document
    rate: Rate
    may_distribute: bool


def versions_panel(document: Any, user: User) -> Versions:
    """Its versions; drafts for those who work at them."""
    in_work: Version | None = document.in_work
    versions = versions_of(document)
    # Who signs by name or type is asked of the database: not where there is nothing that they alone may read.
    has_drafts = in_work is not None or any(each.approved is None or each.open_remarks for each in versions)  # type: ignore[attr-defined]
    may_read = has_drafts and permits(user, "read_draft", document)
    signatures = signatures_of(in_work) if in_work and in_work.state == VersionState.IN_REVIEW else []
    is_asked = in_work is not None and in_work.state == VersionState.IN_REVIEW
    return Versions(
        document=document,
        versions=[version for version in versions if may_read or version.approved],
        in_work=in_work,
        may_read_drafts=may_read,
        may_write=permits(user, "write_text", document) and in_work is not None and in_work.state == VersionState.DRAFT,
        signatures=signatures,
        missing=missing_signatures(document, in_work, signatures) if is_asked and in_work else [],
        waits=reason_to_wait(document, in_work) if in_work and in_work.state == VersionState.APPROVED else "",
    )


def readers_panel(document: Any, user: User) -> Readers:
    """How many of those it is for have read it."""
    return Readers(document, rate_of(document), permits(user, "distribute", document))


def proposal_panel(found: Any, _user: User) -> Proposal:
    """What is proposed for a type of document, beside what holds."""
    now = {name: getattr(found, name) for name in found.proposed}
    pairs = zip(proposed_values(now), proposed_values(found.proposed), strict=True)
    return Proposal(found.proposed_by, [Changed(label, before, after) for (label, before), (_label, after) in pairs])


def run_panel(run: Any, user: User) -> RunShown:
    """What a disposal run is of, and what became of each document."""
    lines = list(run.lines.all())
    labels = labels_for({line.document_id for line in lines}, user)
    return RunShown(run, [RunLine(line, labels.get(line.document_id) or line.identifier) for line in lines])


def article_panel(article: Any, user: User) -> ArticleShown:
    """Its text, whom it helped, and who says that it is out of date; buttons for what one has not said yet."""
    opinions = list(article.opinions.filter(settled=None).select_related("person"))
    said = {opinion.says for opinion in opinions if opinion.person_id == user.pk}
    return ArticleShown(
        article=article,
        drawn=draw(article.text),
        helped=sum(opinion.says == "helped" for opinion in opinions),
        doubts=[opinion for opinion in opinions if opinion.says == "outdated"],
        uses=times_used(article),
        may_thank="helped" not in said and permits(user, "thank", article),
        may_doubt="outdated" not in said and article.state in IN_USE and permits(user, "doubt", article),
    )

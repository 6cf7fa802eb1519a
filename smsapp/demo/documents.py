"""Documents of the demo organisation, each taken as far as it has come by the people who would do so."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from documents.domain import approval, drafting, matrix, publishing, reading
from documents.enums import Type
from documents.models import Document, DocumentType, Version
from people.calendar import today
from records.access.standing import forget, standing_of
from records.domain.write import write
from roles.domain.catalogue import roles_by_key
from smsapp.demo import papers
from smsapp.demo.accounts import password_of
from standard.roles import DOCUMENTATION_MANAGER, SERVICE_MANAGEMENT_TEAM

if TYPE_CHECKING:
    from collections.abc import Callable

    from people.models import User
    from smsapp.demo.papers import Paper

#: Readers of the policy, and how many of them have read it.
READERS, HAVE_READ = 12, 6


def make_documents(people: list[User]) -> None:
    """Every document, as far as it has come."""
    for person in people:
        forget(person)
    _propose_a_rule(people)
    made = {name: _make(paper, people) for name, paper in papers.PAPERS.items()}
    _distribute(made, people)


def _propose_a_rule(people: list[User]) -> None:
    """The approval matrix, and a change of it that waits for somebody to agree."""
    matrix.record_missing_types(people[1])
    manager = next(person for person in people if standing_of(person).holds_role(DOCUMENTATION_MANAGER))
    found = DocumentType.objects.visible_to(manager).get(type=Type.INSTRUCTION)
    rule = {name: getattr(found, name) for name in matrix.RULE} | papers.PROPOSED_RULE
    matrix.propose(found, actor=manager, reason=papers.REASONS["rule"], **rule)


def _make(paper: Paper, people: list[User]) -> Document:
    document = Document(
        title=paper.title,
        type=paper.type,
        owner=people[paper.owner],
        answers=paper.answers,
        review_months=paper.review_months,
        source=paper.source,
        edition=paper.edition,
        used_at=paper.used_at,
    )
    drafting.create_document(document, actor=people[paper.author], text=paper.text)
    if paper.stage != "draft":
        approval.submit(document, actor=people[paper.author], reason=papers.REASONS["submit"])
    if paper.stage not in {"draft", "in_review"}:
        _bring_further(document, paper, people)
    begun = timezone.now() - timedelta(days=paper.days_ago)
    Version.objects.filter(document=document, approved=None).update(begun=begun)
    return document


def _bring_further(document: Document, paper: Paper, people: list[User]) -> None:
    """Sign it, publish it, and do what else is said of it."""
    _sign(document, people[paper.signer])
    effective = today() + timedelta(days=papers.SCHEDULED_DAYS) if paper.stage == "scheduled" else None
    manager = people[papers.WRITER]
    publishing.publish(_now(document), actor=manager, effective=effective, reason=papers.REASONS["publish"])
    if paper.stage in FURTHER:
        FURTHER[paper.stage](_now(document), people)


def _sign(document: Document, signer: User) -> None:
    current = _now(document)
    version = drafting.require_draft(current, "in_review")
    approval.approve(
        current, actor=signer, sha256=version.blob_id, password=password_of(signer.email), meaning=papers.SIGNED
    )


def _fall_behind(document: Document, _people: list[User]) -> None:
    """Its review was due some time ago, as the old register says."""
    document.due = today() - timedelta(days=papers.OVERDUE_DAYS)
    write(document, actor=None, action="edit", reason=papers.REASONS["overdue"])


def _revise(document: Document, people: list[User]) -> None:
    """A new draft with remarks on it."""
    author = people[papers.SMR]
    drafting.revise(document, actor=author, reason=papers.SUMMARY)
    text = papers.PAPERS["plan"].text + papers.REVISED
    drafting.write_text(_now(document), actor=author, text=text, summary=papers.SUMMARY)
    for place, passage, words in papers.REMARKS:
        approval.remark(_now(document), actor=people[place], text=words, passage=passage)


def _end(document: Document, people: list[User]) -> None:
    publishing.obsolete(document, actor=people[papers.WRITER], reason=papers.REASONS["obsolete"])


FURTHER: dict[str, Callable[[Document, list[User]], None]] = {
    "overdue": _fall_behind,
    "revised": _revise,
    "obsolete": _end,
}


def _distribute(made: dict[str, Document], people: list[User]) -> None:
    """Two documents are to be acknowledged: the policy by who holds a role, a procedure by the team."""
    manager, team = people[papers.WRITER], roles_by_key()[SERVICE_MANAGEMENT_TEAM]
    for name in ("policy", "major"):
        document = _now(made[name])
        document.must_be_read = True
        drafting.change_document(document, actor=manager)
    reading.set_audience(_now(made["policy"]), actor=manager, everybody=False, people=people[:READERS])
    reading.set_audience(_now(made["major"]), actor=manager, everybody=False, roles=[team])
    for person in people[:HAVE_READ]:
        _confirm(made["policy"], person)
    _confirm(made["major"], people[papers.DESK])


def _confirm(document: Document, person: User) -> None:
    current = _now(document)
    if current.in_force is not None:
        reading.confirm_reading(current, actor=person, sha256=current.in_force.blob_id)


def _now(document: Document) -> Document:
    """The document as it is stored by now; all of them have an owner, who sees it."""
    found: Document = Document.objects.visible_to(document.owner).get(pk=document.pk)
    return found

"""Processes of the demo organisation, each taken as far as it has come by the people who would do so."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from documents.models import Document
from improvement.domain.actions import raise_action
from people.calendar import today
from processes.domain import adopting, approving, defining, reviewing, rolling_out, waiving
from processes.domain.copies import copy_of
from processes.models import Process, ProcessReview, Waiver
from records.access.standing import forget
from smsapp.demo import process_words as words
from smsapp.demo.accounts import password_of
from standard.models import RequirementItem

if TYPE_CHECKING:
    from people.models import User

#: Places among the people: who signs, who looks after the system, who leads the desk, who looks at risks.
DIRECTOR, SMR, DESK, RISKS = 0, 1, 3, 7


def make_processes(people: list[User]) -> None:
    """Adopt half of the starting points, and bring some of them into practice."""
    adopting.adopt({key: people[place] for key, place in words.OWNERS.items()}, actor=people[SMR])
    for person in people:
        forget(person)
    for key in (*words.PUBLISHED, *words.WAITING):
        _write(key, people)
    for key in words.PUBLISHED:
        _publish(key, people)
        _roll_out(key, people)
    _waive(people)
    _review(people)


def _write(key: str, people: list[User]) -> None:
    """Say how its items are met, and ask for approval."""
    process, owner = _now(key, people), people[words.OWNERS[key]]
    wanted = [item.item for item in copy_of(process).items if item.item in words.MET]
    items = RequirementItem.objects.filter(identifier__in=wanted, is_current=True)
    met = [defining.Met(item, words.MET[item.identifier]) for item in items]
    if met:
        defining.set_items(process, actor=owner, met=met)
    if key == "P25":
        policies = list(Document.objects.visible_to(owner).current().filter(state="published").order_by("pk")[:2])
        defining.edit_process(_now(key, people), actor=owner, documents=policies)
    approving.submit(_now(key, people), actor=owner, reason=words.REASON)


def _publish(key: str, people: list[User]) -> None:
    signer = people[DIRECTOR]
    version = approving.version_in_work(_now(key, people))
    sha256 = version.blob_id if version else ""
    about: dict[str, Any] = {"sha256": sha256, "password": password_of(signer.email), "meaning": words.MEANING}
    approving.approve(_now(key, people), actor=signer, **about)
    approving.publish(_now(key, people), actor=people[words.OWNERS[key]])


def _roll_out(key: str, people: list[User]) -> None:
    """Steps that are done, and the next one with its day."""
    owner, done = people[words.OWNERS[key]], words.DONE.get(key, 0)
    for place, (step, note) in enumerate(words.ROLL_OUT.items()):
        if place < done:
            on = today() - timedelta(days=3 * (len(words.ROLL_OUT) - place))
            rolling_out.record_step(_now(key, people), actor=owner, step=step, done=on, note=note)
        elif place == done:
            ahead = today() + timedelta(days=words.PLANNED_IN)
            rolling_out.record_step(_now(key, people), actor=owner, step=step, planned=ahead)


def _waive(people: list[User]) -> None:
    """One in force that auditors see, one to decide on."""
    allowed = Waiver(process=_now("P16", people), due=today() + timedelta(days=40), owner=people[DESK], **words.WAIVER)
    waiving.ask_waiver(allowed, actor=people[DESK])
    waiving.approve(allowed, actor=people[RISKS], reason=words.ALLOWED)
    asked = Waiver(process=_now("P13", people), due=today() + timedelta(days=90), owner=people[DESK], **words.ASKED)
    waiving.ask_waiver(asked, actor=people[DESK])


def _review(people: list[User]) -> None:
    """A review that was held and led to an action, the one after it, and one that is overdue soon."""
    desk = people[DESK]
    held = ProcessReview(
        process=_now("P16", people), title="Yearly review of incident management", owner=desk, due=today()
    )
    held.period_from, held.period_until = today() - timedelta(days=365), today()
    reviewing.plan_review(held, actor=desk)
    about: dict[str, Any] = {"conclusion": "needs_work", "next_due": today() + timedelta(days=180), **words.REVIEW}
    reviewing.conclude(held, actor=desk, **about)
    soon = today() + timedelta(days=30)
    raise_action(held, actor=desk, title="Tell callers every second day what they wait for", owner=desk, due=soon)
    other = ProcessReview(process=_now("P17", people), title="Review of service requests", owner=desk)
    other.due = today() + timedelta(days=4)
    reviewing.plan_review(other, actor=desk)


def _now(key: str, people: list[User]) -> Process:
    """The process as it is stored by now."""
    found: Process = Process.objects.visible_to(people[SMR]).get(key=key)
    return found

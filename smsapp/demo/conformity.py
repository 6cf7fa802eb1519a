"""Conformity of the demo organisation: thirteen months of assessments, the roadmap to certification, two changes."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from conformity.domain import changes
from conformity.domain.assessing import name_evidence
from conformity.domain.beginning import assessment_of, items_lacking
from conformity.domain.roadmaps import PhaseLine, create_roadmap, enforce, place, set_phases
from conformity.models import Assessment, Placement, Roadmap, SmsChange
from documents.models import Document
from improvement.models import Action
from people.calendar import today
from processes.models import Process
from records.domain.bulk import Step, create_many
from records.models import Record
from records.origin import telling_of
from smsapp.demo import conformity_words as words
from standard.roles import ROLES

if TYPE_CHECKING:
    from datetime import date
    from random import Random

    from people.models import User
    from standard.models import RequirementItem

SMR, AUDITOR = 1, 4
#: Thirteen months ago everything began.
BEGAN = timedelta(days=395)
#: What nothing was said of yet looks like in the history.
UNSAID: dict[str, Any] = {
    "state": "not_started",
    "owner_id": None,
    "how": "",
    "assessed_by_id": None,
    "assessed_at": None,
    "proven_words": "",
}
#: Days of the thirteen months on which an item was planned, and came into place, of each stage, at the earliest and latest.
PLANNED, IN_PLACE, PROVEN = (20, 210), (70, 385), (20, 90)


def make_assessments(chance: Random, people: list[User]) -> list[Assessment]:
    """Every item with its past; clause 8.6 furthest. Those that are proven have evidence."""
    items = list(items_lacking().select_related("clause").order_by("clause__sort_key", "place"))
    shown_by = _evidence(people)
    made, pasts = [], []
    for item in items:
        made.append(_assessment(chance, people, item, _reached(chance, item, shown_by)))
        pasts.append(_past(chance, made[-1]))
    create_many(made, actor=None, reason="Assessment of the whole standard", pasts=pasts)
    for assessment in made:
        _show(chance, people, assessment, shown_by)
    return made


def _reached(chance: Random, item: RequirementItem, shown_by: dict[str, list[Any]]) -> str:
    """How far an item has come; nothing is proven of which there is nothing to show."""
    turn, number = chance.random(), item.clause.number
    if number.startswith("8.6."):
        found = "proven" if turn < 0.5 else "in_place" if turn < 0.82 else "planned" if turn < 0.94 else "not_started"
    else:
        found = "proven" if turn < 0.22 else "in_place" if turn < 0.55 else "planned" if turn < 0.82 else "not_started"
    return "in_place" if found == "proven" and not _for(number, shown_by) else found


def _for(number: str, shown_by: dict[str, list[Any]]) -> list[Any]:
    """What shows the items of a clause: by the longest beginning of its number that is known."""
    fitting = [key for key in shown_by if number == key or number.startswith(f"{key}.")]
    return shown_by[max(fitting, key=len)] if fitting else []


def _assessment(chance: Random, people: list[User], item: RequirementItem, state: str) -> Assessment:
    owner = people[ROLES.index(item.clause.responsible_role)] if item.clause.responsible_role else people[SMR]
    made = assessment_of(item, created=timezone.now() - BEGAN, created_by=people[SMR], state=state)
    if state == "not_started":
        return made
    made.how = chance.choice(words.PLANNED if state == "planned" else _words_for(item.clause.number))
    made.owner = None if chance.random() < 0.06 and state == "planned" else owner
    made.assessed_by = people[AUDITOR if owner.pk == people[SMR].pk or chance.random() < 0.4 else SMR]
    made.assessed_by = people[SMR] if state != "proven" else made.assessed_by
    made.note = chance.choice(words.NOTES) if chance.random() < 0.12 else ""
    made.proven_words = made.words_hash if state == "proven" else ""
    return made


def _words_for(number: str) -> tuple[str, ...]:
    """How items of a clause are met: by the longest beginning of its number that something is said of."""
    return words.HOW[max((key for key in words.HOW if number.startswith(key)), key=len)]


def _past(chance: Random, assessment: Assessment) -> list[Step]:
    """From nothing by way of the stages in between to what it is."""
    began, steps = assessment.created, [Step(assessment.created, UNSAID)]
    if assessment.state == "not_started":
        return [Step(began, {})]
    planned = began + timedelta(days=chance.randint(*PLANNED))
    there = max(began + timedelta(days=chance.randint(*IN_PLACE)), planned + timedelta(days=10))
    there = min(there, timezone.now() - timedelta(days=2))
    earlier = {"how": chance.choice(words.PLANNED), "proven_words": "", "assessed_by_id": assessment.created_by_id}
    if assessment.state != "planned":
        steps.append(Step(planned, {**earlier, "state": "planned", "assessed_at": planned}))
    if assessment.state == "proven":
        proven = min(there + timedelta(days=chance.randint(*PROVEN)), timezone.now() - timedelta(days=1))
        said = {"proven_words": "", "assessed_by_id": assessment.created_by_id}
        steps.append(Step(there, {**said, "state": "in_place", "assessed_at": there}))
        there = proven
    assessment.assessed_at = planned if assessment.state == "planned" else there
    steps.append(Step(assessment.assessed_at, {}))
    return steps


def _evidence(people: list[User]) -> dict[str, list[Any]]:
    """The newest records of each kind that show something, by the beginning of the clause's number."""
    seen = Record.objects.visible_to(people[SMR]).current().filter(restricted=False)
    found: dict[str, list[Any]] = {}
    for number, kind, shows in words.EVIDENCE:
        rows = seen.filter(kind=kind)
        if kind == Document.kind_key:
            answering = Document.objects.visible_to(people[SMR]).filter(answers__startswith=number[:3]).values("pk")
            rows = rows.filter(state__in=("published", "under_revision"), pk__in=answering)
        found.setdefault(number, []).extend((record, shows) for record in rows.order_by("-created", "-id")[:12])
    return {number: rows for number, rows in found.items() if rows}


def _show(chance: Random, people: list[User], assessment: Assessment, shown_by: dict[str, list[Any]]) -> None:
    """One to three records for what is proven, sometimes one for what is in place; some tell of a time long gone."""
    known = _for(assessment.item.clause.number, shown_by)
    count = chance.randint(1, 3) if assessment.state == "proven" else chance.randint(0, 1)
    if not known or assessment.state not in {"in_place", "proven"}:
        return
    for record, shows in chance.sample(known, min(count, len(known))):
        is_old = chance.random() < 0.06 and record.kind != Document.kind_key
        until = today() - timedelta(days=chance.randint(380, 500)) if is_old else None
        name_evidence(assessment, actor=people[SMR], record=record, shows=shows, period_until=until)


def make_roadmap(people: list[User], assessments: list[Assessment]) -> Roadmap:
    """Five phases and a dozen actions: most over, one late, one that waits for it, two that begin too early."""
    day, lead = today(), people[SMR]
    roadmap = Roadmap(
        title="Roadmap to certification",
        about=words.ABOUT,
        starts=day - BEGAN,
        due=day + timedelta(days=150),
        owner=lead,
    )
    create_roadmap(roadmap, actor=lead)
    lines = [PhaseLine(None, name, day + timedelta(first), day + timedelta(last)) for name, first, last in words.PHASES]
    set_phases(roadmap, actor=lead, lines=lines)
    phases = list(roadmap.phases.all())
    placed: list[Placement] = []
    for (_title, _owner, phase, begins, *_rest, waits), action in zip(
        words.ACTIONS, _actions(people, roadmap, assessments), strict=True
    ):
        earlier = [placed[number] for number in waits]
        begun = day + timedelta(begins)
        placed.append(place(roadmap, action, actor=lead, phase=phases[phase], begins=begun, waits_for=earlier))
    return enforce(roadmap, actor=lead)


def _actions(people: list[User], roadmap: Roadmap, assessments: list[Assessment]) -> list[Action]:
    by_item = {assessment.item.identifier: assessment for assessment in assessments}
    made, pasts = [], []
    for title, owner, _phase, begins, ends, state, item, _waits in words.ACTIONS:
        source = by_item[item] if item else roadmap
        due, begun = today() + timedelta(ends), today() + timedelta(min(begins - 20, -30))
        about: dict[str, Any] = {"title": title, "what": title, "owner": people[owner], "state": state}
        action = Action(source=source, due=due, first_due=due, created=_at(begun), created_by=people[SMR], **about)
        made.append(_judged(people, action))
        pasts.append(_past_of(action))
    return create_many(made, actor=None, pasts=pasts)


def _judged(people: list[User], made: Action) -> Action:
    """What is known of one that was done, and by whom its effect was judged."""
    owner, state, due = made.owner, made.state, made.due
    if owner is None or due is None:
        return made
    if state in {"done", "effective"}:
        made.done_by, made.done_on, made.proof = owner, due - timedelta(days=3), words.PROOF
        made.judge = people[SMR if owner.pk != people[SMR].pk else AUDITOR]
    if state == "effective":
        made.judged_by, made.effect = made.judge, words.EFFECT
    return made


def _past_of(action: Action) -> list[Step]:
    before: dict[str, Any] = {
        **dict.fromkeys(("done_by_id", "done_on", "judge_id", "judged_by_id")),
        "proof": "",
        "effect": "",
        "state": "open",
    }
    steps = [Step(action.created, before)]
    if action.state == "open":
        return [Step(action.created, {})]
    last = action.done_on or today() - timedelta(days=20)
    return [*steps, Step(min(_at(last), timezone.now()), {})]


def make_changes(people: list[User]) -> None:
    """A change that was closed with what nobody wanted of it, and one that waits for the managing director."""
    lead = people[SMR]
    touched = _touched(lead)
    _live_through(people[3], lead, touched[:3])
    day = today()
    waiting = SmsChange(**words.WAITING, owner=lead)
    waiting.planned_from, waiting.planned_until = day + timedelta(days=14), day + timedelta(days=75)
    changes.create_change(waiting, actor=lead, touches=touched[1:])
    changes.submit(waiting, actor=lead)


def _touched(reader: User) -> list[Any]:
    documents = Document.objects.visible_to(reader).current().filter(type__in=("procedure", "process", "plan"))
    processes = Process.objects.visible_to(reader).current()
    return [*documents.order_by("pk")[:2], *processes.order_by("pk")[:2]]


def _live_through(author: User, lead: User, touched: list[Any]) -> None:
    """A change from its plan to its end, each step on its day."""
    day = today()
    made = SmsChange(**words.CLOSED, owner=author)
    made.planned_from, made.planned_until = day - timedelta(days=180), day - timedelta(days=60)
    steps: tuple[tuple[int, Any], ...] = (
        (210, lambda: changes.create_change(made, actor=author, touches=touched)),
        (205, lambda: changes.submit(_now(made), actor=author)),
        (190, lambda: changes.approve(_now(made), actor=lead, decision=words.DECISION)),
        (
            120,
            lambda: changes.complete(_now(made), actor=author, result=words.RESULT, review_by=day - timedelta(days=60)),
        ),
        (62, lambda: changes.review_effects(_now(made), actor=lead, unintended=words.UNINTENDED, answer=words.ANSWER)),
        (60, lambda: changes.close(_now(made), actor=lead)),
    )
    for days, take in steps:
        with telling_of(_at(day - timedelta(days=days))):
            take()


def _now(change: SmsChange) -> SmsChange:
    found: SmsChange = SmsChange.objects.visible_to(change.owner).get(pk=change.pk)
    return found


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(10)))

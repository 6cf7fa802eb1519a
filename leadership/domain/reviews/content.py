"""All that a review says, as plain data: what is signed, and what its pack is made of. The same review gives the same bytes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.utils import translation

from leadership.models.review import Verdict
from people.models import Installation
from records.access.standing import in_force
from records.domain.files import open_content, store
from records.models import RecordUserPermission
from roles.models import Role
from shell.contents import sha256_of
from standard.catalogue import role_label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from leadership.models import Review, ReviewBlock, ReviewDecision
    from records.models import Blob

JSON_TYPE = "application/json"
#: The three questions of the conclusion: each has a verdict and a reason.
QUESTIONS = ("suitable", "adequate", "effective")


def content_of(review: Review) -> dict[str, Any]:
    """The review with its frozen figures' hash, meeting, inputs, decisions and conclusion, in the installation's language."""
    with translation.override(Installation.current().language):
        return {
            "reference": review.reference,
            "title": review.title,
            "period": [review.period_from.isoformat(), review.period_until.isoformat()],
            "follows": review.follows.reference if review.follows else "",
            "inputs_sha256": review.inputs_id or "",
            "as_of": review.as_of.isoformat() if review.as_of else "",
            "meeting": _meeting(review),
            "attendance": _attendance(review),
            "agenda": _agenda(review),
            "inputs": [_block(block) for block in review.blocks.select_related("presenter", "released_by", "item")],
            "decisions": [_decision(each) for each in _decisions(review)],
            "conclusion": {name: _verdict(review, name) for name in QUESTIONS},
        }


def as_bytes(content: dict[str, Any]) -> bytes:
    """The one form in which a content is hashed and kept."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, indent=1).encode()


def content_sha256(review: Review) -> str:
    """The SHA-256 of the review as it stands."""
    return sha256_of(as_bytes(content_of(review)))


def keep(content: dict[str, Any]) -> Blob:
    """Keep a content under its SHA-256."""
    return store(as_bytes(content), JSON_TYPE)


def approved_content(review: Review) -> dict[str, Any] | None:
    """What was approved; None before. Raises ContentGoneError, ContentDamagedError."""
    if review.content is None:
        return None
    with open_content(review.content) as file:
        found: dict[str, Any] = json.loads(file.read())
        return found


def _meeting(review: Review) -> dict[str, str]:
    meeting = review.meeting
    return {
        "reference": meeting.reference,
        "starts": meeting.starts.isoformat(),
        "ends": meeting.ends.isoformat(),
        "time_zone": meeting.time_zone,
        "place": meeting.place,
        "chair": _name(meeting.chair),
        "minute_taker": _name(meeting.minute_taker),
        "prepared_by": _name(review.owner),
    }


def _attendance(review: Review) -> list[dict[str, str]]:
    found = list(review.meeting.participants.select_related("person"))
    roles = _roles_of([each.person_id for each in found if each.person_id])
    return [
        {
            "name": each.name,
            "position": each.person.job_title if each.person else "",
            "roles": ", ".join(roles.get(each.person_id or 0, [])),
            "attendance": each.attendance,
            "words": str(each.get_attendance_display()),
        }
        for each in found
    ]


def _roles_of(people: Iterable[int]) -> dict[int, list[str]]:
    """The roles that people hold today, in words."""
    held = RecordUserPermission.objects.filter(in_force(), user__in=list(people)).exclude(role="")
    found: dict[int, list[str]] = {}
    for person, role in sorted(set(held.values_list("user_id", "role"))):
        found.setdefault(person, []).append(_role_name(role))
    return found


def _role_name(key: str) -> str:
    try:
        return role_label(key)
    except KeyError:  # a role of the organisation's own
        return str(Role.objects.filter(key=key).values_list("title", flat=True).first() or key)


def _agenda(review: Review) -> list[dict[str, Any]]:
    return [
        {"place": item.place, "title": item.title, "presenter": item.presenter, "notes": item.minutes}
        for item in review.meeting.items.all()
    ]


def _block(block: ReviewBlock) -> dict[str, Any]:
    return {
        "code": block.code,
        "name": block.title,
        "presenter": _name(block.presenter),
        "comment": block.comment,
        "released": block.released.isoformat() if block.released else "",
        "considered": bool(block.considered),
        "excuse": block.excuse,
        "notes": block.item.minutes if block.item else "",
    }


def _decisions(review: Review) -> Iterable[ReviewDecision]:
    kept = review.decisions.filter(decision__struck="")
    found: Iterable[ReviewDecision] = kept.select_related("decision__decided_by", "block", "owner")
    return found


def _decision(each: ReviewDecision) -> dict[str, str]:
    return {
        "what": each.decision.what,
        "about": str(each.get_kind_display()),
        "kind": each.kind,
        "outcome": each.outcome,
        "decided": str(each.get_outcome_display()),
        "decided_by": _name(each.decision.decided_by),
        "input": each.block.code if each.block else "",
        "owner": _name(each.owner),
        "due": each.due.isoformat() if each.due else "",
        "led_to": each.decision.led_to,
    }


def _verdict(review: Review, name: str) -> dict[str, str]:
    verdict = getattr(review, name)
    return {
        "verdict": verdict,
        "words": str(Verdict(verdict).label) if verdict else "",
        "why": getattr(review, f"{name}_why"),
    }


def _name(person: object) -> str:
    return str(person) if person else ""

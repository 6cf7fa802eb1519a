"""A review in preparation: the representative prepares it, top management chairs, everybody who presents holds a role."""

import pytest

from jobs.domain.carrying import carry_out
from jobs.domain.queue import claim_this
from leadership.domain.reviews import freezing, holding
from leadership.domain.reviews.approving import approve
from leadership.domain.reviews.content import content_sha256
from leadership.models import ReviewDecision
from tests.factories import ReviewFactory
from tests.leadership.conftest import after, again, director, give, second, smr, twelve

__all__ = ["after", "again", "director", "give", "second", "smr", "twelve"]
PASSWORD = "an honest phrase of mine"  # noqa: S105 - of tests
CONCLUSION = {
    "suitable": "yes",
    "suitable_why": "It fits what customers buy",
    "adequate": "changes",
    "adequate_why": "Two people are missing",
    "effective": "yes",
    "effective_why": "Targets were held",
}


@pytest.fixture
def review(smr, director):
    """Inputs are being prepared."""
    director.set_password(PASSWORD)
    director.save()
    return ReviewFactory(actor=smr, owner=smr, chair=director)


def block(review, code):
    return review.blocks.get(code=code)


def frozen(review, smr):
    """The same, after the job froze its figures."""
    job = freezing.ask_to_freeze(again(review), actor=smr)
    carry_out(claim_this(job.pk, "test"))
    job.refresh_from_db()
    assert job.state == "done", job.error + job.trace
    return again(review)


def attended(review, actor, *people):
    """Those who are there."""
    there = {person.pk for person in people}
    found = review.meeting.participants.all()
    said = {each.pk: "attended" if each.person_id in there else "excused" for each in found}
    holding.say_attendance(again(review), actor=actor, said=said)


def held(review, smr, director):
    """It takes place, with top management."""
    frozen(review, smr)
    attended(review, smr, smr, director)
    return holding.hold(again(review), actor=smr)


def looked_at(review, smr, but=()):
    """All inputs were looked at, but these."""
    for each in review.blocks.exclude(code__in=but):
        holding.consider(each, actor=smr, is_considered=True)
    return again(review)


def concluded(review, smr):
    return holding.conclude(again(review), actor=smr, **CONCLUSION)


def submitted(review, smr, director):
    """All that is asked for was said."""
    held(review, smr, director)
    looked_at(review, smr)
    concluded(review, smr)
    return holding.submit(again(review), actor=smr)


def approved(review, smr, director):
    submitted(review, smr, director)
    return sign(review, director)


def sign(review, director, password=PASSWORD, sha256=None):
    now = again(review)
    return approve(now, actor=director, sha256=sha256 or content_sha256(now), password=password)


def decided(review, smr, director, **about):
    """A decision at an input."""
    asked = {
        "what": "Two more people for the desk",
        "kind": ReviewDecision.Kind.ACTION,
        "outcome": ReviewDecision.Outcome.APPROVED,
        "decided_by": director,
        "block": block(review, "h"),
        **about,
    }
    return holding.decide(again(review), actor=smr, **asked)

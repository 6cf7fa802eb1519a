"""A worker that is killed ten times while it freezes figures and makes the pack: one of each in the end, and whole."""

import random
import time
from datetime import timedelta

import pytest
from django.utils import timezone
from pypdf import PdfReader

from jobs.domain.queue import sweep
from jobs.models import Job
from leadership.domain.reviews import freezing, holding
from leadership.domain.reviews.packs import PACK_JOB
from leadership.models import ReviewDecision, ReviewPack
from people.calendar import today
from records.domain.files import open_content
from tests.leadership.reviews.conftest import attended, concluded, decided, looked_at, sign
from tests.live_processes import WORK, kill, running, start
from tests.services.conftest import again

pytestmark = pytest.mark.django_db(transaction=True)
#: A worker needs some seconds to begin, and the job some to end: kills fall before, within and after both.
BETWEEN = (0.5, 3.5)


def killed_at(job, times, chance):
    """Start a worker and kill it, so many times; then let another one end the job."""
    for _each in range(times):
        process = start(*WORK)
        time.sleep(chance.uniform(*BETWEEN))
        kill(process)
        give_back()
    with running(*WORK):
        until = time.monotonic() + 120
        while time.monotonic() < until:
            job.refresh_from_db()
            if not job.is_open:
                break
            time.sleep(0.3)
    assert job.state == Job.State.DONE, job.error


def give_back():
    """What the clock would do half a minute later: the lease ended, and the pause before another attempt."""
    Job.objects.filter(state=Job.State.RUNNING).update(lease_until=timezone.now() - timedelta(seconds=1))
    sweep()
    Job.objects.filter(state=Job.State.QUEUED).update(not_before=None)


def test_ten_kills_leave_one_set_of_figures_one_pack_and_no_decision_twice(review, smr, director):
    chance = random.Random(9)  # noqa: S311 - no secret
    job = freezing.ask_to_freeze(again(review), actor=smr)
    killed_at(job, 5, chance)
    frozen = again(review)
    assert (frozen.state, frozen.history.filter(state="frozen").count()) == ("frozen", 1)
    attended(review, smr, smr, director)
    holding.hold(again(review), actor=smr)
    made = decided(review, smr, director, owner=smr, due=today() + timedelta(days=30))
    looked_at(review, smr)
    concluded(review, smr)
    holding.submit(again(review), actor=smr)
    sign(review, director)
    killed_at(Job.objects.get(kind=PACK_JOB), 5, chance)
    pack = ReviewPack.objects.get(review=review)
    with open_content(pack.file) as file:
        text = "".join(page.extract_text() for page in PdfReader(file).pages)
    assert made.decision.what in " ".join(text.split())
    assert ReviewDecision.objects.filter(review=review).count() == 1

"""Real workers that are killed, and a real mail server that refuses: nothing is lost, nothing comes twice."""

import os
import signal
import socketserver
import threading
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from improvement.models import Opportunity
from jobs.domain.carrying import carry_out
from jobs.domain.queue import claim as claim_job
from jobs.domain.queue import enqueue
from jobs.models import Job, Mail
from people.calendar import today
from records.domain.bulk import create_many
from records.domain.comments import add_comment
from records.models import Claim, Notice, NoticePreference
from records.notices import mail
from tests.factories import OpportunityFactory
from tests.jobs.test_worker import wait_for, worker  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db(transaction=True)


def many_due(owner, count):
    fields = {"idea": "i", "expected_benefit": "e", "created_by": owner, "owner": owner, "due": today()}
    return create_many([Opportunity(title=f"Idea {number}", **fields) for number in range(count)], actor=None)


def killed_while_some_are_told(count):
    """Kill the process that reminds once it has told some; returns how many it had told."""
    job = Job.objects.get(kind="records.remind")
    until = time.monotonic() + 30
    while time.monotonic() < until:
        told = Notice.objects.count()
        if 0 < told < count:
            job.refresh_from_db()
            os.kill(int(job.worker.rpartition(":")[2]), signal.SIGKILL)
            return Notice.objects.count()
    raise AssertionError(Notice.objects.count())


def test_a_worker_killed_in_the_middle_leaves_nobody_out_and_tells_nobody_twice(installation, alice, worker):  # noqa: F811
    count = len(many_due(alice, 4000))
    job = enqueue("records.remind")
    assert killed_while_some_are_told(count) < count
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    wait_for(job, "done", seconds=90)
    assert job.attempts == 2
    assert (Claim.objects.count(), Notice.objects.count()) == (count, count)
    assert Notice.objects.values("record_id").distinct().count() == count


class Inbox:
    """A mail server on this machine: it refuses while ``refuses``, else takes what comes."""

    def __init__(self):
        self.refuses, self.taken = True, []
        inbox = self

        class Talk(socketserver.StreamRequestHandler):
            def say(self, words):
                self.wfile.write(f"{words}\r\n".encode())

            def handle(self):
                if inbox.refuses:
                    self.say("421 not now")
                    return
                self.say("220 here")
                for line in iter(self.rfile.readline, b""):
                    command = line[:4].upper().strip()
                    if command == b"DATA":
                        self.say("354 go on")
                        inbox.taken.append(b"".join(iter(self.rfile.readline, b".\r\n")).decode())
                    self.say("221 bye" if command == b"QUIT" else "250 fine")
                    if command == b"QUIT":
                        return

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def inbox(settings):
    found = Inbox()
    settings.MAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = found.server.server_address
    yield found
    found.server.shutdown()
    found.server.server_close()


def work_now():
    """Everything that waits is tried once, as if its pause were over."""
    Job.objects.filter(state="queued").update(not_before=None)
    for _ in range(Job.objects.filter(state="queued").count()):
        carry_out(claim_job("w"))


def test_a_mail_server_that_refuses_for_two_hours_delays_each_mail_and_doubles_none(
    installation, alice, bob, inbox, monkeypatch
):
    now = timezone.now()
    quiet = {"quiet_from": None, "quiet_until": None, "quiet_weekends": False}
    NoticePreference.objects.create(person=alice, ways={"comment": "now"}, **quiet)
    made = OpportunityFactory(actor=alice)
    # Ten seconds, doubled each time: the tenth attempt is after more than two hours.
    for number in range(10):
        monkeypatch.setattr(mail.timezone, "now", lambda number=number: now + timedelta(minutes=13 * number))
        if number < 3:
            add_comment(made, actor=bob, text=f"Comment {number}")
        work_now()
        enqueue("records.mail_notices")
        work_now()
    assert (inbox.taken, set(Mail.objects.values_list("job__state", flat=True))) == ([], {"queued"})
    inbox.refuses = False
    for _ in range(3):
        work_now()
        enqueue("records.mail_notices")
    texts = "".join(inbox.taken)
    assert [texts.count(f"\nComment {number}\r\n") for number in range(3)] == [1, 1, 1]
    assert set(Mail.objects.values_list("job__state", flat=True)) == {"done"}
    assert Notice.objects.exclude(mailed=None).count() == 3

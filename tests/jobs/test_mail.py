"""Outgoing mail: sent once, tried again while the server refuses, seen by administrators."""

import socket
from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import timezone

from jobs.domain.carrying import carry_out
from jobs.domain.mail import send_later
from jobs.domain.queue import claim, retry, sweep
from jobs.models import Job, Mail

pytestmark = pytest.mark.django_db


def work():
    Job.objects.filter(state="queued").update(not_before=None)
    while job := claim("w"):
        carry_out(job)


@pytest.fixture
def nobody_listens(settings):
    """A mail server that refuses: a port where nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = free.getsockname()[1]
    settings.MAIL_BACKEND, settings.EMAIL_HOST = "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1"
    return settings


def test_whatever_sends_mail_sends_it_by_a_job_and_its_text_is_then_dropped(settings):
    settings.EMAIL_BACKEND = "jobs.mail_backend.JobBackend"
    send_mail("Your account", "https://example.org/secret", None, ["nia@example.org"])
    before = len(mail.outbox)
    work()
    kept = Mail.objects.get()
    assert (before, [sent.subject for sent in mail.outbox]) == (0, ["Your account"])
    assert (kept.to, kept.text, kept.job.state, kept.sent is not None) == ("nia@example.org", "", "done", True)


def test_a_server_that_refuses_for_hours_loses_nothing(nobody_listens):
    send_later(to="nia@example.org", subject="s", text="t")
    for _ in range(8):
        Job.objects.update(not_before=None)
        carry_out(claim("w"))
    waiting = Mail.objects.get()
    assert (waiting.job.state, waiting.text) == ("queued", "t")
    assert waiting.job.error.startswith("The mail server did not take it")
    nobody_listens.MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    work()
    assert (Mail.objects.get().job.state, len(mail.outbox)) == ("done", 1)


def test_a_mail_whose_process_ended_while_it_was_sent_is_left_to_a_person(admin):
    waiting = send_later(to="nia@example.org", subject="s", text="t")
    claim("gone")
    Mail.objects.update(begun=timezone.now())
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    sweep()
    work()
    job = Job.objects.get()
    assert (job.state, len(mail.outbox)) == ("failed", 0)
    assert "may have been sent" in job.error
    retry(waiting.job, actor=admin)
    work()
    assert (Job.objects.get().state, len(mail.outbox)) == ("done", 1)


def test_the_id_of_a_mail_is_the_same_at_every_attempt():
    send_later(to="nia@example.org", subject="s", text="t")
    work()
    first = mail.outbox[0].extra_headers["Message-ID"]
    Mail.objects.update(sent=None, begun=None)
    Job.objects.update(state="queued")
    work()
    assert mail.outbox[1].extra_headers["Message-ID"] == first


def test_an_address_the_server_will_never_take_fails_at_once(settings, monkeypatch):
    def refuse(_message, **_options):
        raise SMTPRecipientsRefused({"nia@example.org": (550, b"no such user")})

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    send_later(to="nia@example.org", subject="s", text="t")
    work()
    assert (Job.objects.get().state, Job.objects.get().attempts) == ("failed", 1)


def test_a_subject_with_line_breaks_cannot_add_headers():
    send_later(to="nia@example.org", subject="Hello\r\nBcc: all@example.org", text="t")
    work()
    assert mail.outbox[0].subject == "Hello Bcc: all@example.org"


def test_administrators_see_which_mail_did_not_go_out(client_of, admin, alice, nobody_listens):
    send_later(to="nia@example.org", subject="Welcome", text="t")
    work_once = claim("w")
    carry_out(work_once)
    page = client_of(admin).get(reverse("jobs:mails"), {"unsent": "1"}).content.decode()
    assert ("nia@example.org" in page, "did not take it" in page) == (True, True)
    assert client_of(alice).get(reverse("jobs:mails")).status_code == 403

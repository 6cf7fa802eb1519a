"""Kinds of job for the suite. What they did is seen in the note of a job or in mails they write."""

import time
from datetime import timedelta

from jobs.domain.errors import JobError, NotYetError
from jobs.kinds import JobKind, Result
from jobs.models import Mail
from shell.registry import registry


def count(progress, *, upto, pause=0.0):
    for number in range(upto):
        progress.tell(number, upto, f"at {number}")
        time.sleep(pause)
    return Result(f"Counted to {upto}", "/")


def write_a_mail(_progress, *, to, breaks=False):
    Mail.objects.create(to=to, subject="Written by a job", text="t")
    if breaks:
        message = "after writing"
        raise RuntimeError(message)
    return Result("Written")


def refuse(_progress):
    message = "There is nothing to report on: choose another month"
    raise JobError(message)


def not_yet(_progress):
    message = "The other side does not answer"
    raise NotYetError(message)


def hang(_progress):
    time.sleep(600)


def grow(_progress):
    held = []
    while True:
        held.append(bytearray(16 * 1024**2))
        time.sleep(0.02)


registry.add(
    JobKind(key="test.count", label="Count", run=count, pause=timedelta(0)),
    JobKind(key="test.write", label="Write a mail", run=write_a_mail, is_atomic=True, pause=timedelta(0)),
    JobKind(key="test.refuse", label="Refuse", run=refuse),
    JobKind(key="test.not_yet", label="Wait for somebody", run=not_yet, attempts=3),
    JobKind(key="test.hang", label="Hang", run=hang, time_limit=timedelta(seconds=1)),
    JobKind(key="test.grow", label="Grow", run=grow, memory_limit=400 * 1024**2),
)

"""Kinds of job for the suite. What they did is seen in the note of a job or in mails they write."""

import time
from datetime import date, datetime, timedelta

from jobs.domain.errors import JobError, NotYetError
from jobs.kinds import JobKind, Result, ResultFile
from jobs.models import Mail
from shell.paper import render
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


def print_sheet(progress, *, as_of, rows=40):
    progress.tell(0, 1, "Printing")
    targets = [
        {
            "reference": f"SLT-2026-{number:04}",
            "name": f"Availability of part {number}, Zoë Łukasz Ωρα Жук",
            "value": f"{99 + number / 100:.2f}",
            "day": date(2026, 1, 1) + timedelta(number),
            "tone": ("good", "warn", "bad", "wait")[number % 4],
            "result": ("Met", "Watch", "Missed", "Not measured")[number % 4],
        }
        for number in range(rows)
    ]
    groups = [{"name": f"Service {start // 10}", "rows": targets[start : start + 10]} for start in range(0, rows, 10)]
    content = render(
        "jobkinds/sheet.html",
        {"rows": targets, "groups": groups},
        organisation="Norvik",
        reference="SLT-2026-0001",
        title="Service level targets",
        as_of=datetime.fromisoformat(as_of),
    )
    return Result("Printed", file=ResultFile("targets.pdf", content))


registry.add(
    JobKind(key="test.count", label="Count", run=count, pause=timedelta(0)),
    JobKind(key="test.write", label="Write a mail", run=write_a_mail, is_atomic=True, pause=timedelta(0)),
    JobKind(key="test.refuse", label="Refuse", run=refuse),
    JobKind(key="test.not_yet", label="Wait for somebody", run=not_yet, attempts=3),
    JobKind(key="test.print", label="Print", run=print_sheet),
    JobKind(key="test.hang", label="Hang", run=hang, time_limit=timedelta(seconds=1)),
    JobKind(key="test.grow", label="Grow", run=grow, memory_limit=400 * 1024**2),
)

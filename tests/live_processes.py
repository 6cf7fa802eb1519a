"""Processes of the product beside a test: on the test's own database and Redis, killed or stopped as a whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

#: What a process of an installation is started with.
WORK = ("manage.py", "work", "--processes", "1")
CELERY = ("-m", "celery", "--app", "smsapp", "--quiet")
CELERY_WORKER = (*CELERY, "worker", "--loglevel", "ERROR", "--concurrency", "2", "--without-gossip", "--without-mingle")
CELERY_BEAT = (*CELERY, "beat", "--loglevel", "ERROR", "--pidfile", "", "--schedule")


def database_url():
    """The address of the database that the test uses."""
    about = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{about['NAME']}"
    return f"postgres://{about['USER']}:{about['PASSWORD']}@{about['HOST']}:{about['PORT']}/{about['NAME']}"


def start(*command):
    """A process of Python, with all that it starts in a group of its own."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": database_url(),
        "REDIS_URL": settings.REDIS_URL,
        "TESTS_BLOBS": settings.STORAGES["default"]["OPTIONS"]["location"],
        # The number of the Redis is this process's own already.
        "PYTEST_XDIST_WORKER": "gw0",
    }
    return subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, *command], env=environment, stderr=subprocess.PIPE, start_new_session=True
    )


def kill(process):
    """End a process and all that it started, at once and without a word."""
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def stop(process):
    """Tell a process to stop and wait until it has."""
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)


@contextmanager
def running(*command):
    """A process for the length of the block, which may kill it."""
    process = start(*command)
    try:
        yield process
    finally:
        if process.returncode is None:
            stop(process)
        process.stderr.close()


def until(true, seconds=60):
    """Wait until something is so, and return what it is."""
    give_up_at = time.monotonic() + seconds
    while not (found := true()):
        if time.monotonic() > give_up_at:
            raise AssertionError(true)
        time.sleep(0.05)
    return found

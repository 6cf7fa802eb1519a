"""Requests a second: gunicorn with a worker a core, and eight clients that keep their connection."""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.db import connection

from tests.bench import scene
from tests.bench.cases import LIST, PAGES, signed_in

ROUNDS, SECONDS = 5, 3
#: The first is what the others are compared with.
TARGETS = {
    "admin changelist, under load": PAGES["admin changelist"],
    "list, under load": LIST,
    "list with exact count, under load": "/exact/",
    "floor, under load": "/floor/",
}


def under_load(size):
    """A row a target: medians of rounds that alternate."""
    session = signed_in(scene.ordinary()).cookies[settings.SESSION_COOKIE_NAME].value
    found = {name: [] for name in TARGETS}
    with _server() as port:
        for _ in range(ROUNDS):
            for name, place in TARGETS.items():
                found[name].append(_round(port, place, session))
    base = _median(found[next(iter(TARGETS))], 0)
    return [_row(size, name, rounds, base) for name, rounds in found.items()]


def _row(size, name, rounds, base):
    rate = _median(rounds, 0)
    return {
        "size": size,
        "case": name,
        "p50": round(_median(rounds, 1), 2),
        "p95": round(_median(rounds, 2), 2),
        "ratio": round(rate / base, 2),
        "rate": round(rate, 1),
    }


def _median(rounds, place):
    return statistics.median(found[place] for found in rounds)


def _round(port, place, session):
    """Requests a second, p50 and p95, as a process of its own measured them."""
    cookie = f"{settings.SESSION_COOKIE_NAME}={session}"
    command = [sys.executable, "-m", "tests.bench.clients", str(port), place, cookie, str(SECONDS)]
    told = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own command
    return [float(figure) for figure in told.stdout.split()]


@contextmanager
def _server():
    """The product behind gunicorn, over the database that is being measured; ended when done."""
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", "tests.bench.wsgi", "--bind", f"127.0.0.1:{port}",
               "--workers", str(os.cpu_count()), "--worker-class", "gthread", "--threads", "4", "--no-control-socket", "--log-level", "warning"]  # fmt: skip
    server = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": _address()})  # noqa: S603 - our own command
    try:
        _wait_for(port, server)
        yield port
    finally:
        server.terminate()
        server.wait()


def _address():
    """Where the database stands that this process measures: the suite gives it a name of its own."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def _free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def _wait_for(port, server):
    for _ in range(100):
        if server.poll() is not None:
            raise AssertionError(server.returncode)
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(port)

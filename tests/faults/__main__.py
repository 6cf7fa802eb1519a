"""Kill every process while people write and jobs are done, many times over; then look whether anything was lost.

    .venv/bin/python -m tests.faults [times [plain|scaled]]

Twice: plain, on SQLite without Redis; and scaled, on the PostgreSQL of CI_DATABASE_URL with the Redis of CI_REDIS_URL,
which is emptied in between; each in a database made for it. What was acknowledged must be there, what
was asked for must be done once, mail must go out at most once, and of what falls due each person is told once.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from tempfile import TemporaryDirectory

import psycopg
from psycopg import sql

from tests.faults.aims import as_table

TIMES = sys.argv[1] if len(sys.argv) > 1 else "50"


@contextmanager
def database(server):
    """A new database on a server, for as long as it is needed."""
    name = f"smsapp_faults_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield f"{server.rpartition('/')[0]}/{name}"
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def figures(**addresses):
    """What one installation came to."""
    with TemporaryDirectory(prefix="smsapp-faults-") as hold:
        about = {"DATA_DIR": hold, "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
                 "FAULTS_PORT": os.environ.get("FAULTS_PORT", "8013"), "REDIS_URL": "", **addresses}  # fmt: skip
        command = [sys.executable, "-m", "tests.faults.run", TIMES]
        done = subprocess.run(command, env={**os.environ, **about}, stdout=subprocess.PIPE, check=True)  # noqa: S603
    return json.loads(done.stdout)


def plain():
    """One machine."""
    return figures()


def scaled():
    """Many processes around a PostgreSQL and a Redis."""
    with database(os.environ["CI_DATABASE_URL"]) as address:
        return figures(DATABASE_URL=address, REDIS_URL=os.environ["CI_REDIS_URL"])


SHAPES = {"plain": plain, "scaled": scaled}


def main():
    os.environ.pop("DATABASE_URL", None)
    for name in sys.argv[2:] or SHAPES:
        sys.stdout.write(f"\n### {name}\n\n{as_table(SHAPES[name]())}")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

"""``make bench``: a table on screen and JSON in var/, for SQLite and, where one answers, PostgreSQL.

``python -m tests.bench search`` measures one part alone. Each part is measured over records of its
own, each database in a process of its own, one after the other, so that none disturbs another;
PostgreSQL is the one that CI_DATABASE_URL or DATABASE_URL names. Celery is measured where
CI_REDIS_URL or REDIS_URL names a Redis.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from tests.bench.table import as_table

OUT = Path("var/bench.json")
#: What is measured, each over records of its own.
PARTS = ("pages", "search", "jobs", "documents", "importing", "tickets", "reports", "measures", "reviews", "packs")


def addresses(folder):
    """The databases to measure, by address."""
    found = [f"sqlite:///{folder}/bench.sqlite3"]
    named = os.environ.get("CI_DATABASE_URL") or os.environ.get("DATABASE_URL", "")
    if named.startswith("postgres") and answers(named):
        found.append(named)
    return found


def answers(address):
    """Whether a PostgreSQL is there."""
    try:
        psycopg.connect(address, connect_timeout=3).close()
    except psycopg.OperationalError as error:
        sys.stderr.write(f"PostgreSQL does not answer and is left out: {error}\n")
        return False
    return True


def measured(address, file, part):
    """What one database took."""
    settings = {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "tests.bench.settings"}
    command = [sys.executable, "-m", "django", "measure", str(file), part]
    subprocess.run(command, env={**os.environ, **settings}, check=True)  # noqa: S603 - our own command
    return json.loads(file.read_text())


def main():
    OUT.parent.mkdir(exist_ok=True)
    found = []
    with TemporaryDirectory(prefix="smsapp-bench-") as folder:
        for address in addresses(folder):
            for part in sys.argv[1:] or PARTS:
                found.append(measured(address, Path(folder) / "measured.json", part))
                sys.stdout.write(as_table(found[-1]) + "\n")
                sys.stdout.flush()
    OUT.write_text(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()

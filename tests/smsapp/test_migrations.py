"""The migrations make the tables that the models say: the rest of the suite makes its own from the models alone."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.database.schema import schema

ROOT = Path(__file__).resolve().parents[2]
SAY = "import json; from tests.database.schema import schema; print(json.dumps(schema()))"
#: Which migrations were run, a table of SQLite's, and one of Django's whose keys its migrations made smaller.
OTHERS = {"django_migrations", "sqlite_sequence", "auth_group_permissions"}


@pytest.fixture
def empty(tmp_path, django_db_blocker):
    """The environment of an installation whose database is empty."""
    about = {**os.environ, "DJANGO_SETTINGS_MODULE": "smsapp.settings", "DATA_DIR": str(tmp_path)}
    if connection.vendor == "sqlite":
        yield about
        return
    name = f"{connection.settings_dict['NAME']}_empty"
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {name}")
        server = os.environ["DATABASE_URL"].rpartition("/")[0]
        yield {**about, "DATABASE_URL": f"{server}/{name}"}
        cursor.execute(f"DROP DATABASE {name}")


def run(environment, *arguments):
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True).stdout  # noqa: S603


def of_ours(tables):
    return {table: bounds for table, bounds in tables.items() if table not in OTHERS}


@pytest.mark.django_db
def test_migrations_make_the_tables_of_the_models(empty):
    run(empty, "migrate", "--verbosity", "0")
    made = json.loads(run(empty, "shell", "--verbosity", "0", "--command", SAY))
    wanted = {table: bounds for table, bounds in schema().items() if table in made}
    assert of_ours(made) == of_ours(wanted)

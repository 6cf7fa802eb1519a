"""Every address answers as the access table says, and leaks nothing."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver

from people.middleware import PUBLIC_URL_NAMES
from records.access.visibility import MARK
from records.domain.write import write
from tests.access.scene import CANARY, address, body
from tests.access.table import KINDS, TABLE, differs

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.django_db

#: Says how many records somebody owns, unseen ones too, since all of them change hands; it names none.
COUNTS = "roles:hand-over"


def names(patterns: Any, namespace: str = "") -> list[str]:
    found: list[str] = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            found += names(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            found.append(f"{namespace}{pattern.name}")
    return found


def test_every_address_has_its_row_and_every_row_its_address():
    assert sorted(names(get_resolver().url_patterns)) == sorted(TABLE)


def test_the_public_list_is_what_anonymous_people_reach():
    public = {name for name, row in TABLE.items() if row.anonymous != 302}
    assert public == set(PUBLIC_URL_NAMES)


def test_every_address_answers_each_person_as_the_table_says_and_does_no_more(
    scene, client_of, client, alice, charlie, admin
):
    """Beside the answer: no page is kept by browsers or proxies, writes, or selects records without the rule of sight.

    An administrator is asked for where the answer is to be another than the owner's, and where pages differ by kind.
    """
    clients = {
        "anonymous": client,
        "outsider": client_of(charlie),
        "owner": client_of(alice),
        "administrator": client_of(admin),
    }
    wrong: list[tuple[Any, ...]] = []
    for (name, row), (person, asking) in product(TABLE.items(), clients.items()):
        if person == "administrator" and row.administrator == row.owner and not differs(name):
            continue
        with watched(name, person, wrong):
            answer = asking.get(address(name, scene))
            body(answer)
        if answer.status_code != getattr(row, person):
            wrong.append((name, person, answer.status_code, getattr(row, person)))
        if "no-store" not in answer.get("Cache-Control", ""):
            wrong.append((name, person, "may be kept"))
    assert wrong == []


def is_count(name: str, sql: str) -> bool:
    """The one number that is told of records nobody need see."""
    return name == COUNTS and sql.startswith("SELECT COUNT(*)")


@contextmanager
def watched(name: str, person: str, wrong: list[tuple[Any, ...]]) -> Iterator[None]:
    """Files what a page writes, and what it selects of records without asking for visibility."""

    def guard(execute, sql, params, many, context):
        if sql.startswith(("INSERT", "UPDATE", "DELETE")) and "session" not in sql:
            wrong.append((name, person, "writes", sql[:200]))
        if '"records_record"' in sql and sql.startswith("SELECT") and MARK not in sql and not is_count(name, sql):
            wrong.append((name, person, "selects", sql[:300]))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(guard):
        yield


def test_a_restricted_record_is_not_there_for_outsiders_and_its_title_is_nowhere(scene, client_of, alice, charlie):
    asking = client_of(charlie)
    for kind in KINDS:
        record, _parts = scene[kind]
        record.refresh_from_db()
        record.restricted = True
        write(record, actor=None, action="edit")
    wrong = []
    for name, row in TABLE.items():
        answer = asking.get(address(name, scene))
        if row.restricted is not None and answer.status_code != row.restricted:
            wrong.append((name, answer.status_code, row.restricted))
        if CANARY in body(answer):
            wrong.append((name, "names the record"))
    assert wrong == []

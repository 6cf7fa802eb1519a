"""Every address answers as the access table says, and leaks nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver

from people.middleware import PUBLIC_URL_NAMES
from records.access.visibility import MARK
from records.domain.write import write
from tests.access.scene import CANARY, address, body
from tests.access.table import KINDS, TABLE

pytestmark = pytest.mark.django_db


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


def test_every_address_answers_each_person_as_the_table_says(scene, client_of, client, alice, charlie, admin):
    clients = {
        "anonymous": client,
        "outsider": client_of(charlie),
        "owner": client_of(alice),
        "administrator": client_of(admin),
    }
    wrong = []
    for name, row in TABLE.items():
        for person, asking in clients.items():
            answer = asking.get(address(name, scene))
            body(answer)
            expected = getattr(row, person)
            if answer.status_code != expected:
                wrong.append((name, person, answer.status_code, expected))
    assert wrong == []


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


def test_no_page_is_kept_by_browsers_or_proxies(scene, client_of, client, alice):
    kept = []
    for asking in (client, client_of(alice)):
        for name in TABLE:
            answer = asking.get(address(name, scene))
            body(answer)
            if "no-store" not in answer.get("Cache-Control", ""):
                kept.append((name, answer.status_code))
    assert kept == []


def test_looking_at_a_page_writes_nothing(scene, client_of, alice):
    asking = client_of(alice)
    written: list[tuple[str, str]] = []
    for name in TABLE:
        place = address(name, scene)

        def guard(execute, sql, params, many, context, name=name):
            if sql.startswith(("INSERT", "UPDATE", "DELETE")) and "session" not in sql:
                written.append((name, sql[:200]))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(guard):
            body(asking.get(place))
    assert written == []


def test_every_select_of_records_asks_for_visibility(scene, client_of, alice, charlie):
    asking = client_of(alice)
    unasked: list[tuple[str, str]] = []
    for name in TABLE:
        place = address(name, scene)

        def guard(execute, sql, params, many, context, name=name):
            if '"records_record"' in sql and sql.startswith("SELECT") and MARK not in sql:
                unasked.append((name, sql[:300]))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(guard):
            body(asking.get(place))
    assert unasked == []

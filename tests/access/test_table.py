"""Every address answers as the access table says, and leaks nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from people.domain.tokens import hash_of
from people.middleware import PUBLIC_URL_NAMES
from people.models import Invitation
from records.access.visibility import MARK
from records.domain.evidence import add_evidence
from records.domain.files import attach
from records.domain.links import link
from records.domain.sharing import grant
from records.domain.tasks import set_task
from records.domain.write import write
from standard.models import RequirementItem
from tests.access.table import KINDS, TABLE
from tests.factories import FACTORIES, OpportunityFactory, PersonFactory

pytestmark = pytest.mark.django_db
CANARY = "Kanarienvogel"


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


@pytest.fixture
def scene(alice, bob, charlie, admin, client_of):
    """A record of each kind with one of everything on it, and what else addresses name."""
    made = {"group": Group.objects.create(name="Board")}
    for kind, declared in KINDS.items():
        record = FACTORIES[declared.key](actor=bob, owner=alice, title=f"{CANARY} {kind}")
        write(record, actor=alice, action="edit")
        parts = {
            "replan": set_task(record, actor=alice, assignee=alice, title="Do", due=timezone.localdate()),
            "unlink": link(record, OpportunityFactory(actor=alice), actor=alice),
            "detach": attach(record, SimpleUploadedFile("a.txt", b"text"), actor=alice),
            "withdraw-evidence": add_evidence(record, RequirementItem.objects.first(), actor=alice, shows="It"),
        }
        grant(record, PersonFactory(), actor=alice)
        grant(record, made["group"], actor=alice)
        parts["revoke"], parts["revoke-group"] = record.user_grants.get(), record.group_grants.get()
        parts["finish"], parts["download"] = parts["replan"], parts["detach"]
        made[kind] = (record, parts)
    made["gone"] = PersonFactory(is_active=False)
    made["invitation"] = Invitation.objects.create(
        email="n@example.org", display_name="N", invited_by=admin, token_hash=hash_of("token")
    )
    return made


def address(name: str, scene: Any, charlie: Any) -> str:
    """An address of a name, with arguments that exist."""
    kind, _, page = name.rpartition("-") if name not in TABLE else ("", "", "")
    for kind in KINDS:
        if name.startswith(f"{kind}-"):
            page = name.removeprefix(f"{kind}-")
            return _kind_address(kind, page, *scene[kind])
    others: dict[str, list[Any]] = {
        "account_reset_password_from_key": ["1", "set-password"],
        "people:account": [charlie.pk],
        "people:revoke": [scene["invitation"].pk],
        "people:edit": [charlie.pk],
        "people:group": [scene["group"].pk],
        "people:edit-group": [scene["group"].pk],
        "people:deactivate": [charlie.pk],
        "people:reactivate": [scene["gone"].pk],
        "people:accept": ["token"],
        "people:set-up": ["token"],
        "standard:clause": ["10.2"],
        "records:offers": ["any"],
    }
    return reverse(name, args=others.get(name, []))


def _kind_address(kind: str, page: str, record: Any, parts: Any) -> str:
    if page in {"list", "create", "columns"}:
        return reverse(f"{kind}-{page}")
    if page == "export":
        return reverse(f"{kind}-export", args=["csv"])
    more = {"action": {"action": "withdraw"}}.get(page, {})
    if page in parts:
        more = {"key": parts[page].pk}
    query = "?a=1&b=2" if page == "compare" else ""
    return reverse(f"{kind}-{page}", kwargs={"reference": record.reference, **more}) + query


def body(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode("utf-8", "replace")


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
            answer = asking.get(address(name, scene, charlie))
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
        write(record, actor=alice, action="edit")
    wrong = []
    for name, row in TABLE.items():
        answer = asking.get(address(name, scene, charlie))
        if row.restricted is not None and answer.status_code != row.restricted:
            wrong.append((name, answer.status_code, row.restricted))
        if CANARY in body(answer):
            wrong.append((name, "names the record"))
    assert wrong == []


def test_a_refused_write_changes_nothing(scene, client_of, charlie):
    asking = client_of(charlie)
    before = snapshot(scene)
    wrong = []
    for name, row in TABLE.items():
        if row.outsider != 403:
            continue
        answer = asking.post(address(name, scene, charlie), {"token": "t", "version": 2, "title": "His", "reason": "r"})
        if answer.status_code != 403:
            wrong.append((name, answer.status_code))
    assert wrong == []
    assert snapshot(scene) == before


def snapshot(scene: Any) -> list[Any]:
    from people.models import AccountEvent, User
    from records.models import Event, Record

    return [
        list(Record.objects.order_by("pk").values()),
        Event.objects.count(),
        AccountEvent.objects.count(),
        list(User.objects.order_by("pk").values("pk", "is_active", "is_administrator")),
    ]


def test_every_select_of_records_asks_for_visibility(scene, client_of, alice, charlie):
    asking = client_of(alice)
    unasked: list[tuple[str, str]] = []
    for name in TABLE:
        place = address(name, scene, charlie)

        def guard(execute, sql, params, many, context, name=name):
            if '"records_record"' in sql and sql.startswith("SELECT") and MARK not in sql:
                unasked.append((name, sql[:300]))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(guard):
            body(asking.get(place))
    assert unasked == []

"""What may not be written is not: by rule, by key of another record, by a page elsewhere, by a strange method."""

from itertools import product

import pytest
from django.test import Client

from records.domain.write import write
from tests.access.scene import address, answers, body, make_records, snapshot, swapped
from tests.access.table import KINDS, TABLE, differs
from tests.conftest import BACKEND

pytestmark = pytest.mark.django_db

#: Pages of a kind that take the key of something on the record.
KEYED = ("replan", "finish", "unlink", "detach", "withdraw-evidence", "revoke", "revoke-group", "download")
KEYED_PAGES = [(kind, page) for kind, page in product(KINDS, KEYED) if KINDS[kind].has_page(page)]
#: Pages that are another library's.
FOREIGN = ("account_", "usersessions_")
OURS = [name for name in TABLE if not name.startswith(FOREIGN)]


@pytest.fixture
def others(scene, alice, bob):
    """A second record of each kind, with everything on it."""
    return make_records(alice, bob, scene["group"])


def test_what_an_outsider_may_not_write_is_refused_and_nothing_changes(scene, client_of, charlie):
    asking, filled = client_of(charlie), answers(charlie)
    before, wrong = snapshot(), []
    for name, row in TABLE.items():
        if row.posted and (status := asking.post(address(name, scene), filled).status_code) != row.posted:
            wrong.append((name, status, row.posted))
    assert wrong == []
    assert snapshot() == before


def test_a_restricted_record_takes_nothing_from_outsiders(scene, client_of, alice, charlie):
    for kind in KINDS:
        record, _parts = scene[kind]
        record.refresh_from_db()
        record.restricted = True
        write(record, actor=None, action="edit")
    asking, filled = client_of(charlie), answers(charlie)
    before, wrong = snapshot(), []
    for name, row in TABLE.items():
        expected = 405 if row.posted == 405 else 404
        if row.restricted == 404 and (status := asking.post(address(name, scene), filled).status_code) != expected:
            wrong.append((name, status))
    assert wrong == []
    assert snapshot() == before


def test_what_is_on_another_record_is_not_there_and_stays_as_it_is(scene, others, client_of, alice):
    asking, filled = client_of(alice), answers(alice)
    before, wrong = snapshot(), []
    for kind, page in KEYED_PAGES:
        place = swapped(kind, page, scene, others)
        found = (asking.get(place).status_code, asking.post(place, filled).status_code)
        if found != (404, 405 if page == "download" else 404):
            wrong.append((kind, page, found))
    assert wrong == []
    assert snapshot() == before


def test_what_is_on_the_record_itself_is_there(scene, client_of, alice):
    """The same keys on their own record: else the test above would hold of addresses that never answer."""
    asking = client_of(alice)
    names = [f"{kind}-{page}" for kind, page in KEYED_PAGES]
    answered = {name: asking.get(address(name, scene)) for name in names}
    assert {name: answer.status_code for name, answer in answered.items()} == {
        name: TABLE[name].owner for name in names
    }
    assert all(body(answer) for answer in answered.values())


@pytest.mark.parametrize("who", ["anonymous", "admin"])
def test_no_address_takes_a_form_without_its_mark(scene, admin, who):
    asking = Client(enforce_csrf_checks=True)
    if who == "admin":
        asking.force_login(admin, backend=BACKEND)
    before, wrong = snapshot(), []
    for name in TABLE:
        answer = asking.post(address(name, scene))
        if (answer.status_code, answer.templates[0].name) != (403, "403_csrf.html"):
            wrong.append((name, answer.status_code))
    assert wrong == []
    assert snapshot() == before


@pytest.mark.parametrize("method", ["put", "patch", "delete", "trace"])
def test_methods_no_page_knows_are_refused(scene, client_of, admin, method):
    asking = client_of(admin)
    asked = {name: getattr(asking, method)(address(name, scene)) for name in OURS}
    assert {name: answer.status_code for name, answer in asked.items() if answer.status_code != 405} == {}
    assert [name for name, answer in asked.items() if "Allow" not in answer] == []


def test_head_answers_as_get_does_without_its_body(scene, client_of, admin):
    asking = client_of(admin)
    asked = {name: asking.head(address(name, scene)) for name in OURS if differs(name)}
    assert {name: answer.status_code for name, answer in asked.items()} == {n: TABLE[n].administrator for n in asked}
    assert [name for name, answer in asked.items() if body(answer)] == []


def test_options_names_methods_and_nothing_else(scene, client_of, admin):
    asking = client_of(admin)
    answered = {name: asking.options(address(name, scene)) for name in OURS}
    assert [name for name, answer in answered.items() if answer.status_code not in {200, 405} or body(answer)] == []
    assert [
        name for name, answer in answered.items() if "GET" not in answer["Allow"] and "POST" not in answer["Allow"]
    ] == []

"""Every form answers whatever is sent to it: no fault, and nothing half written."""

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from people.models import AccountEvent, User
from records.models import Event, Record
from tests.access.scene import address, body, make_scene
from tests.access.table import KINDS, TABLE, differs
from tests.conftest import BACKEND

pytestmark = pytest.mark.django_db

#: Texts as people, scripts and broken clients send them.
VALUES = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ["", "\x00", "0", "-1", "9" * 40, "1e999", "on", "null", "OPP-2026-0001", "2026-02-30", "9999-12-31", "0001-01-01",
         "' OR 1=1 --", "<script>", "=1+1", "é" * 300, "\ud7ff", "٣", "2026-01-01T00:00", "../../etc/passwd"]
    ),
)  # fmt: skip
FUZZED = settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
#: Pages whose form is another library's, or opens only to those who are not signed in.
FOREIGN = ("account_", "usersessions_", "people:accept", "people:set-up")


@pytest.fixture
def scene(alice, bob, charlie, admin):
    """Alice owns every record of the scene; here she also administers."""
    User.objects.filter(pk=alice.pk).update(is_administrator=True)
    return {**make_scene(alice, bob, charlie, admin), "asks": alice}


def with_form(scene):
    """Addresses whose page shows a form to Alice, with the names of its fields."""
    client = Client()
    client.force_login(scene["asks"], backend=BACKEND)
    for name in filter(differs, TABLE):
        shown = client.get(address(name, scene))
        body(shown)
        form = getattr(shown, "context", None) and shown.context.get("form")
        if form is not None and not name.startswith(FOREIGN):
            yield name, list(form.fields)


def written():
    return Record.objects.count(), Event.objects.count(), AccountEvent.objects.count()


def test_no_input_makes_a_fault_or_a_half_written_change(scene):
    asked = list(with_form(scene))
    assert len(asked) > len(KINDS) * 4

    @FUZZED
    @given(data=st.data())
    def send(name, fields, data):
        with transaction.atomic():
            client = Client()
            client.force_login(scene["asks"], backend=BACKEND)
            before = written()
            answer = client.post(address(name, scene), {field: data.draw(VALUES, label=field) for field in fields})
            assert (name, answer.status_code in {302, 400, 403, 404, 409, 422}) == (name, True)
            assert answer.status_code == 302 or written() == before
            transaction.set_rollback(True)

    for name, fields in asked:
        send(name, fields)


@FUZZED
@given(data=st.data())
def test_no_address_makes_a_fault(scene, data):
    client = Client()
    client.force_login(scene["asks"], backend=BACKEND)
    kind = data.draw(st.sampled_from(sorted(KINDS)))
    keys = ["q", "sort", "at", *KINDS[kind].all_filters]
    sent = data.draw(st.dictionaries(st.sampled_from(keys), VALUES, max_size=5))
    record = scene[kind][0]
    assert client.get(KINDS[kind].url(), sent).status_code == 200
    assert client.get(f"{KINDS[kind].url()}export.csv", sent).status_code == 200
    assert client.get(f"{record.page_url}history/", {"before": data.draw(VALUES)}).status_code == 200
    assert client.get(f"{record.page_url}history/as-of/", {"on": data.draw(VALUES)}).status_code == 200
    assert client.get(f"{record.page_url}history/compare/", {"a": data.draw(VALUES)}).status_code in {200, 404}
    assert client.get("/records/offers/any/", {"x": data.draw(VALUES)}).status_code == 200
    assert client.get("/standard/", {"q": data.draw(VALUES), "role": data.draw(VALUES)}).status_code == 200
    assert client.get("/people/", {"q": data.draw(VALUES), "page": data.draw(VALUES)}).status_code == 200

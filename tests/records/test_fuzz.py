"""Every form answers whatever is sent to it: no fault, and nothing half written."""

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from records.models import Record
from tests.conftest import BACKEND
from tests.factories import ContactFactory, OpportunityFactory, OrganisationFactory

pytestmark = pytest.mark.django_db

#: Texts as people, scripts and broken clients send them.
VALUES = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ["", "\x00", "0", "-1", "9" * 40, "1e999", "on", "null", "OPP-2026-0001", "2026-02-30", "9999-12-31", "0001-01-01",
         "' OR 1=1 --", "<script>", "=1+1", "é" * 300, "\ud7ff", "٣", "2026-01-01T00:00", "../../etc/passwd"]
    ),
)  # fmt: skip


@pytest.fixture
def scene(admin):
    organisation = OrganisationFactory(actor=admin)
    records = [organisation, OpportunityFactory(actor=admin), ContactFactory(actor=admin, organisation=organisation)]
    client = Client(raise_request_exception=True)
    client.force_login(admin, backend=BACKEND)
    return client, records


PAGES = ("edit/", "tasks/", "links/", "evidence/", "comments/", "sharing/", "files/", "do/withdraw/", "do/accept/", "do/postpone/",
         "do/realise/", "do/part/", "acknowledge/")  # fmt: skip


@pytest.mark.parametrize("page", ["new/", *PAGES])
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_input_makes_a_fault(scene, page, data):
    client, records = scene
    record = data.draw(st.sampled_from(records))
    place = f"{record.page_url.rsplit('/', 2)[0]}/new/" if page == "new/" else f"{record.page_url}{page}"
    opened = client.get(place)
    form = getattr(opened, "context", None) and opened.context.get("form")
    names = list(form.fields) if form else ["token", "reason"]
    sent = {name: data.draw(VALUES, label=name) for name in names}
    before = Record.objects.count()
    answer = client.post(place, sent)
    assert answer.status_code in {302, 400, 403, 404, 405, 409, 422}
    assert Record.objects.count() - before == (1 if page == "new/" and answer.status_code == 302 else 0)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_address_of_a_list_makes_a_fault(scene, data):
    client, records = scene
    keys = ["q", "sort", "at", "state", "owner", "source", "restricted", "withdrawn", "part"]
    sent = data.draw(st.dictionaries(st.sampled_from(keys), VALUES, max_size=5))
    place = data.draw(st.sampled_from(records)).page_url.rsplit("/", 2)[0] + "/"
    assert client.get(place, sent).status_code == 200
    assert client.get(f"{records[0].page_url}history/", {"before": data.draw(VALUES)}).status_code == 200
    assert client.get(f"{records[0].page_url}history/as-of/", {"on": data.draw(VALUES)}).status_code == 200
    assert client.get(f"{records[0].page_url}history/compare/", {"a": data.draw(VALUES)}).status_code in {200, 404}
    assert client.get("/records/offers/any/", {"x": data.draw(VALUES)}).status_code == 200

"""The catalogue of customers and users, and what was published of it."""

from io import BytesIO

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from jobs.models import Job
from people.calendar import today
from records.access.permits import Refused
from records.domain.errors import InputError
from records.domain.write import write
from services.domain import composition, lives
from services.domain.catalogue import compare, entries, matching, publish, published
from services.domain.items import offer
from services.models import CatalogueSnapshot
from services.paper import CATALOGUE_JOB, print_catalogue
from shell.contents import drop
from shell.registry import AskFor, registry
from tests.documents.conftest import running
from tests.factories import CalendarFactory, CatalogueItemFactory, ServiceFactory
from tests.services.conftest import again

pytestmark = pytest.mark.django_db
URL = "/services/catalogue/"


@pytest.fixture
def mail(live, desk):
    service = live("Mail", code="MAIL", customer_value="Staff send and receive mail.")
    item = CatalogueItemFactory(service=service, title="Shared mailbox")
    offer(again(item), actor=desk)
    return service


def names(user):
    return [entry.name for entry in entries(user)]


def change(service, **values):
    found = again(service)
    for name, value in values.items():
        setattr(found, name, value)
    write(found, actor=None, action="edit")


def test_it_shows_live_services_that_are_for_customers_and_open_to_all(mail, live, desk, alice):
    ServiceFactory(title="Planned")
    live("Inside", is_for_customers=False)
    change(live("Secret"), restricted=True)
    assert names(alice) == names(desk) == ["Mail"]


def test_it_says_the_hours_in_words_and_what_a_service_rests_on(mail, live, desk, alice, client_of):
    composition.connect(again(mail), actor=desk, other=live("Hosting"), relation="depends")
    page = client_of(alice).get(URL).content.decode()
    assert "Mon\u2013Fri 08:00\u201318:00 (UTC)" in page
    assert "Staff send and receive mail." in page
    assert "Hosting" in page


def test_one_asks_for_an_item_where_a_higher_room_takes_requests(mail, client_of, alice):
    item = mail.items.get()
    assert "Ask for it" not in client_of(alice).get(URL).content.decode() or registry.all(AskFor)
    with registry.temporarily(AskFor(key="test.ask", url=lambda reference: f"/ask/?item={reference}", weight=0)):
        assert f'href="/ask/?item={item.reference}"' in client_of(alice).get(URL).content.decode()


@pytest.mark.parametrize(("words", "count"), [("mail", 1), ("shared MAILBOX", 1), ("send backup", 0), ("", 1)])
def test_it_is_searched_by_words_anywhere(mail, alice, client_of, words, count):
    assert len(matching(entries(alice), words)) == count
    assert len(client_of(alice).get(URL, {"q": words}).context["cards"]) == count


def test_publishing_keeps_what_it_says_for_good(mail, liaison):
    made = publish(actor=liaison, note="First")
    change(mail, customer_value="Something else")
    assert published(made)[0].customer_value == "Staff send and receive mail."
    with pytest.raises(IntegrityError):
        CatalogueSnapshot.objects.filter(pk=made.pk).update(note="Other")


def test_nothing_new_is_not_published_again(mail, liaison):
    publish(actor=liaison, note="First")
    with pytest.raises(InputError, match="Nothing changed"):
        publish(actor=liaison, note="Second")


def test_an_empty_catalogue_is_not_published(liaison):
    with pytest.raises(InputError, match="nothing to publish"):
        publish(actor=liaison, note="First")


def test_not_everybody_publishes(mail, alice, client_of):
    with pytest.raises(Refused):
        publish(actor=alice, note="First")
    assert client_of(alice).post(f"{URL}publish/", {"note": "n", "token": "t"}).status_code == 403


def test_a_published_catalogue_is_compared_with_the_one_before_and_with_now(mail, live, liaison, client_of, desk):
    publish(actor=liaison, note="First")
    change(mail, customer_value="Staff reach each other.", service_hours=CalendarFactory(hours="24x7"))
    live("Hosting")
    browser = client_of(liaison)
    assert "Hosting" in browser.get(f"{URL}publish/").content.decode()
    answer = browser.post(f"{URL}publish/", {"note": "Hosting is new", "token": "t"})
    lives.remove(again(mail), actor=desk, removal_on=today(), reason="r")
    lives.retire(again(mail), actor=desk, reason="r")
    context = browser.get(answer.url).context
    assert [entry.name for entry in context["since_before"]["added"]] == ["Hosting"]
    fields = {str(label) for _entry, found in context["since_before"]["changed"] for label, _before, _after in found}
    assert fields == {"What one gets from it", "Service hours", "Support hours"}
    assert [entry.name for entry in context["until_now"]["removed"]] == ["Mail"]


def test_what_was_published_and_is_lost_is_said_to_be(mail, liaison, client_of):
    made = publish(actor=liaison, note="First")
    drop(made.content.path)
    answer = client_of(liaison).get(f"{URL}published/{made.pk}/")
    assert answer.status_code == 200
    assert "no longer there" in answer.content.decode()


def test_two_catalogues_that_say_the_same_do_not_differ(mail, alice):
    assert compare(entries(alice), entries(alice)).is_none


def test_it_is_printed_by_a_job(mail, liaison, client_of):
    made = publish(actor=liaison, note="First for all")
    client_of(liaison).post(f"{URL}print/", {"snapshot": made.pk})
    job = Job.objects.get(kind=CATALOGUE_JOB)
    assert job.arguments["snapshot"] == made.pk
    pdf = PdfReader(BytesIO(print_catalogue(running(CATALOGUE_JOB), **job.arguments).file.content))
    words = " ".join(page.extract_text() for page in pdf.pages)
    assert "Mail" in words
    assert "First for all" in words
    assert "Shared mailbox" in words


def test_as_many_queries_for_many_services_as_for_one(mail, live, alice, client_of):
    browser = client_of(alice)
    browser.get(URL)
    with CaptureQueriesContext(connection) as one:
        browser.get(URL)
    for number in range(5):
        live(f"Service {number}")
    with CaptureQueriesContext(connection) as many:
        browser.get(URL)
    assert len(many) == len(one)

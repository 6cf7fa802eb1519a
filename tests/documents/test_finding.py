"""Finding what documents say: hits name the version and lead to the text with the words marked."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents.domain.drafting import revise, write_text
from documents.domain.pages import has_pages
from records.domain.reading import keep_text
from records.models import Blob
from tests.documents.drawings import pdf_of
from tests.documents.test_pages_side_by_side import file_of
from tests.factories import DocumentFactory, put_in_force

pytestmark = pytest.mark.django_db
SEARCH = reverse("records:search")


def body(answer):
    return answer.content.decode()


@pytest.fixture
def in_force(alice, now):
    """A document whose text alone has a word, in force, with a draft that has another."""
    text = "# Copies\n\nEvery night the Sicherungsband is carried to the other house."
    document = put_in_force(DocumentFactory(actor=alice, title="Copies", text=text))
    revise(now(document), actor=alice, reason="Yearly")
    write_text(now(document), actor=alice, text="A Geheimwort nobody approved.")
    return now(document)


def test_a_hit_in_a_text_shows_the_passage_its_version_and_the_way_to_it(in_force, client_of, bob):
    page = body(client_of(bob).get(f"{SEARCH}?q=sicherungs"))
    assert "Every night the <mark>Sicherungs</mark>band is carried" in page
    assert f'<a href="{in_force.page_url}read/?find=Sicherungs">in version 1.0, in force</a>' in page


def test_drafts_are_not_found(in_force, client_of, alice):
    assert in_force.reference not in body(client_of(alice).get(f"{SEARCH}?q=geheimwort"))


def test_the_page_of_a_text_begins_with_what_was_looked_for(in_force, client_of, bob):
    page = body(client_of(bob).get(f"{in_force.page_url}read/?find=Sicherungs%22%3E"))
    assert 'value="Sicherungs&quot;&gt;"' in page
    assert "data-found-in" in page


def test_words_of_a_file_stand_on_its_page_to_be_found_in_it(alice, client_of, bob):
    document = put_in_force(DocumentFactory(actor=alice, title="Scans", text="", file=file_of(pdf_of("Prüfplakette"))))
    assert has_pages(document.in_force)
    page = body(client_of(bob).get(f"{document.page_url}read/?find=x"))
    assert ("data-find>" in page, "as search reads them" in page) == (False, False)
    keep_text(Blob.objects.get(pk=document.in_force.blob_id), "The\nPrüfplakette")
    found = body(client_of(bob).get(f"{SEARCH}?q=pruefplakette")) + body(client_of(bob).get(f"{SEARCH}?q=prufplakette"))
    assert "in version 1.0, in force" in found
    page = body(client_of(bob).get(f"{document.page_url}read/?find=x"))
    assert "<p>Prüfplakette</p>" in page
    assert "data-find>" in page


def test_a_page_of_hits_in_texts_asks_as_often_for_many_as_for_one(
    alice, client_of, in_force, django_assert_max_num_queries
):
    client = client_of(alice)
    client.get(f"{SEARCH}?q=sicherungsband")
    with CaptureQueriesContext(connection) as one:
        client.get(f"{SEARCH}?q=sicherungsband")
    for number in range(4):
        put_in_force(DocumentFactory(actor=alice, text=f"The Sicherungsband {number}"))
    with django_assert_max_num_queries(len(one)):
        assert body(client.get(f"{SEARCH}?q=sicherungsband")).count("in version 1.0") == 5

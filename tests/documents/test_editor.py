"""The editor: pictures that are put into a text, and drafts in which nothing is written yet."""

import json
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from documents.domain.approval import submit
from documents.domain.drafting import write_text
from documents.paper import _for_paper
from documents.texts import draw
from records.domain.errors import NotNowError
from records.models import Attachment, Event
from tests.factories import DocumentFactory

pytestmark = pytest.mark.django_db


def picture(name="plan.png", kind="PNG"):
    content = BytesIO()
    Image.new("RGB", (20, 10), "navy").save(content, kind)
    return SimpleUploadedFile(name, content.getvalue())


def put(client, document, **sent):
    values = {"token": "t", "file": picture(), "description": "The plan of the building", **sent}
    answer = client.post(f"{document.page_url}pictures/", values)
    return answer.status_code, json.loads(answer.content)


def test_a_picture_is_hung_on_the_document_and_answered_as_markdown_that_shows_it(policy, client_of, alice):
    client = client_of(alice)
    status, said = put(client, policy)
    file = Attachment.objects.get(record_id=policy.pk)
    place = f"{policy.page_url}files/{file.pk}/"
    assert (status, said) == (200, {"markdown": f"![The plan of the building]({place})"})
    assert (file.description, file.blob.media_type) == ("The plan of the building", "image/png")
    assert Event.objects.filter(record_id=policy.pk, action="attach").count() == 1
    assert f'<img src="{place}" alt="The plan of the building">' in draw(said["markdown"]).html
    assert b"".join(client.get(place).streaming_content).startswith(b"\x89PNG")
    assert '<img src="data:image/png' in _for_paper(policy, said["markdown"])


def test_words_with_brackets_stay_words(policy, client_of, alice):
    _status, said = put(client_of(alice), policy, description="[a] plan\\](https://elsewhere.example)")
    drawn = draw(said["markdown"]).html
    assert "<a " not in drawn
    assert 'alt="[a] plan\\](https://elsewhere.example)"' in drawn


@pytest.mark.parametrize(
    ("sent", "field", "words"),
    [
        ({"description": " "}, "description", "Say what it shows"),
        ({"file": SimpleUploadedFile("a.txt", b"words")}, "file", "A picture is a PNG, JPEG or WebP file"),
        ({"file": SimpleUploadedFile("a.png", b"words")}, "file", "The content is not that of a .png file"),
        ({"file": ""}, "file", "required"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(policy, client_of, alice, sent, field, words):
    status, said = put(client_of(alice), policy, **sent)
    assert (status, list(said["errors"])) == (422, [field])
    assert words in said["errors"][field]
    assert Attachment.objects.count() == 0


def test_a_picture_that_is_sent_twice_hangs_once(policy, client_of, alice):
    answers = [put(client_of(alice), policy) for _again in range(2)]
    assert answers[0] == answers[1]
    assert Attachment.objects.count() == 1


def test_whoever_writes_the_draft_puts_pictures_into_it_and_nobody_else_does(policy, client_of, bob, manager):
    assert put(client_of(manager), policy)[0] == 200
    assert put(client_of(bob), policy)[0] == 403
    assert "data-picture" in client_of(manager).get(f"{policy.page_url}write/").content.decode()


def test_a_draft_in_which_nothing_is_written_is_written_first(alice, client_of, now):
    document, client = DocumentFactory(actor=alice, text=" \n "), client_of(alice)
    page = client.get(document.page_url)
    assert [offer.action.key for offer in page.context["next_offers"]] == []
    why = {offer.action.key: offer.why_not for offer in page.context["more_offers"]}
    assert why["submit"] == "Nothing is written yet"
    assert f'href="{document.page_url}do/submit/"' not in page.content.decode()
    assert f'<a class="btn btn-primary"\n         href="{document.page_url}write/">' in page.content.decode()
    with pytest.raises(NotNowError):
        submit(now(document), actor=alice)


def test_a_draft_with_words_in_it_is_offered_to_its_approvers(alice, client_of, now):
    document, client = DocumentFactory(actor=alice, text=""), client_of(alice)
    write_text(now(document), actor=alice, text="# Rules")
    page = client.get(document.page_url)
    assert [offer.action.key for offer in page.context["next_offers"]] == ["submit"]
    assert "Nothing is written yet" not in page.content.decode()
    assert submit(now(document), actor=alice).state == "in_review"

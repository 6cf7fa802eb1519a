"""Every document that the standard asks for has a text to begin with."""

import pytest

from documents.enums import Type
from documents.required import required
from documents.starters import TEXTS, starter_of
from documents.texts import draw
from standard.roles import DOCUMENTATION_MANAGER

ITEMS = [item for item in required().values() if not item.is_record]
NEW = "/documents/library/new/"


def field(client, name, query):
    return client.get(NEW + query).context["form"][name].value()


def test_every_text_belongs_to_an_item_and_every_item_that_no_records_answer_has_one():
    assert {path.stem for path in TEXTS.glob("*.md")} == {item.key.partition("/")[2] for item in ITEMS}


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.key)
def test_it_has_headings_words_to_keep_and_words_to_replace_and_no_html(item):
    starter = starter_of(item)
    drawn = draw(starter.text)
    assert starter.title
    assert not starter.title.startswith("#")
    assert len(drawn.headings) >= 4
    assert "<em>[" in drawn.html
    assert "&lt;" not in drawn.html
    # Something stands there beside what is to be replaced.
    assert any(line and not line.startswith(("#", "*[", "|")) for line in starter.text.splitlines())


def test_the_types_are_those_that_the_approval_matrix_knows():
    types = {item.key: starter_of(item).type for item in ITEMS}
    assert types["5.2.1/service-management-policy"] == Type.POLICY
    assert types["6.3/service-management-plan"] == Type.PLAN
    assert types["8.6.1/major-incident-procedure"] == Type.PROCEDURE
    assert types["8.3.3/slas"] == Type.AGREEMENT
    assert types["4.3/sms-scope-statement"] == Type.STATEMENT


def test_the_service_management_plan_has_its_eight_sections():
    headings = [heading.words for heading in draw(starter_of(required()["6.3/service-management-plan"]).text).headings]
    assert [words[0] for words in headings if words[0].isdigit()] == list("12345678")


def test_what_records_answer_has_no_text():
    with pytest.raises(KeyError):
        starter_of(required()["10.2/improvement-opportunities"])


@pytest.mark.django_db
def test_a_new_document_that_answers_an_item_begins_with_its_text(client_of, alice, give):
    give(alice, DOCUMENTATION_MANAGER)
    client, starter = client_of(alice), starter_of(required()["8.3.3/slas"])
    query = "?answers=8.3.3/slas"
    assert [field(client, name, query) for name in ("title", "type", "text")] == [
        starter.title,
        starter.type,
        starter.text,
    ]
    assert field(client, "title", query + "&title=Ours") == "Ours"
    assert [field(client, "text", query) for query in ("", "?answers=no", "?answers=7.2/competence-records")] == [
        None
    ] * 3

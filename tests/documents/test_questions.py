"""Check questions: all are answered rightly before a reader's word counts, and no page tells the right answer."""

import pytest

from documents.domain.questions import Asked, digest_of, questions_of, set_questions
from documents.domain.reading import confirm_reading, set_audience
from documents.models import Reading
from records.access.permits import Refused
from records.domain.errors import InputError, StaleError
from tests.documents.test_reading import ask, renew, waiting
from tests.factories import DocumentFactory, put_in_force

pytestmark = pytest.mark.django_db

WHO = Asked(1, "Whom do you tell first?", ["Nobody", "The service desk", "The press"], 1)
WHEN = Asked(2, "Within how long?", ["A day", "An hour"], 1)


def ask_them(document, actor, *questions):
    set_questions(document, actor=actor, questions=questions, shown=digest_of(document))


@pytest.fixture
def checked(alice, bob, charlie, now):
    """A policy in force with two questions, that Bob and Charlie are to read."""
    document = DocumentFactory(actor=alice, must_be_read=True)
    set_audience(document, actor=alice, everybody=False, people=[bob, charlie])
    put_in_force(now(document))
    ask(document)
    ask_them(now(document), alice, WHO, WHEN)
    return now(document)


def keys(document):
    return [question.pk for question in questions_of(document)]


def test_all_right_answers_make_the_word_count(checked, bob, charlie):
    who, when = keys(checked)
    confirm_reading(checked, actor=bob, sha256=checked.in_force.blob_id, answers={who: 1, when: 1})
    assert waiting(checked) == {charlie}


@pytest.mark.parametrize("given", [{}, {0: 1}, {0: 1, 1: 0}, {0: 0, 1: 1}])
def test_one_wrong_or_missing_answer_and_nothing_is_written(checked, bob, now, given):
    answers = {keys(checked)[place]: answer for place, answer in given.items()}
    events = checked.events.count()
    with pytest.raises(InputError) as refused:
        confirm_reading(checked, actor=bob, sha256=checked.in_force.blob_id, answers=answers)
    assert refused.value.field.startswith("question_")
    assert Reading.objects.exclude(read=None).count() == 0
    assert (now(checked).events.count(), bob in waiting(checked)) == (events, True)


def test_right_answers_to_another_content_do_not_count(checked, bob, now):
    who, when = keys(checked)
    before = checked.in_force.blob_id
    renew(checked, now, text="# Other")
    with pytest.raises(StaleError):
        confirm_reading(now(checked), actor=bob, sha256=before, answers={who: 1, when: 1})


def test_who_has_read_it_is_not_asked_again(checked, bob, alice, now):
    who, when = keys(checked)
    confirm_reading(checked, actor=bob, sha256=checked.in_force.blob_id, answers={who: 1, when: 1})
    ask_them(now(checked), alice, WHO._replace(right=0))
    confirm_reading(now(checked), actor=bob, sha256=checked.in_force.blob_id)
    assert now(checked).events.filter(action="read").count() == 1


def test_without_questions_the_button_posts_and_with_them_it_leads_to_them(checked, alice, bob, client_of, now):
    button = f'<a class="btn btn-primary ms-auto" href="{checked.page_url}read/confirm/">'
    assert button in client_of(bob).get(f"{checked.page_url}read/").content.decode()
    ask_them(now(checked), alice)
    page = client_of(bob).get(f"{checked.page_url}read/").content.decode()
    assert button not in page
    assert f'action="{checked.page_url}read/confirm/"' in page


def test_a_wrong_answer_is_said_at_its_question_and_what_was_chosen_stays(checked, bob, client_of):
    who, when = keys(checked)
    sent = {"token": "t", "sha256": checked.in_force.blob_id, f"question_{who}": 2, f"question_{when}": 1}
    answer = client_of(bob).post(f"{checked.page_url}read/confirm/", sent)
    form = answer.context["form"]
    assert (answer.status_code, list(form.errors)) == (422, [f"question_{who}"])
    assert (form[f"question_{who}"].value(), form[f"question_{when}"].value()) == ("2", "1")
    assert "service desk" not in str(form.errors)
    assert Reading.objects.exclude(read=None).count() == 0
    assert client_of(bob).post(f"{checked.page_url}read/confirm/", {**sent, f"question_{who}": 1}).status_code == 302
    assert Reading.objects.exclude(read=None).get().person == bob


def test_a_question_left_out_is_said_at_it(checked, bob, client_of):
    who, when = keys(checked)
    sent = {"token": "t", "sha256": checked.in_force.blob_id, f"question_{who}": 1}
    answer = client_of(bob).post(f"{checked.page_url}read/confirm/", sent)
    assert answer.context["form"].errors == {f"question_{when}": ["Choose an answer"]}


def test_questions_are_kept_by_a_page_and_shown_there_again(checked, alice, client_of):
    page = f"{checked.page_url}questions/"
    shown = client_of(alice).get(page).context["form"]
    assert (shown["text_1"].value(), shown["right_2"].value()) == ("Whom do you tell first?", 2)
    sent = {
        "token": "t",
        "shown": shown["shown"].value(),
        "text_2": "Why?",
        "answers_2": "So\n\n  Because ",
        "right_2": 2,
    }
    assert client_of(alice).post(page, sent).status_code == 302
    assert [(row.text, row.answers, row.right) for row in questions_of(checked)] == [("Why?", ["So", "Because"], 1)]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"text_3": "Why?", "answers_3": "So", "right_3": 1}, "answers_3"),
        ({"text_3": "Why?", "answers_3": "a\nb\nc\nd\ne\nf", "right_3": 1}, "answers_3"),
        ({"text_3": "Why?", "answers_3": "So\nSo", "right_3": 1}, "answers_3"),
        ({"text_3": "Why?", "answers_3": "So\nNot", "right_3": 3}, "right_3"),
        ({"text_3": "Why?", "answers_3": "So\nNot", "right_3": ""}, "right_3"),
        ({"answers_3": "So\nNot", "right_3": 1}, "text_3"),
    ],
)
def test_what_nobody_could_answer_is_said_at_its_field(checked, alice, client_of, sent, field):
    answer = client_of(alice).post(f"{checked.page_url}questions/", {"token": "t", "shown": digest_of(checked), **sent})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert len(questions_of(checked)) == 2


def test_who_was_slower_does_not_overwrite_the_questions_of_another(checked, alice, now):
    shown = digest_of(checked)
    ask_them(now(checked), alice, WHEN)
    with pytest.raises(StaleError):
        set_questions(now(checked), actor=alice, questions=[WHO], shown=shown)
    assert [row.text for row in questions_of(checked)] == [WHEN.text]


def test_a_reader_neither_sets_them_nor_sees_the_page_with_the_right_answers(checked, bob, client_of):
    with pytest.raises(Refused):
        ask_them(checked, bob, WHO)
    assert client_of(bob).get(f"{checked.page_url}questions/").status_code == 403

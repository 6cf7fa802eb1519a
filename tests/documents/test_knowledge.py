"""Knowledge articles: somebody else says that they are right, and readers say whether they help."""

from datetime import timedelta

import pytest

from documents.domain.knowledge import change_article, confirm, doubt, make_current, mark_outdated, retire, thank
from documents.models import Article, Opinion, Use
from people.calendar import today
from people.domain.accounts import deactivate
from records.access.permits import Refused
from records.domain.errors import InputError, NotNowError
from records.models import SearchEntry, Task
from standard.roles import DOCUMENTATION_MANAGER
from tests.factories import ArticleFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    """An article as it is stored now."""
    return lambda article: Article.objects.get(pk=article.pk)


@pytest.fixture
def draft(alice, bob):
    """An article of Alice's, for Bob to review."""
    return ArticleFactory(actor=alice, reviewer=bob, title="Printer does not print", keywords="Farbband")


@pytest.fixture
def current(draft, bob, now):
    """The same, current."""
    make_current(now(draft), actor=bob, reason="Tried it")
    return now(draft)


def open_tasks(article):
    tasks = Task.objects.filter(record_id=article.pk, done=None)
    return [(task.kind, task.whose) for task in tasks.order_by("pk")]


def test_the_reviewer_is_asked_and_makes_it_current_for_a_year(draft, bob, now):
    assert open_tasks(draft) == [("review", "Bob Costa")]
    make_current(now(draft), actor=bob, reason="Tried it")
    assert (now(draft).state, open_tasks(draft)) == ("current", [])
    assert now(draft).due > today() + timedelta(days=360)
    assert Task.objects.get(record_id=draft.pk).cancelled is False


def test_nobody_makes_their_own_text_current(draft, alice, charlie, now):
    for person in (alice, charlie):
        with pytest.raises(Refused):
            make_current(now(draft), actor=person, reason="r")


def test_its_author_is_not_its_reviewer(alice):
    with pytest.raises(InputError) as refused:
        ArticleFactory(actor=alice, reviewer=alice)
    assert refused.value.field == "reviewer"


def test_another_text_is_reviewed_anew_and_another_keyword_is_not(current, alice, now):
    changed = now(current)
    changed.keywords = "Toner"
    change_article(changed, actor=alice)
    assert now(current).state == "current"
    changed = now(current)
    changed.text = "# Do it otherwise"
    change_article(changed, actor=alice, reason="New printer")
    assert (now(current).state, open_tasks(current)) == ("draft", [("review", "Bob Costa")])


def test_a_reviewer_who_rewrote_it_does_not_make_it_current(current, bob, alice, now):
    changed = now(current)
    changed.text, changed.reviewer = "# Bob's own", alice
    change_article(changed, actor=bob)
    with pytest.raises(Refused):
        make_current(now(current), actor=bob, reason="r")
    make_current(now(current), actor=alice, reason="r")
    assert now(current).state == "current"


def test_another_reviewer_is_asked_in_place_of_the_first(draft, alice, charlie, now):
    changed = now(draft)
    changed.reviewer = charlie
    change_article(changed, actor=alice)
    assert open_tasks(draft) == [("review", "Charlie Dahl")]


def test_it_helps_a_person_once_and_changes_no_version(current, charlie, now):
    for _again in range(2):
        thank(now(current), actor=charlie)
    assert current.opinions.filter(says="helped").count() == 1
    assert now(current).events.filter(action="thank").count() == 1
    assert now(current).version == current.version


def test_who_wrote_it_does_not_count_as_helped(current, alice):
    with pytest.raises(Refused):
        thank(current, actor=alice)


def test_out_of_date_is_said_once_a_person_and_its_owner_is_asked_once(current, alice, charlie, now):
    doubt(now(current), actor=charlie, text="There is a new printer")
    with pytest.raises(NotNowError):
        doubt(now(current), actor=charlie, text="Still")
    doubt(now(current), actor=PersonFactory(), text="I think so, too")
    assert open_tasks(current) == [("act", str(alice))]
    assert list(now(current).events.filter(action="doubt").values_list("reason", flat=True).order_by("pk")) == [
        "There is a new printer",
        "I think so, too",
    ]


def test_its_owner_has_left_and_an_administrator_is_asked(current, alice, admin, charlie, now):
    deactivate(alice, actor=admin)
    doubt(now(current), actor=charlie, text="Wrong")
    assert open_tasks(current) == [("act", str(admin))]


def test_saying_that_it_is_still_right_settles_doubts_and_they_may_be_said_anew(current, alice, bob, charlie, now):
    doubt(now(current), actor=charlie, text="Wrong")
    confirm(now(current), actor=bob, reason="It is not")
    assert open_tasks(current) == []
    assert Opinion.objects.get(says="outdated").settled
    doubt(now(current), actor=charlie, text="It is")
    assert open_tasks(current) == [("act", str(alice))]


def test_marked_as_out_of_date_the_task_to_put_it_right_stays(current, alice, charlie, now):
    doubt(now(current), actor=charlie, text="Wrong")
    mark_outdated(now(current), actor=alice, reason="True")
    assert (now(current).state, len(open_tasks(current))) == ("outdated", 1)


def test_a_draft_is_not_doubted_and_a_retired_one_asks_nobody(draft, alice, charlie, now):
    with pytest.raises(NotNowError):
        doubt(draft, actor=charlie, text="Wrong")
    retire(now(draft), actor=alice, reason="Double")
    assert (now(draft).state, open_tasks(draft)) == ("retired", [])


def test_it_is_found_by_its_text_and_keywords(draft):
    own = SearchEntry.objects.get(pk=draft.pk).own
    assert ("farbband" in own, "first" in own) == (True, True)


def test_its_page_draws_the_text_and_says_who_doubts_it(current, charlie, client_of, now):
    page = client_of(charlie)
    assert '<h2 id="text-first">First</h2>' in page.get(current.page_url).content.decode()
    assert page.post(f"{current.page_url}helped/").status_code == 302
    assert page.post(f"{current.page_url}out-of-date/", {"token": "t", "text": "A new printer"}).status_code == 302
    shown = page.get(current.page_url).content.decode()
    assert "It helped 1 person." in shown
    assert "A new printer" in shown
    assert "This helped" not in shown


def test_lists_show_what_helped_many_and_what_is_doubted(current, alice, charlie, client_of, now):
    other = ArticleFactory(actor=alice, title="Scanner")
    for person in PersonFactory.create_batch(3):
        thank(now(current), actor=person)
    thank(now(other), actor=charlie)
    doubt(now(current), actor=charlie, text="Wrong")
    lists = {
        said: client_of(alice).get(f"/documents/knowledge/?said={said}") for said in ("helped", "many", "outdated")
    }
    found = {said: [row.title for row in answer.context["page"].rows] for said, answer in lists.items()}
    assert found == {"helped": ["Scanner", current.title], "many": [current.title], "outdated": [current.title]}


def asked_to_review(article):
    task = Task.objects.get(record=article.pk, kind="review", done=None)
    return task.assignee or task.role.child().key


def test_without_a_reviewer_its_owner_is_asked_and_for_a_text_of_their_own_the_documentation_managers(
    alice, bob, manager
):
    assert asked_to_review(ArticleFactory(actor=alice, owner=bob)) == bob
    assert asked_to_review(ArticleFactory(actor=alice)) == DOCUMENTATION_MANAGER
    assert not Task.objects.filter(record=ArticleFactory(actor=manager).pk).exists()


def test_a_reviewer_who_has_left_is_asked_no_more(alice, bob, charlie, manager):
    bob.is_active = False
    bob.save()
    assert asked_to_review(ArticleFactory(actor=alice, owner=charlie, reviewer=bob)) == charlie


def use(client, article):
    return client.post(f"{article.page_url}used/").status_code


def test_opening_an_article_counts_once_a_person_and_day(draft, client_of, alice, bob):
    for person in (alice, alice, bob):
        assert use(client_of(person), draft) == 204
    assert Use.objects.filter(article=draft).count() == 2
    assert "Used 2 times" in client_of(bob).get(draft.page_url).content.decode()
    Use.objects.update(day=today() - timedelta(days=1))
    use(client_of(alice), draft)
    assert "Used 3 times" in client_of(bob).get(draft.page_url).content.decode()


def test_looking_at_an_article_alone_counts_nothing_and_no_event_is_written(draft, client_of, bob):
    before = draft.events.count()
    page = client_of(bob).get(draft.page_url).content.decode()
    assert f'data-opened="{draft.page_url}used/"' in page
    use(client_of(bob), draft)
    assert (Use.objects.count(), draft.events.count()) == (1, before)


def test_the_list_says_how_often_each_was_used(draft, client_of, alice, bob):
    for person in (alice, bob):
        use(client_of(person), draft)
    ArticleFactory(actor=alice, title="Nobody came")
    shown = client_of(bob).get("/documents/knowledge/export.csv?columns=title,uses")
    rows = b"".join(shown.streaming_content).decode() if shown.streaming else shown.content.decode()
    assert [line.strip().rpartition(",")[2] for line in rows.splitlines()[1:]] == ["0", "2"]


def test_a_restricted_article_is_used_by_those_who_see_it(alice, client_of, bob):
    hidden = ArticleFactory(actor=alice, restricted=True)
    assert use(client_of(bob), hidden) == 404

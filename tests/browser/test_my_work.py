"""Everything one can do on My work, and on the pages behind it, is done with the keyboard alone."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from records.domain.comments import add_comment
from records.domain.tasks import set_task
from records.models import Desk, Task
from shell.html import day_text
from standard.roles import SMR
from tests.browser.hands import focused, press, tab_to
from tests.factories import OpportunityFactory
from tests.smsapp.desk import DAY, give_role

pytestmark = pytest.mark.django_db(transaction=True)

#: What one can use in a page: links, buttons, fields and what opens.
USABLE = "#main :is(a[href], button, select, input:not([type=hidden]), summary)"
#: Numbers what can be used and is in sight, and gives back how many there are.
NUMBER = """selector => {
  const found = [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility());
  found.forEach((one, n) => { one.dataset.place = n; });
  return found.length;
}"""
#: The number of what has the focus, and whether a ring is drawn around it.
AT = """() => {
  const at = document.activeElement;
  return [at.dataset.place, getComputedStyle(at).outlineStyle !== "none"];
}"""
FEW = 8


@pytest.fixture
def desk(alice, bob):
    """Alice is SMR, owns and waits for more than My work shows, gave Bob a task, and hears of what he said."""
    role = give_role(alice, SMR)
    mine = [OpportunityFactory(actor=alice, title=f"Mine {n}") for n in range(FEW)]
    his = OpportunityFactory(actor=bob, title="His")
    OpportunityFactory(actor=alice, title="Due long ago", due=timezone.localdate() - DAY)
    for n in range(FEW):
        ask(his, alice, f"Wait {n}", days=n + 1)
    ask(his, alice, "Answer him", days=-1, kind=Task.Kind.ANSWER)
    ask(his, role, "Any of us", days=2)
    set_task(mine[0], actor=alice, assignee=bob, title="For Bob", due=timezone.localdate() + DAY)
    for n in range(FEW):
        add_comment(mine[n], actor=bob, text="Good")
    return his


def ask(record, assignee, title, days, **about):
    return set_task(record, actor=None, assignee=assignee, title=title, due=timezone.localdate() + days * DAY, **about)


@pytest.fixture
def page(open_as, alice, desk):
    opened = open_as(alice, width=1440)
    opened.goto("/")
    return opened


def titles(page):
    return page.locator("#main .rows .link-plain")


def heading(page):
    return page.locator("h1")


@pytest.mark.parametrize("width", [390, 1440])
def test_all_that_can_be_used_is_reached_by_tab_in_its_order_and_shows_that_it_is(open_as, alice, bob, desk, width):
    page = open_as(alice, width=width)
    for place in (
        "/",
        "/my-work/waiting/?whose=role",
        "/my-work/handed-on/",
        "/my-work/owned/?late=1",
        "/my-work/changed/",
    ):
        page.goto(place)
        count = page.evaluate(NUMBER, USABLE)
        assert count > 0
        page.focus("#main :is(a, button, select)")
        page.keyboard.press("Shift+Tab")
        reached = []
        for _ in range(count):
            page.keyboard.press("Tab")
            reached.append(page.evaluate(AT))
        assert reached == [[str(n), True] for n in range(count)], place


def test_a_task_is_opened_and_done_by_its_button(page, desk):
    press(page, "Answer him")
    page.wait_for_url(f"**{desk.page_url}tasks/")
    page.goto("/")
    press(page, desk.reference)
    expect(heading(page)).to_have_text("His")
    page.goto("/")
    press(page, "Answer : Answer him")
    page.wait_for_url("**/finish/")
    tab_to(page, "What came of it")
    page.keyboard.type("Told him.")
    press(page, "Finish", key="Space")
    expect(page.get_by_role("status").first).to_be_visible()
    done = Task.objects.get(title="Answer him")
    assert (done.outcome, done.done is None) == ("Told him.", False)
    page.goto("/")
    expect(page.locator("#waits .n")).to_have_text(str(FEW + 1))


def test_all_that_waits_is_opened_narrowed_and_cleared(page):
    press(page, f"All {FEW + 2} that wait for me")
    expect(titles(page)).to_have_count(FEW + 2)
    tab_to(page, "Whose")
    page.keyboard.type("for a role")
    press(page, "Show")
    expect(titles(page)).to_have_text(["Any of us"])
    press(page, "Clear")
    expect(titles(page)).to_have_count(FEW + 2)
    tab_to(page, "What to do")
    page.keyboard.type("Answer")
    press(page, "Show", key="Space")
    expect(titles(page)).to_have_text(["Answer him"])
    tab_to(page, "Due")
    page.keyboard.type("late")
    page.keyboard.press("Enter")
    press(page, "Show")
    page.wait_for_url("**due=late**")
    expect(titles(page)).to_have_text(["Answer him"])
    press(page, "My work")
    expect(heading(page)).to_have_text("My work")


def test_what_was_handed_on_is_looked_at_and_taken_back(page):
    press(page, "Tasks I handed on (1)")
    expect(titles(page)).to_have_text(["For Bob"])
    press(page, "Look")
    page.wait_for_url("**/tasks/")
    press(page, "Take back")
    page.wait_for_url("**/cancel/")
    tab_to(page, "Reason")
    page.keyboard.type("Not needed.")
    press(page, "Take back")
    expect(page.get_by_role("status").first).to_be_visible()
    assert Task.objects.get(title="For Bob").cancelled


def test_own_records_are_opened_and_all_of_them_narrowed(page):
    press(page, "Due long ago")
    expect(heading(page)).to_have_text("Due long ago")
    page.goto("/")
    press(page, "All records I own")
    expect(titles(page)).to_have_count(FEW + 1)
    tab_to(page, "Due")
    page.keyboard.type("late")
    press(page, "Show")
    expect(titles(page)).to_have_text(["Due long ago"])
    press(page, "Clear")
    expect(titles(page)).to_have_count(FEW + 1)
    tab_to(page, "Kind")
    page.keyboard.type("Contacts")
    press(page, "Show")
    expect(page.locator("#main .empty-say")).to_contain_text("No record of yours answers to these filters")


def test_a_bar_of_the_picture_and_a_line_of_its_table_lead_to_the_tasks_of_their_day(page):
    press(page, "Late: 1 task")
    page.wait_for_url("**due=late")
    expect(titles(page)).to_have_text(["Answer him"])
    page.goto("/")
    day = day_text(timezone.localdate() + 2 * DAY)
    press(page, f"{day}: 2 tasks")
    expect(titles(page)).to_have_text(["Wait 1", "Any of us"])
    page.goto("/")
    press(page, "As a table", key="Space")
    expect(page.locator("#main details table")).to_be_visible()
    press(page, day)
    expect(titles(page)).to_have_text(["Wait 1", "Any of us"])


def test_what_changed_is_opened_and_seen(page, alice):
    press(page, f"Mine {FEW - 1}")
    expect(heading(page)).to_have_text(f"Mine {FEW - 1}")
    page.goto("/")
    press(page, "All changes")
    expect(heading(page)).to_have_text("Changed by others")
    tab_to(page, "Mine 0")
    page.goto("/")
    press(page, "Mark as seen", key="Space")
    expect(page.get_by_role("status").first).to_contain_text("Noted")
    expect(page.locator("section[aria-labelledby=changed] .link-plain")).to_have_count(0)
    assert Desk.objects.get(person=alice).since is not None


def test_first_weeks_are_followed_put_away_and_brought_back(page, alice):
    press(page, "Record the certification body")
    expect(heading(page)).to_contain_text("New")
    page.goto("/")
    press(page, "Put away my first weeks", key="Space")
    expect(page.locator("[id^=first-]")).to_have_count(0)
    assert Desk.objects.get(person=alice).away == [SMR]
    press(page, "Show my first weeks", key="Space")
    expect(page.locator("[id^=first-]")).to_have_count(1)
    assert Desk.objects.get(person=alice).away == []


def test_the_page_is_skipped_to(page):
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")

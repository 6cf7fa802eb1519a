"""Goals make a tree without cycles; what does not meet is said; the dashboard asks no more for more."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from improvement.domain.actions import raise_action
from improvement.models import Action
from leadership.domain import goals
from leadership.domain.planning import set_plan
from leadership.models import Goal, Objective, ServedGoal
from leadership.queries import tree
from people.calendar import today
from people.models import User
from records.access.permits import Refused
from records.domain.errors import NotNowError
from records.domain.write import write
from tests.factories import (
    BusinessProcessFactory,
    DocumentFactory,
    GoalFactory,
    MeetingFactory,
    ObjectiveFactory,
    put_in_force,
)
from tests.leadership.objectives.conftest import approved, line, measured

pytestmark = pytest.mark.django_db


def in_force(boss, **about):
    made = GoalFactory(actor=boss, **about)
    return goals.put_in_force(Goal.objects.get(pk=made.pk), actor=boss)


def test_a_goal_cannot_stand_above_itself_and_what_was_typed_stays(boss, client_of):
    top = GoalFactory(actor=boss, title="Customers stay")
    middle = GoalFactory(actor=boss, parent=top)
    low = GoalFactory(actor=boss, parent=middle, title="Answers are quick")
    sent = {"token": "t", "version": 1, "title": "Customers stay longer", "why": "w", "parent": low.reference}
    answer = client_of(boss).post(f"{top.page_url}edit/", sent)
    assert answer.status_code == 422
    assert "each other" in answer.context["form"].errors["parent"][0]
    assert b"Customers stay longer" in answer.content
    top.refresh_from_db()
    assert top.parent is None


def test_a_goal_that_objectives_go_for_is_not_dropped(boss, smr, objective):
    goal = in_force(boss)
    ServedGoal.objects.create(goal=goal, objective=objective)
    approved(objective, smr, boss)
    with pytest.raises(NotNowError, match=objective.reference):
        goals.drop(Goal.objects.get(pk=goal.pk), actor=boss, outcome="No more")
    with pytest.raises(Refused):
        goals.put_in_force(GoalFactory(actor=smr), actor=smr)


def test_the_tree_shows_what_serves_what_and_says_what_does_not_meet(boss, smr, objective, alice, client_of):
    top, lonely = in_force(boss, title="Customers stay"), in_force(boss, title="Grow abroad")
    part = in_force(boss, title="Promises are kept", parent=top)
    ServedGoal.objects.create(goal=part, objective=objective)
    buying = BusinessProcessFactory(actor=smr, title="Purchasing")
    goals.edit(Goal.objects.get(pk=part.pk), actor=boss, action="edit", carriers=[buying])
    approved(objective, smr, boss)
    cascaded = ObjectiveFactory(
        actor=smr, owner=alice, title="Desk keeps promises", parent=objective, function="Desk", indicator=measured([80])
    )
    lost = ObjectiveFactory(actor=smr, title="Paint the hall", indicator=measured([80]))
    found = tree(boss)
    assert [branch.goal for branch in found.unserved] == [lonely]
    assert [aim.objective.pk for aim in found.aimless] == [lost.pk]
    page = client_of(boss).get("/leadership/tree/").content.decode()
    assert all(each.page_url in page for each in (top, part, lonely, objective, cascaded, lost, buying))
    assert ("No objective serves the goal" in page, "Serves no goal" in page, "● On its path" in page) == (True,) * 3


def test_the_tree_names_nothing_that_one_does_not_see(boss, smr, alice, bob, client_of):
    secret = in_force(boss, title="Sell the company", restricted=True)
    hidden = ObjectiveFactory(
        actor=smr, owner=smr, title="Open to all", indicator=measured([83], actor=boss, restricted=True)
    )
    page = client_of(bob).get("/leadership/tree/").content.decode()
    assert (secret.title in page, hidden.title in page) == (False, True)
    page = client_of(bob).get(hidden.page_url).content.decode()
    assert ("83.0" in page, "Not yours to see" in page) == (False, True)


def test_the_dashboard_asks_no_more_for_more_and_puts_red_first(boss, smr, alice, client_of):
    client = client_of(boss)
    fill(boss, smr, alice, 1)
    client.get("/leadership/")
    counts = []
    for more in (0, 3):
        fill(boss, smr, alice, more)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page = client.get("/leadership/")
        assert page.status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[0] <= 25, "\n".join(query["sql"][:160] for query in asked)
    assert page.content.index(b"Red 0") < page.content.index(b"Green 0")


def test_an_owner_who_left_is_shown_and_asked_to_be_replaced(boss, smr, objective, client_of):
    approved(objective, smr, boss)
    User.objects.filter(pk=objective.owner_id).update(is_active=False)
    page = client_of(boss).get("/leadership/").content.decode()
    assert ("Its owner left" in page, f"{objective.page_url}do/appoint/" in page) == (True, True)


def test_a_management_review_finds_the_objectives_on_its_agenda_and_another_meeting_does_not(
    boss, smr, objective, client_of
):
    approved(objective, smr, boss)
    pages = [
        client_of(smr).get(MeetingFactory(actor=smr, type=kind).page_url).content.decode()
        for kind in ("management_review", "service_review")
    ]
    assert [objective.page_url in page for page in pages] == [True, False]


def fill(boss, smr, alice, count):
    """Objectives red and green, one to approve, goals, a policy to acknowledge, late actions."""
    for n in range(count):
        goal = in_force(boss, title=f"Goal {n}")
        for name, values in (("Green", [80, 91]), ("Red", [80, 60])):
            made = ObjectiveFactory(actor=smr, owner=alice, title=f"{name} {n}", indicator=measured(values))
            set_plan(Objective.objects.get(pk=made.pk), actor=smr, lines=[line(alice)])
            ServedGoal.objects.create(goal=goal, objective=approved(Objective.objects.get(pk=made.pk), smr, boss))
        policy = DocumentFactory(actor=smr, type="policy", must_be_read=True)
        policy.audience.create()
        put_in_force(policy)
        action = raise_action(goal, actor=smr, title="Do it", owner=alice, due=today())
        action = Action.objects.get(pk=action.pk)
        action.due = today().replace(year=2020)
        write(action, actor=None, action="edit")

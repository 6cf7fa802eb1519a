"""The roadmap: what waits for what, what is late or blocked, and the burn-up as the history tells it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from conformity.domain import roadmaps
from conformity.domain.beginning import assessment_of, items_to_assess
from conformity.figures import Change, Point, burn_up, changes_until, pace_of
from conformity.measures import items_in_place, items_proven
from conformity.models import Placement, Roadmap
from conformity.queries.roadmap import roadmap_shown
from improvement.models import Action
from people.calendar import Period, today
from records.domain.bulk import Step, create_many
from records.domain.errors import InputError, NotNowError
from tests.factories import ActionFactory, RoadmapFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def roadmap(admin):
    made = RoadmapFactory(actor=admin, owner=admin)
    made.phases.create(place=1, name="First", first=made.starts, last=made.due)
    return made


@pytest.fixture
def placed(roadmap, admin):
    """Places an action on the roadmap: from a day to a day, counted from today, after others."""

    def place(begins, ends, *earlier, **about):
        action = ActionFactory(actor=admin, due=today() + timedelta(days=ends), **about)
        day = today() + timedelta(days=begins)
        return roadmaps.place(roadmap, action, actor=admin, phase=roadmap.phases.get(), begins=day, waits_for=earlier)

    return place


def shown(roadmap, user):
    return {each.placement.pk: each for each in roadmap_shown(Roadmap.objects.get(pk=roadmap.pk), user).placed}


def test_what_would_wait_for_itself_by_way_of_others_is_refused_with_the_way(roadmap, placed, admin):
    one = placed(1, 2)
    two = placed(3, 4, one)
    three = placed(5, 6, two)
    with pytest.raises(InputError) as refused:
        roadmaps.place(roadmap, one.action, actor=admin, phase=one.phase, begins=one.begins, waits_for=[three])
    names = [each.action.reference for each in (one, three, two, one)]
    assert " waits for ".join(names) in str(refused.value)
    assert list(Placement.objects.get(pk=one.pk).waits.all()) == []
    assert str(refused.value).startswith("This would go in a circle")


def test_what_is_late_comes_first_then_what_is_blocked_and_what_begins_too_early_is_said(roadmap, placed, admin):
    late = placed(-9, -2)
    blocked = placed(-1, 5, late)
    early = placed(3, 9, blocked)
    calm = placed(12, 15, early)
    found = shown(roadmap, admin)
    assert list(found) == [late.pk, blocked.pk, early.pk, calm.pk]
    assert [other.placement.pk for other in found[blocked.pk].blocked_by] == [late.pk]
    assert [other.placement.pk for other in found[early.pk].too_early_for] == [blocked.pk]
    assert found[calm.pk].too_early_for == []
    page = roadmap.page_url
    assert page


def test_an_action_that_is_not_seen_is_named_by_its_reference(roadmap, placed, admin, charlie, client_of):
    hidden = placed(-3, 4, title="Kanarienvogel", restricted=True)
    placed(5, 6, hidden, title="Open one")
    page = client_of(charlie).get(roadmap.page_url).content.decode()
    assert hidden.action.reference in page
    assert "Open one" in page
    assert "Kanarienvogel" not in page


def test_a_phase_with_actions_stays_and_days_go_forward(roadmap, placed, admin):
    placed(1, 2)
    with pytest.raises(InputError, match="Actions stand in"):
        roadmaps.set_phases(Roadmap.objects.get(pk=roadmap.pk), actor=admin, lines=[])
    line = roadmaps.PhaseLine(None, "Back", today(), today() - DAY)
    with pytest.raises(InputError, match="ends before it begins"):
        roadmaps.set_phases(Roadmap.objects.get(pk=roadmap.pk), actor=admin, lines=[line])
    with pytest.raises(InputError, match="begins after"):
        placed(5, 4)


def test_one_roadmap_is_in_force_and_needs_a_phase(roadmap, admin):
    roadmaps.enforce(Roadmap.objects.get(pk=roadmap.pk), actor=None)
    other = RoadmapFactory(actor=admin)
    with pytest.raises(NotNowError, match="no phase"):
        roadmaps.enforce(Roadmap.objects.get(pk=other.pk), actor=None)
    other.phases.create(place=1, name="First", first=other.starts, last=other.due)
    roadmaps.enforce(Roadmap.objects.get(pk=other.pk), actor=None)
    assert [(each.pk, each.state) for each in Roadmap.objects.filter(is_current=True)] == [(other.pk, "in_force")]


def test_the_burn_up_is_what_the_history_says(alice, installation):
    """Three items: one came into place and was proven, one came into place and was set back, one was only planned."""
    items = list(items_to_assess().order_by("pk")[:3])

    def at(day, state="", **more):
        return Step(datetime(2026, 3, day, 12, tzinfo=UTC), {"state": state, **more} if state else {})

    made = [
        assessment_of(items[0], created_by=alice, state="proven"),
        assessment_of(items[1], created_by=alice, state="not_started"),
        assessment_of(items[2], created_by=alice, state="planned"),
    ]
    pasts = [
        [at(1, "not_started"), at(3, "in_place"), at(4, "in_place", how="Other words"), at(8)],
        [at(1, "not_started"), at(5, "in_place"), at(9)],
        [at(1, "not_started"), at(6)],
    ]
    create_many(made, actor=None, pasts=pasts)
    days = [date(2026, 3, day) for day in (2, 3, 5, 8, 9, 20)]
    points = burn_up(changes_until(Period(days[0], days[-1]).end), days)
    assert [(point.day.day, point.there, point.proven) for point in points] == [
        (2, 0, 0), (3, 1, 0), (5, 2, 0), (8, 2, 1), (9, 1, 1), (20, 1, 1),
    ]  # fmt: skip
    fifth = Period(date(2026, 3, 1), date(2026, 3, 5))
    assert items_in_place(fifth, None).numerator == 2
    assert items_proven(fifth, None).value == Decimal(0)
    assert items_in_place(fifth, None).denominator == 381
    assert len(changes_until(Period(days[0], days[-1]).end)) == 8


def test_the_pace_says_when_all_will_be_in_place_and_when_it_cannot_say():
    begin = date(2026, 3, 2)
    weekly = [Point(begin + timedelta(weeks=week), 10 * week, 0) for week in range(7)]
    pace = pace_of(weekly, 100, begin + timedelta(weeks=8), weekly[-1].day)
    assert (pace.left, pace.per_week, pace.needed, pace.is_too_slow) == (40, 10, 20, True)
    assert pace.done_by == weekly[-1].day + timedelta(weeks=4)
    short = pace_of(weekly[:4], 100, None, weekly[3].day)
    assert (short.per_week, short.lacking, short.done_by) == (None, 2, None)
    level = pace_of([Point(each.day, 5, 0) for each in weekly], 100, None, weekly[-1].day)
    assert (level.per_week, level.done_by) == (0, None)
    assert burn_up([Change(begin, "", "proven")], [begin]) == [Point(begin, 1, 1)]


def test_an_action_is_raised_from_an_assessment_and_placed_on_the_page(roadmap, admin, client_of):
    (assessment,) = create_many([assessment_of(items_to_assess().first())], actor=admin)
    client, day = client_of(admin), today()
    form = client.get(f"{roadmap.page_url}actions/new/?source={assessment.reference}").content.decode()
    assert assessment.reference in form
    sent = {
        "token": "t", "title": "Write it down", "source": assessment.reference, "owner": admin.pk,
        "phase": roadmap.phases.get().pk, "begins": day.isoformat(), "due": (day + DAY).isoformat(),
    }  # fmt: skip
    assert client.post(f"{roadmap.page_url}actions/new/", sent).status_code == 302
    action = Action.objects.get()
    assert (action.source_id, Placement.objects.get().action_id) == (assessment.pk, action.pk)
    assert b"Write it down" in client.get(roadmap.page_url).content

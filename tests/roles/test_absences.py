"""Being away: the deputy has the tasks and rights for these days, acts for the person, and history shows both."""

from datetime import timedelta

import pytest
from django.utils.formats import date_format

from people.calendar import today
from records.access.permits import Refused, permits, require
from records.access.visibility import can_see
from records.domain.bulk import create_many
from records.domain.errors import InputError
from records.domain.links import link, unlink
from records.domain.sharing import end_share, share
from records.domain.tasks import finish_task, set_task
from records.domain.write import write
from records.holders import holders_of, people_to_tell, tasks_waiting_for
from records.models import Event, Record
from roles.domain import absences
from roles.models import Absence, Role
from standard.roles import IMPROVEMENT_CHAMPION, INTERNAL_AUDITOR, PROCESS_OWNER, SMR, TOP_MANAGEMENT
from tests.factories import OpportunityFactory, OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def away():
    """Lets somebody be away, from today on for two days unless said otherwise."""

    def declared(person, deputy, *, actor=None, starts=0, days=2):
        first = today() + starts * DAY
        absence = Absence(person=person, deputy=deputy, starts=first, ends=first + (days - 1) * DAY)
        return absences.declare(absence, actor=actor or person)

    return declared


def seen(person):
    return set(Record.objects.visible_to(person).values_list("pk", flat=True))


def test_the_deputy_sees_and_does_what_the_person_owns_and_history_says_for_whom(away, standing, alice, bob):
    idea = OpportunityFactory(actor=alice, restricted=True)
    before = can_see(bob, idea)
    away(alice, bob)
    standing(bob)
    idea.title = "Better"
    write(idea, actor=bob, action="edit")
    event = idea.events.first()
    assert (before, can_see(bob, idea), idea.pk in seen(bob)) == (False, True, True)
    assert (event.actor, event.acted_for) == (bob, alice)


def test_what_one_may_do_oneself_is_not_done_for_somebody_else(away, standing, alice, bob):
    away(alice, bob)
    standing(bob)
    idea = OpportunityFactory(actor=bob, owner=bob)
    assert (require(bob, "edit", idea), idea.events.first().acted_for) == (None, None)


def test_it_ends_with_the_last_day_and_at_once_when_it_is_called_off(away, standing, after, alice, bob, charlie):
    idea = OpportunityFactory(actor=alice, restricted=True)
    absence = away(alice, bob)
    after(1)
    on_the_last_day = bool(standing(bob).covers)
    after(2)
    assert (on_the_last_day, bool(standing(bob).covers)) == (True, False)
    after(0)
    absences.call_off(absence, actor=alice, reason="Back early")
    standing(bob)
    assert (can_see(bob, idea), idea.pk in seen(bob)) == (False, False)


def test_another_deputy_or_other_days_hold_at_once(away, give, standing, after, alice, bob, charlie):
    give(alice, PROCESS_OWNER)
    absence = away(alice, bob, days=3)
    absence.deputy, absence.ends = charlie, today()
    absences.change(absence, actor=alice)
    stand_in = [(bool(standing(person).covers), bool(standing(person).roles)) for person in (bob, charlie)]
    after(1)
    assert (stand_in, bool(standing(charlie).covers)) == ([(False, False), (True, True)], False)


def test_the_deputy_of_a_role_has_its_rights_and_the_deputy_of_the_absence_those_of_other_roles(
    away, give, standing, alice, bob, charlie
):
    give(alice, IMPROVEMENT_CHAMPION, deputy=charlie)
    give(alice, PROCESS_OWNER)
    away(alice, bob)
    assert sorted(standing(bob).roles) == [PROCESS_OWNER]
    assert sorted(standing(charlie).roles) == [IMPROVEMENT_CHAMPION]
    assert set(holders_of(PROCESS_OWNER)) == {alice, bob}


def test_a_role_given_while_the_person_is_away_goes_to_the_deputy_too_for_these_days(
    away, give, standing, after, alice, bob
):
    away(alice, bob, days=2)
    give(alice, PROCESS_OWNER)
    held = []
    for day in range(3):
        after(day)
        held.append(standing(bob).holds_role(PROCESS_OWNER))
    assert held == [True, True, False]


def test_tasks_wait_for_the_deputy_who_finishes_them_for_the_person(away, standing, alice, bob):
    idea = OpportunityFactory(actor=alice)
    task = set_task(idea, actor=alice, assignee=alice, title="Do it", due=today())
    away(alice, bob)
    standing(bob)
    assert (list(people_to_tell(task)), list(tasks_waiting_for(bob))) == ([bob], [task])
    finish_task(task, actor=bob, outcome="Done")
    event = idea.events.first()
    assert (event.action, event.actor, event.acted_for) == ("finish_task", bob, alice)


def test_what_a_deputy_shares_and_links_is_told_with_for_whom_on_both_records(away, standing, alice, bob, charlie):
    hers, other = OpportunityFactory(actor=alice, restricted=True), OpportunityFactory(actor=charlie)
    away(alice, bob)
    standing(bob)
    share(hers, charlie, actor=bob)
    end_share(hers, charlie, actor=bob)
    unlink(hers, link(hers, other, actor=bob), actor=bob)
    told = Event.objects.filter(actor=bob).order_by("id").values_list("action", "record", "acted_for")
    assert list(told) == [
        ("grant", hers.pk, alice.pk),
        ("revoke", hers.pk, alice.pk),
        *[(action, record.pk, alice.pk) for action in ("link", "unlink") for record in (hers, other)],
    ]


def test_a_role_given_by_a_deputy_is_told_so_on_the_records_it_is_held_for(away, give, standing, alice, bob, charlie):
    organisation = OrganisationFactory(actor=charlie)
    give(alice, TOP_MANAGEMENT)
    away(alice, bob)
    standing(bob)
    give(charlie, PROCESS_OWNER, [organisation], actor=bob)
    event = organisation.events.get(action="assign")
    assert (event.actor, event.acted_for) == (bob, alice)


def test_what_a_deputy_creates_at_once_is_told_with_for_whom(away, give, standing, alice, bob):
    give(alice, SMR)
    away(alice, bob)
    standing(bob)
    (made,) = create_many([Role(title="Desk lead", key="desk-lead", purpose="p", responsibilities="r")], actor=bob)
    assert (made.events.get().actor, made.events.get().acted_for) == (bob, alice)


def test_nobody_decides_for_a_person_on_what_that_person_brought_in(away, give, standing, alice, bob):
    """Nor does a deputy get around the rule that nobody decides on their own idea."""
    give(alice, IMPROVEMENT_CHAMPION)
    hers, other = OpportunityFactory(actor=alice), OpportunityFactory(actor=PersonFactory())
    away(alice, bob)
    standing(bob)
    assert [permits(bob, "accept", idea) for idea in (hers, other)] == [False, True]


def test_nobody_changes_for_a_person_the_role_that_person_holds(away, give, standing, alice, bob, charlie):
    hers, other = give(alice, SMR), give(charlie, PROCESS_OWNER)
    away(alice, bob)
    standing(bob)
    assert [permits(bob, "edit", assignment) for assignment in (hers, other)] == [False, True]


def test_a_deputy_who_is_away_in_turn_has_a_deputy_who_stands_in_for_both(away, standing, alice, bob, charlie):
    away(alice, bob, days=4)
    away(bob, charlie, starts=1, days=2)
    assert standing(charlie).covers == frozenset()
    assert set(standing(bob).covers) == {alice.pk}


def test_and_does_so_from_that_day_on(away, standing, after, alice, bob, charlie):
    away(alice, bob, days=4)
    away(bob, charlie, starts=1, days=2)
    covered = []
    for day in range(4):
        after(day)
        covered.append({alice.pk, bob.pk} & standing(charlie).covers)
    assert covered == [set(), {alice.pk, bob.pk}, {alice.pk, bob.pk}, set()]


class TestWhatIsRefused:
    def test_a_deputy_who_is_away_too(self, away, alice, bob, charlie):
        away(bob, charlie, starts=1)
        day = date_format(today() + DAY, "j M Y")
        with pytest.raises(InputError, match=f"away too, from {day} to {day}: choose") as refused:
            away(alice, bob)
        assert (refused.value.field, Absence.objects.filter(person=alice).count()) == ("deputy", 0)

    def test_a_circle_of_deputies(self, away, alice, bob, charlie):
        away(alice, bob)
        away(bob, charlie)
        with pytest.raises(InputError, match="away too"):
            away(charlie, alice)

    def test_oneself_as_deputy_and_somebody_whose_account_is_closed(self, away, alice, bob):
        gone = PersonFactory(is_active=False)
        for deputy in (alice, gone):
            with pytest.raises(InputError) as refused:
                away(alice, deputy)
            assert refused.value.field == "deputy"

    def test_days_that_end_before_they_begin_are_over_or_taken_already(self, away, alice, bob):
        away(alice, bob)
        for starts, days, field in ((3, 0, "ends"), (-9, 2, "ends"), (1, 5, "starts")):
            with pytest.raises(InputError) as refused:
                away(alice, bob, starts=starts, days=days)
            assert refused.value.field == field

    def test_sending_somebody_away_by_those_who_may_not_and_to_stand_in_oneself(self, away, give, alice, bob, charlie):
        with pytest.raises(Refused):
            away(alice, charlie, actor=bob)
        give(bob, SMR)
        with pytest.raises(InputError, match="themselves"):
            away(alice, bob, actor=bob)
        assert away(alice, charlie, actor=bob).state == "declared"


def test_the_deputy_of_an_auditor_audits_nothing_of_their_own(give, alice, bob, charlie):
    organisation = OrganisationFactory(actor=alice)
    give(charlie, PROCESS_OWNER, [organisation])
    with pytest.raises(InputError, match="audit their own work"):
        give(bob, INTERNAL_AUDITOR, [organisation], deputy=charlie)

"""Leaving: rights end at once, and what waits goes to the deputy, then to the role, never nowhere."""

import pytest
from django.urls import reverse

from jobs.domain.carrying import carry_out
from jobs.domain.queue import claim
from jobs.models import Job
from people.calendar import today
from people.domain.accounts import deactivate
from records.access.permits import Refused
from records.access.visibility import can_see
from records.domain.errors import InputError
from records.domain.tasks import set_task
from records.holders import tasks_waiting_for
from records.models import Task
from roles.domain.absences import declare
from roles.domain.leaving import ask_to_hand_over
from roles.models import Absence, Assignment
from standard.roles import PROCESS_OWNER, SMR
from tests.factories import OpportunityFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def work(alice, bob):
    """What Alice leaves: a task on Bob's record, one on her own, and a restricted record."""
    theirs, hers = OpportunityFactory(actor=bob), OpportunityFactory(actor=alice, restricted=True)
    for record, actor in ((theirs, bob), (hers, alice)):
        set_task(record, actor=actor, assignee=alice, title="Do it", due=today())
    return theirs, hers


def leave(person, admin):
    deactivate(person, actor=admin)
    while job := claim("test"):
        carry_out(job)


def test_tasks_and_records_go_to_the_deputy_with_history(work, give, standing, admin, alice, bob, charlie):
    give(alice, PROCESS_OWNER, deputy=charlie)
    leave(alice, admin)
    theirs, hers = work
    hers.refresh_from_db()
    standing(charlie)
    assert (hers.owner, can_see(charlie, hers)) == (charlie, True)
    assert set(tasks_waiting_for(charlie).values_list("record", flat=True)) == {theirs.pk, hers.pk}
    assert {"hand_over", "reassign_task"} <= set(hers.events.values_list("action", flat=True))


def test_without_a_deputy_tasks_go_to_the_role_and_the_smr_is_asked_for_the_records(
    work, give, standing, twelve, admin, alice, bob, charlie
):
    give(alice, PROCESS_OWNER)
    give(charlie, SMR)
    leave(alice, admin)
    moved = Task.objects.filter(title="Do it")
    asked = Task.objects.get(title__startswith="Hand over")
    assert {task.role_id for task in moved} == {twelve[PROCESS_OWNER].pk}
    assert (asked.role_id, "1 record" in asked.title) == (twelve[SMR].pk, True)
    standing(charlie)
    assert asked in tasks_waiting_for(charlie)


def test_the_tasks_of_a_person_without_a_role_go_to_the_smr(work, give, standing, twelve, admin, alice, charlie):
    give(charlie, SMR)
    leave(alice, admin)
    standing(charlie)
    waiting = [task for task in tasks_waiting_for(charlie) if task.title == "Do it"]
    assert len(waiting) == 2
    assert all(can_see(charlie, task.record) for task in waiting)


def test_roles_and_absences_end_at_once_and_nobody_relies_on_a_deputy_who_left(give, standing, admin, alice, bob):
    held = give(alice, PROCESS_OWNER, [OrganisationFactory()])
    relied = give(bob, PROCESS_OWNER, deputy=alice)
    leave(alice, admin)
    held.refresh_from_db()
    relied.refresh_from_db()
    assert (held.state, relied.deputy) == ("ended", None)
    assert not alice.recorduserpermission_set.exists()
    assert Assignment.objects.filter(person=alice, state="given").count() == 0


def test_nobody_stands_in_for_a_person_who_left(give, standing, admin, alice, bob):
    give(alice, PROCESS_OWNER)
    absence = declare(Absence(person=alice, deputy=bob, starts=today(), ends=today()), actor=alice)
    before = standing(bob)
    leave(alice, admin)
    absence.refresh_from_db()
    assert (set(before.covers), set(before.roles), absence.state) == ({alice.pk}, {PROCESS_OWNER}, "called_off")
    assert (set(standing(bob).covers), set(standing(bob).roles)) == (set(), set())


def test_who_stands_in_for_an_absent_person_takes_the_place_of_the_deputy_of_a_role_who_left(
    give, standing, admin, alice, bob, charlie
):
    give(bob, PROCESS_OWNER, deputy=alice)
    declare(Absence(person=bob, deputy=charlie, starts=today(), ends=today()), actor=bob)
    before = standing(charlie).holds_role(PROCESS_OWNER)
    leave(alice, admin)
    assert (before, standing(charlie).holds_role(PROCESS_OWNER)) == (False, True)


class TestHandingOver:
    def test_moves_everything_in_a_job_and_twice_is_once(self, work, client_of, standing, alice, charlie):
        asking = client_of(alice)
        answers = {"token": "h", "successor": charlie.pk, "tasks": "on", "records": "on", "reason": "Other work"}
        for _ in range(2):
            answer = asking.post(reverse("roles:hand-over", args=[alice.pk]), answers)
        assert (answer.status_code, Job.objects.filter(kind="roles.hand_over").count()) == (302, 1)
        carry_out(claim("test"))
        job = Job.objects.get(kind="roles.hand_over")
        assert (job.state, job.result_words) == ("done", f"3 things went to {charlie}")
        assert tasks_waiting_for(charlie).count() == 2
        assert set(work[1].events.filter(action="hand_over").values_list("reason", flat=True)) == {"Other work"}

    def test_a_second_run_goes_on_where_the_first_ended(self, work, alice, charlie):
        job = ask_to_hand_over(alice, actor=alice, successor=charlie, reason="Other work")
        carry_out(claim("test"))
        Job.objects.filter(pk=job.pk).update(state="queued")
        carry_out(claim("test"))
        assert work[1].events.filter(action="hand_over").count() == 1

    def test_is_for_the_person_the_smr_and_administrators(self, work, give, admin, alice, bob, charlie):
        with pytest.raises(Refused):
            ask_to_hand_over(alice, actor=bob, successor=charlie, reason="r")
        give(bob, SMR)
        assert ask_to_hand_over(alice, actor=bob, successor=charlie, reason="r").pk

    def test_those_in_charge_move_what_they_do_not_see(self, work, admin, alice, charlie):
        ask_to_hand_over(alice, actor=admin, successor=charlie, reason="She left")
        carry_out(claim("test"))
        work[1].refresh_from_db()
        assert (work[1].owner, can_see(admin, work[1])) == (charlie, False)

    def test_to_oneself_to_one_who_left_or_of_nothing_is_refused(self, work, admin, alice, charlie):
        deactivate(charlie, actor=admin)
        charlie.refresh_from_db()
        for about in (
            {"successor": alice},
            {"successor": charlie},
            {"successor": admin, "tasks": False, "records": False},
        ):
            with pytest.raises(InputError):
                ask_to_hand_over(alice, actor=alice, reason="r", **about)

"""Giving roles: their rights come with the first day and go with the last, and nobody gets what they may not have."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.calendar import today
from people.domain.accounts import deactivate
from people.domain.installation import new_set_up_token, set_up
from people.models import Installation, User
from records.access.permits import Refused, permits
from records.access.predicates import holds
from records.access.standing import HOLD
from records.access.visibility import can_see
from records.domain.errors import InputError, NotNowError
from records.domain.rights import Right, settle_rights
from records.holders import holders_of
from records.models import Event, Notice, Task
from roles.domain import assigning
from roles.domain.catalogue import record_missing_roles, retire
from roles.domain.settling import settle_all, settle_assignment
from roles.domain.upkeep import keep_up
from roles.models import Assignment, Role
from roles.panels import of_role
from standard.roles import (
    CUSTOMER_LIAISON,
    IMPROVEMENT_CHAMPION,
    INTERNAL_AUDITOR,
    PROCESS_OWNER,
    ROLES,
    SMR,
    TOP_MANAGEMENT,
)
from tests.factories import (
    AbsenceFactory,
    ContactFactory,
    OpportunityFactory,
    OrganisationFactory,
    PersonFactory,
    RoleFactory,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


class Progress:
    def tell(self, *_said):
        """Nobody listens."""


def test_the_twelve_roles_are_there_once_the_installation_is_set_up(db):
    token = new_set_up_token()
    administrator = {"email": "a@example.org", "display_name": "Ada", "password": "a sentence to remember"}
    set_up(token, organisation="Norvik", time_zone="UTC", language="en", administrator=administrator)
    record_missing_roles()
    assert sorted(Role.objects.values_list("key", flat=True)) == sorted(ROLES)
    assert Installation.current().organisation == "Norvik"
    assert all(len(role.responsibilities.splitlines()) >= 4 for role in Role.objects.all())


def test_a_role_gives_its_rights_at_once_and_takes_them_at_once(give, standing, alice, bob):
    organisation = OrganisationFactory(actor=alice, restricted=True)
    contact = ContactFactory(actor=alice, organisation=organisation)
    before = permits(bob, "edit", contact)
    made = give(bob, CUSTOMER_LIAISON, [organisation])
    held = standing(bob)
    during = (permits(bob, "edit", contact), can_see(bob, organisation), held.holds_role_for(CUSTOMER_LIAISON, contact))
    assigning.end(made, actor=bob, reason="Other work")
    assert not standing(bob).roles
    assert (before, during, permits(bob, "edit", contact)) == (False, (True, True, True), False)


def test_other_records_and_another_last_day_hold_at_once(give, standing, after, admin, alice, bob):
    first, second = OrganisationFactory.create_batch(2, actor=alice)
    made = give(bob, PROCESS_OWNER, [first])
    made.ends = today()
    assigning.change(made, actor=admin, scopes=[second])
    governed = [standing(bob).holds(organisation) for organisation in (first, second)]
    after(1)
    assert (governed, dict(standing(bob).roles)) == ([False, True], {})


def test_roles_are_offered_by_their_names_and_people_to_be_chosen(client_of, twelve, admin):
    form = client_of(admin).get("/roles/assignments/new/").context["form"]
    offered = {name: [label for _key, label in form.fields[name].choices] for name in ("role", "person", "deputy")}
    assert offered["role"][:2] == ["Choose a role", "Top management"]
    assert (offered["person"][0], offered["deputy"][0]) == ("Choose a person", "Nobody yet")


def test_a_form_begun_beside_a_role_begins_with_that_role(client_of, twelve, admin):
    role = twelve[PROCESS_OWNER]
    form = client_of(admin).get(f"/roles/assignments/new/?role={role.reference}").context["form"]
    assert form["role"].value() == role.pk


def test_a_role_that_cannot_be_one_is_refused_at_its_field(client_of, admin, twelve):
    answer = client_of(admin).post("/roles/assignments/new/", {"role": "\x00", "version": 0})
    assert answer.status_code == 422
    assert answer.context["form"].errors["role"]


def test_a_person_whose_account_was_closed_while_one_typed_is_named(client_of, twelve, admin, bob):
    client = client_of(admin)
    form = client.get("/roles/assignments/new/").context["form"]
    values = {name: form[name].value() or "" for name in form.fields}
    User.objects.filter(pk=bob.pk).update(is_active=False)
    answer = client.post("/roles/assignments/new/", {**values, "person": bob.pk, "role": twelve[PROCESS_OWNER].pk})
    assert answer.context["form"].errors["person"] == ["The account of Bob Costa is deactivated: choose somebody else"]


def test_an_assignment_says_what_it_is_held_for_as_far_as_one_sees_it(client_of, give, alice, bob):
    whole = give(bob, PROCESS_OWNER)
    seen = give(bob, PROCESS_OWNER, [OrganisationFactory(title="Fjord Line")])
    hidden = give(bob, PROCESS_OWNER, [OrganisationFactory(restricted=True, title="Secret")])
    pages = [client_of(alice).get(made.page_url).content.decode() for made in (whole, seen, hidden)]
    said = ("For the whole system.", "Fjord Line", "For records that you do not see.")
    assert all(words in page for words, page in zip(said, pages, strict=True))
    assert "Secret" not in pages[2]


def test_the_task_to_accept_a_role_leads_to_where_it_is_accepted_or_declined(client_of, give, bob):
    made = give(bob, PROCESS_OWNER)
    task, client = Task.objects.get(), client_of(bob)
    waiting = client.get("/").context["tasks"]
    assert [row.url for row in waiting] == [made.page_url]
    assert "do/accept/" in client.get(made.page_url).content.decode()
    finish = f"{made.page_url}tasks/{task.pk}/finish/"
    assert finish not in client.get(f"{made.page_url}tasks/").content.decode()
    assert client.get(finish).url == made.page_url
    answer = client.post(f"{made.page_url}do/accept/", {"token": "t", "version": made.version}, follow=True)
    assert f"{made.reference} is now: Accepted." in answer.content.decode()
    assert Task.objects.get().done is not None


def test_an_absence_says_that_there_is_no_more_to_it(client_of, bob, alice):
    page = client_of(alice).get(AbsenceFactory(person=bob).page_url).content.decode()
    assert "All there is to it stands above." in page


def test_a_role_holds_from_its_first_day_to_its_last(give, standing, after, alice, bob):
    hidden = OpportunityFactory(actor=alice, restricted=True)
    give(bob, IMPROVEMENT_CHAMPION, starts=today() + DAY, ends=today() + 3 * DAY)
    held = []
    for days in range(5):
        after(days)
        holds_it = standing(bob).holds_role(IMPROVEMENT_CHAMPION)
        held.append((holds_it, bob in holders_of(IMPROVEMENT_CHAMPION), can_see(bob, hidden)))
    assert held == [(is_held,) * 3 for is_held in (False, True, True, True, False)]


def test_a_role_sees_what_its_work_asks_for_and_decides_on_it_but_not_on_its_own(give, alice, bob, charlie):
    give(bob, IMPROVEMENT_CHAMPION)
    ideas = [OpportunityFactory(actor=person, owner=alice, restricted=True) for person in (alice, bob)]
    assert [can_see(bob, idea) for idea in ideas] == [True, True]
    assert [permits(bob, "accept", idea) for idea in ideas] == [True, False]
    assert not can_see(charlie, ideas[0])


def test_a_rule_of_the_scope_is_met_for_the_records_the_role_is_held_for_alone(give, alice, bob):
    within, apart = (ContactFactory(actor=alice, organisation=OrganisationFactory(actor=alice)) for _ in range(2))
    give(bob, CUSTOMER_LIAISON, [within.organisation])
    of_scope = holds(CUSTOMER_LIAISON).of_scope
    assert [of_scope(bob, record) for record in (within, within.organisation, apart)] == [True, True, False]


def test_two_assignments_give_the_same_and_ending_one_leaves_the_other(give, standing, alice, bob):
    organisation = OrganisationFactory(actor=alice)
    first = give(bob, CUSTOMER_LIAISON, [organisation])
    give(bob, PROCESS_OWNER, [organisation])
    assigning.end(first, actor=bob, reason="One is enough")
    assert standing(bob).holds(organisation)
    assert sorted(standing(bob).roles) == [PROCESS_OWNER]


def test_an_auditor_sees_what_the_role_is_held_for_and_governs_none_of_it(give, standing, alice, bob):
    organisation = OrganisationFactory(actor=alice, restricted=True)
    give(bob, INTERNAL_AUDITOR, [organisation])
    assert (can_see(bob, organisation), standing(bob).holds(organisation)) == (True, False)
    assert not permits(bob, "edit", organisation)


class TestWhatIsRefused:
    def test_a_role_for_a_person_whose_account_is_closed(self, give, admin, bob):
        deactivate(bob, actor=admin)
        bob.refresh_from_db()
        with pytest.raises(InputError, match="deactivated") as refused:
            give(bob, PROCESS_OWNER)
        assert refused.value.field == "person"

    @pytest.mark.parametrize(("starts", "ends"), [(0, -1), (5, 4), (-9, -1)])
    def test_a_term_that_ends_before_it_begins_or_is_over(self, give, bob, starts, ends):
        with pytest.raises(InputError) as refused:
            give(bob, PROCESS_OWNER, starts=today() + starts * DAY, ends=today() + ends * DAY)
        assert (refused.value.field, Assignment.objects.count()) == ("ends", 0)

    def test_a_role_for_oneself_and_being_the_deputy_of_whom_one_appoints(self, give, admin, bob):
        for person, deputy, field in ((admin, None, "person"), (bob, admin, "deputy")):
            with pytest.raises(InputError, match="themselves") as refused:
                give(person, PROCESS_OWNER, deputy=deputy)
            assert refused.value.field == field

    def test_a_role_given_by_somebody_who_may_not(self, give, alice, bob):
        with pytest.raises(Refused):
            give(bob, PROCESS_OWNER, actor=alice)

    def test_top_management_named_by_those_who_report_to_it(self, give, alice, bob):
        give(alice, SMR)
        with pytest.raises(Refused):
            give(bob, TOP_MANAGEMENT, actor=alice)
        assert give(bob, PROCESS_OWNER, actor=alice).state == "given"

    def test_changing_who_is_top_management_by_those_who_report_to_it(self, give, alice, bob):
        give(alice, SMR)
        made = [give(bob, role) for role in (TOP_MANAGEMENT, PROCESS_OWNER)]
        assert [permits(alice, "edit", assignment) for assignment in made] == [False, True]

    def test_the_same_role_for_the_same_records_twice(self, give, bob):
        first = give(bob, PROCESS_OWNER, ends=today() + DAY)
        with pytest.raises(InputError, match=first.reference):
            give(bob, PROCESS_OWNER, starts=today() + DAY)
        assert give(bob, PROCESS_OWNER, starts=today() + 2 * DAY).state == "given"

    @pytest.mark.parametrize("order", [(PROCESS_OWNER, INTERNAL_AUDITOR), (INTERNAL_AUDITOR, PROCESS_OWNER)])
    def test_auditing_what_one_answers_for(self, give, alice, bob, order):
        organisation, other = OrganisationFactory.create_batch(2, actor=alice)
        give(bob, order[0], [organisation])
        with pytest.raises(InputError, match="audit their own work") as refused:
            give(bob, order[1], [organisation])
        assert refused.value.field == "person"
        assert give(bob, order[1], [other]).state == "given"

    def test_auditing_the_whole_system_while_answering_for_all_of_it(self, give, bob):
        give(bob, PROCESS_OWNER)
        with pytest.raises(InputError, match="audit their own work") as refused:
            give(bob, INTERNAL_AUDITOR)
        assert refused.value.field == "person"

    def test_auditing_as_the_deputy_of_somebody_while_running_the_system(self, give, bob, charlie):
        give(bob, SMR)
        with pytest.raises(InputError, match="audit their own work") as refused:
            give(charlie, INTERNAL_AUDITOR, deputy=bob)
        assert refused.value.field == "deputy"

    def test_another_person_or_role_for_an_assignment(self, give, admin, bob, charlie):
        made = give(bob, PROCESS_OWNER)
        made.person = charlie
        with pytest.raises(InputError, match="make another"):
            assigning.change(made, actor=admin)


class TestAccepting:
    def test_is_asked_of_the_person_by_a_task_and_answers_it(self, give, bob):
        made = give(bob, PROCESS_OWNER)
        task = Task.objects.get(assignee=bob, done=None)
        assigning.accept(made, actor=bob)
        task.refresh_from_db()
        made.refresh_from_db()
        assert (made.state, made.accepted is not None, task.done is not None) == ("accepted", True, True)

    def test_is_for_the_person_alone(self, give, admin, bob):
        with pytest.raises(Refused):
            assigning.accept(give(bob, PROCESS_OWNER), actor=admin)

    def test_is_asked_no_more_once_the_role_has_ended_and_what_was_told_of_it_is_read(self, give, admin, bob):
        made = give(bob, PROCESS_OWNER)
        told = Notice.objects.filter(person=bob, read=None).count()
        assigning.end(made, actor=admin, reason="Other work")
        asked = Task.objects.get()
        assert (told, Notice.objects.filter(person=bob, read=None).count()) == (1, 0)
        assert (asked.cancelled, asked.outcome, asked.done_by) == (True, "Other work", None)

    def test_declining_ends_the_rights_at_once(self, give, standing, bob):
        made = give(bob, PROCESS_OWNER)
        assigning.decline(made, actor=bob, reason="No time for it")
        assert not standing(bob).roles
        assert not Task.objects.filter(done=None).exists()


class TestUpkeep:
    def test_says_of_passed_terms_that_they_ended_and_a_second_run_does_nothing(self, give, after, bob):
        made = give(bob, PROCESS_OWNER, ends=today() + DAY)
        after(2)
        for _ in range(2):
            keep_up(Progress())
        made.refresh_from_db()
        assert made.state == "ended"
        assert Event.objects.filter(record_id=made.pk, action="end").count() == 1

    def test_writes_anew_what_was_lost(self, give, standing, bob):
        made = give(bob, PROCESS_OWNER)
        made.user_grants.all().delete()
        bob.recorduserpermission_set.all().delete()
        assert not standing(bob).roles
        keep_up(Progress())
        assert standing(bob).holds_role(PROCESS_OWNER)

    def test_takes_away_what_nobody_gave(self, give, standing, bob, charlie):
        made = give(bob, PROCESS_OWNER)
        settle_rights(made, [Right(charlie, made.role_id, HOLD, PROCESS_OWNER, today(), None)], [], actor=None)
        keep_up(Progress())
        assert (bool(standing(bob).roles), bool(standing(charlie).roles)) == (True, False)

    def test_writes_nothing_where_all_is_as_it_should_be(self, give, alice, bob, charlie):
        give(alice, IMPROVEMENT_CHAMPION, [OrganisationFactory(actor=bob)])
        give(alice, SMR, deputy=charlie)
        AbsenceFactory(actor=alice, deputy=bob)
        with CaptureQueriesContext(connection) as queries:
            settle_all()
        asked = [query["sql"] for query in queries]
        assert [sql for sql in asked if not sql.startswith("SELECT") or "FOR " in sql] == []
        assert any("records_standin" in sql for sql in asked)


class TestRolesOfOurOwn:
    def test_are_given_and_have_tasks_like_the_twelve(self, give, twelve, standing, alice, bob):
        own = RoleFactory(actor=alice, title="Service desk lead", key="service-desk-lead")
        twelve[own.key] = own
        give(bob, own.key)
        assert standing(bob).role_records == {own.pk}

    def test_are_retired_when_nobody_holds_them(self, give, twelve, admin, alice, bob):
        twelve["own"] = own = RoleFactory(actor=alice, key="own")
        made = give(bob, "own")
        with pytest.raises(NotNowError, match="Somebody holds"):
            retire(own, actor=admin, reason="Not needed")
        assigning.end(made, actor=admin, reason="Not needed")
        own.refresh_from_db()
        assert retire(own, actor=admin, reason="Not needed").state == "retired"

    def test_the_twelve_are_not_retired(self, twelve, admin):
        with pytest.raises(NotNowError, match="twelve"):
            retire(twelve[SMR], actor=admin, reason="Not needed")


def test_the_page_of_a_role_has_those_first_who_hold_it(give, twelve, admin, alice, bob, charlie):
    accepted, ended, declined, given = (
        give(person, PROCESS_OWNER) for person in (alice, bob, charlie, PersonFactory())
    )
    assigning.accept(accepted, actor=alice)
    assigning.end(ended, actor=admin, reason="Other work")
    assigning.decline(declined, actor=charlie, reason="No time for it")
    assert list(of_role(twelve[PROCESS_OWNER], admin)) == [given, accepted, declined, ended]


def test_settling_asks_the_same_for_many_records_as_for_few(give, alice, bob, charlie):
    counts = []
    for person, count in ((bob, 1), (charlie, 9)):
        made = give(person, PROCESS_OWNER, OrganisationFactory.create_batch(count, actor=alice))
        with CaptureQueriesContext(connection) as queries:
            settle_assignment(made)
        counts.append(len(queries))
    assert counts[0] == counts[1]

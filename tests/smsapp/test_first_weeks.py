"""First weeks in a role: five steps each, done when the record is there and not before."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from improvement.domain.opportunities import decline
from improvement.models import Opportunity
from parties.models import Organisation
from records.deeds import deeds_of
from records.domain.bulk import create_many
from records.domain.comments import add_comment
from records.domain.evidence import add_evidence
from roles.domain.assigning import accept
from shell.registry import FirstStep, registry
from standard.models import RequirementItem
from standard.roles import CUSTOMER_LIAISON, IMPROVEMENT_CHAMPION, ROLES, SMR, TOP_MANAGEMENT
from tests.factories import AssignmentFactory, OpportunityFactory, OrganisationFactory, RoleFactory
from tests.smsapp.desk import give_role

pytestmark = pytest.mark.django_db

NEW_ROLE = "/roles/assignments/new/"


def steps(client, role):
    found = next(weeks for weeks in client.get("/").context["first_weeks"] if weeks.role.key == role)
    return {step.step.key.partition(".")[2]: step for step in found.steps}


def done(client, role):
    return [name for name, step in steps(client, role).items() if step.is_done]


def test_every_role_has_five_steps_each_with_words_of_its_own():
    found = {role: [step for step in registry.all(FirstStep) if step.role == role] for role in ROLES}
    assert {role: len(each) for role, each in found.items()} == dict.fromkeys(ROLES, 5)
    assert all(len({str(step.label) for step in each}) == 5 for each in found.values())


def test_every_step_leads_to_a_page_that_its_person_sees(client_of, alice):
    client = client_of(alice)
    assert {client.get(step.url).status_code for step in registry.all(FirstStep) if step.url != NEW_ROLE} == {200}


def test_the_way_to_giving_a_role_is_open_to_those_whose_step_it_is(client_of, alice):
    assert {step.role for step in registry.all(FirstStep) if step.url == NEW_ROLE} == {TOP_MANAGEMENT, SMR}
    give_role(alice, SMR)
    assert client_of(alice).get(NEW_ROLE).status_code == 200


def test_accepting_a_role_is_its_first_step(client_of, alice, bob):
    role = RoleFactory(key=IMPROVEMENT_CHAMPION, title="Improvement champion")
    assignment = AssignmentFactory(person=alice, role=role)
    client = client_of(alice)
    assert done(client, IMPROVEMENT_CHAMPION) == []
    accept(assignment, actor=alice)
    assert done(client, IMPROVEMENT_CHAMPION) == ["accept"]


def test_a_role_of_the_organisations_own_has_a_name_and_no_steps(client_of, alice):
    AssignmentFactory(person=alice, role=RoleFactory(title="ITIL guide", key="itil-guide"))
    page = client_of(alice).get("/").context
    assert (page["introduction"], page["first_weeks"]) == ("You are ITIL guide.", [])


def test_who_holds_no_role_has_no_first_weeks(client_of, alice):
    assert client_of(alice).get("/").context["first_weeks"] == []


def test_a_step_is_done_when_its_person_has_done_it_and_the_first_that_is_not_is_the_next(client_of, alice, bob):
    give_role(alice, IMPROVEMENT_CHAMPION)
    client = client_of(alice)
    assert [name for name, step in steps(client, IMPROVEMENT_CHAMPION).items() if step.is_next] == ["accept"]
    OpportunityFactory(actor=bob)
    assert done(client, IMPROVEMENT_CHAMPION) == []
    OpportunityFactory(actor=alice)
    decline(OpportunityFactory(actor=bob, owner=alice), actor=alice, reason="No")
    assert done(client, IMPROVEMENT_CHAMPION) == ["idea", "decide"]
    assert [name for name, step in steps(client, IMPROVEMENT_CHAMPION).items() if step.is_next] == ["accept"]


def test_a_step_that_asks_for_a_certain_organisation_is_not_done_by_another(client_of, alice):
    give_role(alice, SMR)
    client = client_of(alice)
    OrganisationFactory(actor=alice, is_supplier=True)
    assert done(client, SMR) == []
    OrganisationFactory(actor=alice, is_certification_body=True)
    assert done(client, SMR) == ["body"]


def test_a_step_that_asks_for_a_certain_source_is_not_done_by_another(client_of, alice):
    give_role(alice, CUSTOMER_LIAISON)
    client = client_of(alice)
    OpportunityFactory(actor=alice)
    assert done(client, CUSTOMER_LIAISON) == []
    OpportunityFactory(actor=alice, source=Opportunity.Source.CUSTOMER)
    assert done(client, CUSTOMER_LIAISON) == ["idea"]


def test_evidence_counts_for_the_clause_it_is_of(client_of, alice):
    give_role(alice, TOP_MANAGEMENT)
    client = client_of(alice)
    mine = OpportunityFactory(actor=alice)
    for number, found in (("10.2", []), ("5.1", ["evidence"])):
        add_evidence(mine, RequirementItem.objects.filter(clause__number=number).first(), actor=alice, shows="It")
        assert done(client, TOP_MANAGEMENT) == found


def test_one_query_tells_what_was_done(alice, django_assert_num_queries):
    OrganisationFactory(actor=alice, is_customer=True)
    asked = {deed for step in registry.all(FirstStep) for deed in step.deeds}
    with django_assert_num_queries(1):
        found = deeds_of(alice, asked)
    assert found == {("organisation", "is_customer=True")}


def test_a_deed_is_found_however_much_came_before_and_after(alice):
    create_many([Organisation(title=f"Norvik {n}", is_supplier=True, owner=alice) for n in range(700)], actor=alice)
    add_comment(OpportunityFactory(actor=alice), actor=alice, text="The one")
    create_many([Organisation(title=f"Sorvik {n}", is_supplier=True, owner=alice) for n in range(700)], actor=alice)
    asked = {("opportunity", "comment"), ("", "comment"), ("organisation", "comment"), ("", "attach")}
    created = {("organisation", "create"), ("opportunity", "create")}
    assert deeds_of(alice, asked | created | {("contact", "create")}) == {
        ("opportunity", "comment"), ("", "comment"), *created,
    }  # fmt: skip


@pytest.mark.parametrize("deed", [("contact", "create"), ("", "attach"), ("organisation", "is_customer=True")])
def test_deeds_are_found_by_an_index(alice, deed):
    with CaptureQueriesContext(connection) as queries:
        deeds_of(alice, {deed})
    plan = explained(queries[0]["sql"])
    assert "event_deed" in plan


def explained(sql):
    """How the database would find it, without the small tables it would rather walk."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {'QUERY PLAN ' if connection.vendor == 'sqlite' else ''}{sql}")
        return str(cursor.fetchall())


def test_first_weeks_are_put_away_and_brought_back_and_the_choice_stays_with_the_account(client_of, alice, bob):
    give_role(alice, SMR)
    give_role(alice, TOP_MANAGEMENT)
    give_role(bob, SMR)
    client_of(alice).post("/my-work/first-weeks/", {"role": SMR, "away": "1"})
    shown = {
        person: [weeks.role.key for weeks in client_of(person).get("/").context["first_weeks"]]
        for person in (alice, bob)
    }
    assert shown == {alice: [TOP_MANAGEMENT], bob: [SMR]}
    assert (
        "Show my first weeks as service management representative (SMR)" in client_of(alice).get("/").content.decode()
    )
    client_of(alice).post("/my-work/first-weeks/", {"role": SMR})
    assert [weeks.role.key for weeks in client_of(alice).get("/").context["first_weeks"]] == [TOP_MANAGEMENT, SMR]


def test_a_role_there_is_not_has_no_first_weeks_to_put_away(client_of, alice):
    assert client_of(alice).post("/my-work/first-weeks/", {"role": "king", "away": "1"}).status_code == 404


def test_no_step_is_ticked_by_hand(client_of, alice):
    give_role(alice, SMR)
    client = client_of(alice)
    client.post("/my-work/first-weeks/", {"role": SMR, "body": "done", "is_done": "1"})
    assert done(client, SMR) == []
    assert Organisation.objects.filter(is_certification_body=True).count() == 0

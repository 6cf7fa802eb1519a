"""The authority matrix is what the rules answer: asked of real people, real roles and real records."""

from datetime import timedelta

import pytest
from django.urls import reverse

from jobs.domain.carrying import carry_out
from jobs.domain.queue import claim
from jobs.models import Job
from people.calendar import today
from records.access.permits import permits
from records.kind import all_kinds
from roles.matrix import ANY, IN_SCOPE, NOT, SOME, authority_matrix, columns
from roles.queries import held_roles, holders_today, raci, reaches
from standard.roles import PROCESS_OWNER, ROLES, SMR
from tests.factories import FACTORIES, OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(give, admin):
    """Who holds each role for the whole system, and who for one record; a colleague and an administrator."""
    scope = OrganisationFactory()
    held = {key: (PersonFactory(), PersonFactory()) for key in ROLES}
    for key, (whole, part) in held.items():
        give(whole, key)
        give(part, key, [scope])
    other = PersonFactory()
    return scope, {**held, "everybody": (other, other), "administrator": (admin, admin)}


def answered(kind, action, person, record):
    return permits(person, action, kind.model if action == "create" else record)


def answer(kind, action, whole, part, apart, within):
    if answered(kind, action, whole, apart):
        return ANY
    return IN_SCOPE if answered(kind, action, part, within) else NOT


@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.key)
def test_every_mark_is_what_the_rules_say_to_somebody_who_is_that(people, admin, kind):
    scope, held = people
    pairs = [(FACTORIES[kind.key](**variant), FACTORIES[kind.key](**variant)) for variant in kind.variants]
    for _apart, within in pairs:
        within.scope_id = scope.pk
    section = next(found for found in authority_matrix(reaches(admin)) if found.kind is kind)
    wrong = []
    for line in section.lines:
        for column, printed in zip(columns(), line.marks, strict=True):
            whole, part = held[column.key]
            found = {answer(kind, line.action, whole, part, *pair) for pair in pairs}
            expected = found.pop() if len(found) == 1 else SOME
            if printed != expected:
                wrong.append((line.action, column.key, printed, expected))
    assert wrong == []
    assert len(section.lines) == len(kind.model.rules)


def test_the_pages_name_who_holds_each_role_today(give, client_of, twelve, alice, bob):
    give(bob, PROCESS_OWNER)
    pages = {
        name: client_of(alice).get(reverse(f"roles:{name}")).content.decode()
        for name in ("overview", "responsibilities")
    }
    assert all("Bob Costa" in page for page in pages.values())
    assert "Vacant" in pages["overview"]


def test_a_role_that_ends_soon_or_is_vacant_is_flagged(give, after, twelve, alice, bob):
    last = today() + timedelta(days=40)
    give(bob, PROCESS_OWNER, ends=last)
    flags = []
    for days in (0, 15, 41):
        after(days)
        found = {held.role.key: held for held in held_roles(alice)}
        flags.append((found[PROCESS_OWNER].is_vacant, found[PROCESS_OWNER].ends, found[SMR].is_vacant))
    assert flags == [(False, None, True), (False, last, True), (True, None, True)]


def test_responsibilities_stand_beside_the_names_of_today(give, bob):
    give(bob, PROCESS_OWNER)
    assert [clause.letters[1] for clause in raci() if clause.number == "4.1"] == ["R"]
    assert [holder.person for holder in holders_today()[PROCESS_OWNER]] == [bob]


@pytest.mark.django_db(transaction=True)
def test_it_is_printed_by_a_job(give, client_of, alice, bob):
    give(bob, PROCESS_OWNER)
    answer = client_of(alice).post(reverse("roles:paper"))
    carry_out(claim("test"))
    job = Job.objects.get(kind="roles.paper")
    assert (answer.status_code, job.state, job.error) == (302, "done", "")
    assert job.file.size > 10_000

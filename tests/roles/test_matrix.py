"""The authority matrix is what the rules answer: asked of real people, real roles and real records."""

import re
from datetime import timedelta
from html import unescape
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from jobs.domain.carrying import carry_out
from jobs.domain.queue import claim
from jobs.models import Job
from people.calendar import today
from records.access.permits import permits
from records.access.predicates import anyone
from records.kind import all_kinds
from records.words import ACTIONS
from roles.matrix import ANY, IN_SCOPE, NOT, SOME, authority_matrix, columns
from roles.paper import authority_context, raci_context
from roles.queries import held_roles, holders_today, raci, reaches
from standard.roles import PROCESS_OWNER, ROLES, SHORT, SMR
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
    (section,) = authority_matrix([kind], reaches(admin))
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


def test_the_words_of_a_rule_name_exactly_those_who_are_marked_for_any_record(twelve, admin):
    lines = [line for section in authority_matrix(all_kinds(), reaches(admin)) for line in section.lines]
    wrong = []
    for line in lines:
        words = str(line.rule).lower()
        named = [column.key for column in columns() if str(column.label).lower() in words]
        marked = [column.key for column, mark in zip(columns(), line.marks, strict=True) if mark == ANY]
        if named != marked and not words.startswith(str(anyone.label)):
            wrong.append((line.action, words, named, marked))
    assert wrong == []


def rows_of(text):
    """The rows of a matrix as they are read: its head, or an action with its marks and its rule."""
    rows = [
        re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        for row in re.findall(r"<tr>(.*?)</tr>", text, re.DOTALL)
    ]
    return [
        [" ".join(unescape(strip_tags(cell)).split()) for cell in row] for row in rows if len(row) == len(columns()) + 2
    ]


def rows_to_be(sections, words):
    """The rows of actions: named as the kind names them, with the rule that is enforced in words."""
    for section in sections:
        labels = {**ACTIONS, **{key: own.label for key, own in section.kind.wordings.items()}}
        labels |= {action.key: action.label for action in section.kind.actions}
        for line in section.lines:
            rule = section.kind.model.rules[line.action]
            yield [str(labels[line.action]), *(words[mark] for mark in line.marks), str(rule.label)]


def test_the_page_and_the_paper_show_the_marks_and_the_rules_as_they_are(twelve, client_of, admin):
    context = authority_context(admin)
    page = rows_of(client_of(admin).get(reverse("roles:authority")).content.decode())
    paper = SimpleNamespace(title="Authority", lang="en", reference="A", organisation="Norvik", as_of=timezone.now())
    print_out = rows_of(render_to_string("roles/paper/authority.html", {**context, **raci_context(), "paper": paper}))
    head = ["Action", *(str(column.label) for column in columns()), "By the rule"]
    assert [row for row in page if row != head] == list(
        rows_to_be(context["sections"], {ANY: "any", SOME: "some types", IN_SCOPE: "in scope", NOT: "no"})
    )
    assert page.count(head) == len(context["sections"])
    short = ["Action", "All", *(SHORT[key] for key in ROLES), "Adm", "By the rule"]
    assert print_out.count(short) == len(context["sections"])
    assert [row for row in print_out if row != short] == list(
        rows_to_be(context["sections"], {ANY: "●", SOME: "◐", IN_SCOPE: "○", NOT: ""})
    )


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

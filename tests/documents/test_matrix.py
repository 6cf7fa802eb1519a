"""The approval matrix is changed by two people, and read when a version is submitted."""

import pytest

from documents.domain.approval import submit
from documents.domain.matrix import agree, propose, record_missing_types, take_back
from documents.domain.publishing import next_review
from documents.enums import USAGES
from documents.models import DocumentType
from people.calendar import today
from records.access.permits import Refused
from records.domain.errors import InputError
from records.models import Task
from standard.catalogue import role_label
from standard.roles import DOCUMENTATION_MANAGER, PROCESS_OWNER, SMR, TOP_MANAGEMENT
from tests.factories import DocumentFactory, PersonFactory

pytestmark = pytest.mark.django_db
AS_IT_WAS = {"approver": TOP_MANAGEMENT, "or_approver": "", "quorum": 1, "review_months": 12, "retention_years": 6}


def stored(type_="policy"):
    return DocumentType.objects.get(type=type_)


@pytest.fixture
def matrix(admin):
    """The types of an installation that was set up."""
    record_missing_types(admin)


@pytest.fixture
def owner_of_processes(give):
    person = PersonFactory(display_name="Petra Process")
    give(person, PROCESS_OWNER)
    return person


def change(manager, **rule):
    return propose(stored(), actor=manager, reason="Auditors asked", **{**AS_IT_WAS, **rule})


def test_an_installation_begins_with_what_the_product_says(matrix, admin):
    record_missing_types(admin)
    rules = {found.type: (found.approvers, found.quorum, found.review_months) for found in DocumentType.objects.all()}
    assert rules == {key: (usage.approvers, 1, usage.review_months) for key, usage in USAGES.items()}
    assert min(DocumentType.objects.values_list("reference", flat=True)) == "DT-001"


def test_what_is_proposed_holds_once_top_management_agrees(matrix, manager, director, policy):
    change(manager, approver=PROCESS_OWNER, quorum=2)
    assert (stored().state, stored().approver) == ("proposed", TOP_MANAGEMENT)
    assert Task.objects.get(record=stored().pk, done=None).role.child().key == TOP_MANAGEMENT
    agree(stored(), actor=director)
    assert (stored().state, stored().approver, stored().quorum, stored().proposed) == ("in_force", PROCESS_OWNER, 2, {})
    assert not Task.objects.filter(record=stored().pk, done=None).exists()
    said = [event.detail["what"] for event in stored().events.filter(action__in=["propose", "agree"])]
    assert said == ["Approved by: Process owner; Signatures needed: 2"] * 2


def test_nobody_lets_a_change_of_their_own_through(matrix, manager, director, give):
    give(manager, SMR)
    change(manager, approver=DOCUMENTATION_MANAGER)
    with pytest.raises(Refused, match="not who proposed"):
        agree(stored(), actor=manager)
    other = PersonFactory()
    give(other, DOCUMENTATION_MANAGER)
    with pytest.raises(Refused):
        agree(stored(), actor=other)
    with pytest.raises(Refused):
        propose(stored(), actor=director, reason="r", **{**AS_IT_WAS, "quorum": 3})


def test_what_is_in_review_keeps_the_rule_it_was_submitted_under(
    matrix, manager, director, owner_of_processes, policy, alice, sign, now
):
    submit(policy, actor=alice)
    change(manager, approver=PROCESS_OWNER, quorum=2)
    agree(stored(), actor=director)
    with pytest.raises(Refused):
        sign(policy, owner_of_processes)
    sign(policy, director)
    assert now(policy).state == "approved"
    assert (now(policy).in_work.asked_roles, now(policy).in_work.asked_quorum) == ([TOP_MANAGEMENT], 1)


def test_what_is_submitted_from_then_on_follows_the_new_rule(
    matrix, manager, director, owner_of_processes, alice, sign, now, give
):
    change(manager, approver=PROCESS_OWNER, quorum=2)
    agree(stored(), actor=director)
    policy = DocumentFactory(actor=alice)
    submit(policy, actor=alice)
    with pytest.raises(Refused):
        sign(policy, director)
    second = PersonFactory()
    give(second, PROCESS_OWNER)
    sign(policy, owner_of_processes)
    assert now(policy).state == "in_review"
    sign(policy, second)
    assert now(policy).state == "approved"


def test_reviews_and_retention_follow_the_type_unless_the_document_says_otherwise(
    matrix, manager, director, policy, alice, now
):
    own = DocumentFactory(actor=alice, review_months=3, retention_years=2)
    change(manager, review_months=6, retention_years=10)
    agree(stored(), actor=director)
    assert [(found.months_between_reviews, found.years_kept) for found in (now(policy), now(own))] == [(6, 10), (3, 2)]
    assert (next_review(now(policy)) - today()).days > 180


def test_a_proposal_can_be_taken_back_and_one_that_changes_nothing_is_none(matrix, manager, director):
    with pytest.raises(InputError, match="change something"):
        change(manager)
    with pytest.raises(InputError, match="another role"):
        change(manager, or_approver=TOP_MANAGEMENT)
    change(manager, quorum=2)
    take_back(stored(), actor=manager, reason="No")
    assert (stored().state, stored().quorum, stored().proposed) == ("in_force", 1, {})


def test_the_matrix_is_a_table_and_a_proposal_shows_what_holds_beside_it(matrix, manager, director, client_of):
    page = client_of(manager).get("/documents/types/").content.decode()
    assert str(role_label(TOP_MANAGEMENT)) in page
    assert "12 months" in page
    given = {**AS_IT_WAS, "quorum": 2, "reason": "Safer", "token": "t", "version": stored().version}
    answer = client_of(manager).post(f"{stored().page_url}do/propose/", given)
    assert answer.status_code == 302
    page = client_of(director).get(stored().page_url).content.decode()
    assert "Dora Manager proposes" in page
    assert "do/agree/" in page

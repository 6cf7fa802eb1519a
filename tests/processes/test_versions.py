"""Versions of a process: submitted whole, signed by somebody who did not write it, published, and kept as they were."""

import json

import pytest
from django.db import DatabaseError, transaction

from processes.domain import approving, defining
from processes.domain.copies import read
from processes.models import Process, ProcessVersion
from records.access.permits import Refused
from records.domain.errors import InputError, NotNowError, StaleError
from records.domain.files import open_content
from records.models import Event, Task
from standard.models import RequirementItem
from standard.roles import TOP_MANAGEMENT
from tests.factories import PASSWORD, ProcessFactory

pytestmark = pytest.mark.django_db


def submitted(process, alice, now):
    return approving.submit(now(process), actor=alice, reason="First version")


def published(process, alice, director, now, sign):
    submitted(process, alice, now)
    sign(process, director)
    return approving.publish(now(process), actor=alice)


def test_a_process_that_lacks_something_is_not_submitted_and_the_page_says_what(alice, now, client_of):
    process = ProcessFactory(actor=alice, owner=alice, trigger="", outputs=" ")
    process.activities.create(place=2, title="Nobody's", raci={"smr": "R"})
    page = client_of(alice).get(process.page_url).content.decode()
    with pytest.raises(NotNowError) as refused:
        submitted(process, alice, now)
    for words in ("a trigger", "inputs and outputs", "exactly one A for each activity"):
        assert words in str(refused.value)
        assert words in page


def test_whoever_wrote_it_does_not_approve_it_alone(process, alice, representative, director, now, sign):
    defining.set_activities(
        now(process), actor=representative, steps=[defining.Step("Do it", "", {"process_owner": "AR"})]
    )
    submitted(process, alice, now)
    sign(process, representative)
    assert (now(process).state, approving.version_in_work(process).approved) == ("in_review", None)
    sign(process, director)
    version = approving.version_in_work(process)
    assert (now(process).state, version.state) == ("approved", "approved")
    assert [str(each.person) for each in approving.signatures_of(version)] == [str(representative), str(director)]


def test_top_management_is_asked_where_the_representative_wrote_at_it(
    process, alice, representative, director, twelve, now, client_of, sign
):
    defining.set_activities(
        now(process), actor=representative, steps=[defining.Step("Do it", "", {"process_owner": "AR"})]
    )
    submitted(process, alice, now)
    assert Task.objects.get(kind=Task.Kind.APPROVE).role_id == twelve[TOP_MANAGEMENT].pk
    sign(process, representative)
    page = client_of(alice).get(process.page_url).content.decode()
    assert "Signed so far: Sonja Rep" in page
    again = client_of(representative).get(f"{process.page_url}do/approve/").content.decode()
    assert "You have signed it." in again
    assert 'name="password"' not in again


def test_its_owner_is_asked_to_publish_what_was_approved(process, alice, director, now, sign):
    submitted(process, alice, now)
    sign(process, director)
    task = Task.objects.get(kind=Task.Kind.ACT)
    assert (task.assignee, task.title) == (alice, "Publish “Incident management”, version 1: it is approved")
    approving.publish(now(process), actor=alice)
    task.refresh_from_db()
    assert (task.outcome, task.cancelled) == ("Published", True)


def test_only_those_with_the_right_sign_and_only_by_their_password(process, alice, charlie, director, now, sign):
    submitted(process, alice, now)
    with pytest.raises(Refused):
        sign(process, charlie)
    with pytest.raises(InputError) as wrong:
        sign(process, director, password="guessed")
    assert wrong.value.field == "password"
    assert not Event.objects.filter(record=process.pk, action__in=("sign", "approve")).exists()


def test_a_signature_is_of_what_was_read_and_of_nothing_else(process, alice, director, representative, now, sign):
    submitted(process, alice, now)
    read_before = approving.version_in_work(process).blob_id
    approving.send_back(now(process), actor=representative, reason="Say what sets it going")
    changed = now(process)
    changed.trigger = "A user calls."
    defining.edit_process(changed, actor=alice)
    submitted(process, alice, now)
    with pytest.raises(StaleError):
        sign(process, director, sha256=read_before)
    assert ProcessVersion.objects.get(process=process).round == 2


def test_two_people_who_approve_at_once_leave_one_approval(process, alice, director, representative, now, sign):
    submitted(process, alice, now)
    version, seen = approving.version_in_work(process), now(process)
    about = {"sha256": version.blob_id, "password": PASSWORD, "meaning": "Yes"}
    sign(process, director)
    with pytest.raises(NotNowError, match="somebody else approved it"):
        approving.approve(seen, actor=representative, **about)
    assert version.signatures.count() == 1


def test_a_published_version_stays_as_it_was_while_the_next_is_written(
    process, alice, director, now, sign, client_of, representative
):
    published(process, alice, director, now, sign)
    approving.revise(now(process), actor=alice, reason="Chat came in")
    changed = now(process)
    changed.trigger = "A user writes in the chat."
    defining.edit_process(changed, actor=alice)
    assert now(process).version_in_force == 1
    page = client_of(representative).get(f"{process.page_url}read/").content.decode()
    assert "Something happens." in page
    assert "in the chat" not in page
    submitted(process, alice, now)
    sign(process, director)
    approving.publish(now(process), actor=alice)
    versions = ProcessVersion.objects.filter(process=process).order_by("number")
    assert [(each.number, each.state) for each in versions] == [(1, "superseded"), (2, "published")]
    assert [read(each).trigger for each in versions] == ["Something happens.", "A user writes in the chat."]
    assert "in the chat" in client_of(representative).get(f"{process.page_url}difference/?a=1&b=2").content.decode()


def test_an_approved_version_and_its_signatures_cannot_be_changed_in_the_database(process, alice, director, now, sign):
    published(process, alice, director, now, sign)
    version = ProcessVersion.objects.get(process=process)
    for change in (
        lambda: ProcessVersion.objects.filter(pk=version.pk).update(note="Another"),
        lambda: version.signatures.update(meaning="Another"),
        lambda: version.signatures.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_nothing_is_changed_while_it_is_in_review_but_who_looks_after_it(process, alice, bob, now):
    submitted(process, alice, now)
    changed = now(process)
    changed.purpose = "Another"
    with pytest.raises(NotNowError):
        defining.edit_process(changed, actor=alice)
    handed = now(process)
    handed.owner = bob
    defining.edit_process(handed, actor=alice)
    assert now(process).owner == bob


def test_how_items_are_met_is_kept_with_its_evidence_which_each_reader_sees_as_far_as_they_may(
    process, alice, director, charlie, now, sign, client_of
):
    proof = ProcessFactory(actor=alice, owner=alice, title="Secret proof", restricted=True)
    item = RequirementItem.objects.get(identifier="8.6.1-01", is_current=True)
    defining.set_items(now(process), actor=alice, met=[defining.Met(item, "By the desk " * 4000, proof)])
    published(process, alice, director, now, sign)
    kept = json.loads(b"".join(_content(process)))["items"]
    assert next(each for each in kept if each["item"] == "8.6.1-01")["evidence"] == proof.pk
    for person, is_seen in ((alice, True), (charlie, False)):
        page = client_of(person).get(f"{process.page_url}read/").content.decode()
        assert ("Secret proof" in page, "By the desk" in page) == (is_seen, True)


def test_a_process_whose_owner_left_says_so_and_is_not_submitted(process, alice, director, now, client_of):
    alice.is_active = False
    alice.save()
    with pytest.raises(NotNowError, match="an owner with an account that is active"):
        approving.submit(now(process), actor=None, reason="r")
    assert "an owner with an account that is active" in client_of(director).get(process.page_url).content.decode()


def test_approval_is_asked_of_the_representative_and_the_task_ends_with_it(process, alice, representative, now, sign):
    submitted(process, alice, now)
    asked = Task.objects.get(record=process.pk, kind=Task.Kind.APPROVE)
    assert (asked.role.title, asked.done) == ("Service management representative (SMR)", None)
    sign(process, representative)
    asked.refresh_from_db()
    assert asked.done is not None
    assert Process.objects.get(pk=process.pk).state == "approved"


def _content(process):
    with open_content(ProcessVersion.objects.get(process=process).blob) as file:
        yield file.read()

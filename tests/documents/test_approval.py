"""Drafts become versions by the signatures of those who may, over exactly the content they read."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from documents.domain.approval import approve, send_back, submit
from documents.domain.drafting import revise, write_text
from documents.domain.publishing import publish, take_effect
from documents.models import Signature, Version
from people.calendar import today
from records.access.permits import Refused
from records.domain.errors import InputError, NotNowError, StaleError
from records.models import Event, Task
from tests.documents.conftest import running
from tests.factories import PASSWORD, DocumentFactory, PersonFactory

pytestmark = pytest.mark.django_db


def test_an_identifier_is_the_next_of_its_type_or_ones_own(alice):
    made = [DocumentFactory(actor=alice, type=kind).reference for kind in ("policy", "plan", "policy")]
    assert made == ["POL-001", "PLN-001", "POL-002"]
    assert DocumentFactory(actor=alice, identifier="isms-7").reference == "ISMS-7"
    assert DocumentFactory(actor=alice, identifier="POL-003").reference == "POL-003"
    assert DocumentFactory(actor=alice).reference == "POL-004"


@pytest.mark.parametrize("wanted", ["POL-001", "pol 1", "../x", "POL-", "7"])
def test_an_identifier_that_is_taken_or_no_identifier_is_refused_at_its_field(policy, alice, wanted):
    with pytest.raises(InputError) as refused:
        DocumentFactory(actor=alice, identifier=wanted)
    assert refused.value.field == "identifier"


def test_a_policy_is_approved_by_top_management_and_nobody_else(submitted, sign, now, director, manager, bob):
    for person in (bob, manager):
        with pytest.raises(Refused):
            sign(submitted, person)
    signature = sign(submitted, director)
    assert (now(submitted).state, signature.role, signature.sha256) == (
        "approved", "top_management", now(submitted).in_work.blob_id,
    )  # fmt: skip


def test_a_first_version_is_signed_under_the_number_it_comes_into_force_with(policy, alice, director, sign, now):
    write_text(policy, actor=alice, text="# Purpose\n\nAll of us.")
    assert now(policy).in_work.number == "0.2"
    submit(now(policy), actor=alice)
    assert now(policy).in_work.number == "1.0"
    send_back(now(policy), actor=director, reason="Shorter")
    assert now(policy).in_work.number == "0.2"
    submit(now(policy), actor=alice)
    sign(policy, director)
    told = Event.objects.filter(record_id=policy.pk, action__in=["submit", "send_back", "approve"])
    assert {event.detail["version"] for event in told} == {"1.0"}


def test_who_signs_what_is_approved_by_now_is_told_how_it_stands(submitted, sign, director, now):
    sign(submitted, director)
    content = now(submitted).in_work.blob_id
    with pytest.raises(NotNowError, match=r"Version 1\.0 is “Approved” by now"):
        approve(now(submitted), actor=director, sha256=content, password=PASSWORD, meaning="I approve it")


def test_no_author_approves_alone(policy, alice, director, sign, now, give):
    give(alice, "top_management")
    submit(now(policy), actor=alice)
    sign(policy, alice)
    assert now(policy).state == "in_review"
    sign(policy, director)
    assert now(policy).state == "approved"


def test_as_many_sign_as_it_asks_for_and_each_once(alice, director, sign, now, give):
    document = DocumentFactory(actor=alice, quorum=2)
    second = PersonFactory()
    give(second, "top_management")
    submit(document, actor=alice)
    sign(document, director)
    assert now(document).state == "in_review"
    with pytest.raises(NotNowError, match="signed this version already"):
        sign(document, director)
    sign(document, second)
    assert now(document).state == "approved"


def test_everybody_who_is_named_signs_and_is_asked_to(alice, bob, charlie, sign, now):
    document = DocumentFactory(actor=alice, approvers=[bob, charlie])
    submit(document, actor=alice)
    asked = Task.objects.filter(record_id=document.pk, kind="approve", done=None)
    assert {task.assignee for task in asked} == {bob, charlie}
    sign(document, bob)
    assert (now(document).state, [task.assignee for task in asked.all()]) == ("in_review", [charlie])
    sign(document, charlie)
    assert (now(document).state, asked.all().count()) == ("approved", 0)


def test_a_signature_is_of_the_content_that_was_read(submitted, sign, now, director, alice):
    read = now(submitted).in_work.blob_id
    send_back(now(submitted), actor=director, reason="Say when")
    write_text(now(submitted), actor=alice, text="# Other")
    submit(now(submitted), actor=alice)
    with pytest.raises(StaleError, match="read it again"):
        sign(submitted, director, sha256=read)
    assert Signature.objects.count() == 0


def test_a_wrong_password_signs_nothing_and_is_said_at_its_field(submitted, sign, director):
    with pytest.raises(InputError) as refused:
        sign(submitted, director, password="guess")
    assert (refused.value.field, Signature.objects.count()) == ("password", 0)


def test_what_is_in_review_is_not_written_at(submitted, alice, now):
    with pytest.raises(NotNowError, match="In review"):
        write_text(now(submitted), actor=alice, text="Quickly")


def test_sent_back_its_signatures_are_void_and_its_author_is_asked_to_work_at_it(alice, director, sign, now, give):
    document = DocumentFactory(actor=alice, quorum=2)
    second = PersonFactory()
    give(second, "top_management")
    submit(document, actor=alice)
    sign(document, director)
    send_back(now(document), actor=second, reason="Shorter")
    work = Task.objects.get(record_id=document.pk, kind="act", done=None)
    assert (now(document).state, work.assignee) == ("draft", alice)
    submit(now(document), actor=alice)
    sign(document, second)
    assert now(document).state == "in_review"


def test_the_database_itself_refuses_to_change_what_was_approved(submitted, sign, now, director):
    sign(submitted, director)
    version = now(submitted).in_work
    other = Version.objects.exclude(blob=version.blob_id).first() or DocumentFactory(text="x").in_work
    for change in ({"blob": other.blob_id}, {"major": 7}, {"approved": None}, {"name": "a.pdf"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Version.objects.filter(pk=version.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Version.objects.filter(pk=version.pk).delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Signature.objects.update(meaning="I do not")
    assert Version.objects.filter(pk=version.pk).update(summary="May be said later") == 1


def test_one_version_is_in_force_and_the_one_before_is_superseded(submitted, sign, now, director, alice):
    sign(submitted, director)
    publish(now(submitted), actor=alice)
    revise(now(submitted), actor=alice, reason="A new law")
    assert (now(submitted).state, now(submitted).version_in_force) == ("under_revision", "1.0")
    write_text(now(submitted), actor=alice, text="# Two", is_minor=True)
    submit(now(submitted), actor=alice)
    sign(submitted, director)
    publish(now(submitted), actor=alice)
    states = list(now(submitted).versions.order_by("pk").values_list("major", "minor", "state"))
    assert states == [(1, 0, "superseded"), (1, 1, "in_force")]
    assert (now(submitted).state, now(submitted).version_in_force) == ("published", "1.1")


def test_a_day_to_come_is_waited_for_by_the_clock(submitted, sign, now, director, alice, after):
    sign(submitted, director)
    publish(now(submitted), actor=alice, effective=today() + timedelta(days=3))
    progress = running("documents.take_effect")
    take_effect(progress)
    assert now(submitted).state == "approved"
    after(3)
    take_effect(progress)
    take_effect(progress)
    assert (now(submitted).state, now(submitted).events.filter(action="publish").count()) == ("published", 1)


def test_its_review_is_due_one_interval_after_it_came_into_force(submitted, sign, now, director, alice):
    sign(submitted, director)
    made = publish(now(submitted), actor=alice)
    assert (made.due - today()).days in {365, 366}


def test_two_people_who_approve_at_once_sign_one_after_the_other(submitted, sign, now, director):
    slow = now(submitted)
    sign(submitted, director)
    with pytest.raises((NotNowError, StaleError)):
        send_back(slow, actor=director, reason="Too late")

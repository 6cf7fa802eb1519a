"""Who is to read a document is asked once, also those who come later, and confirms exactly the version in force."""

import pytest
from django.contrib.auth.models import Group

from documents.domain.drafting import revise, write_text
from documents.domain.publishing import take_effect
from documents.domain.reading import ask_newcomers, carry_out_asking, confirm_reading, people_to_read, set_audience
from documents.models import Reading
from documents.queries import rate_of, rates_by_group
from jobs.models import Job
from records.domain.errors import InputError, NotNowError, StaleError
from records.models import SearchEntry, Task
from standard.roles import INTERNAL_AUDITOR
from tests.documents.conftest import running
from tests.factories import DocumentFactory, PersonFactory, put_in_force

pytestmark = pytest.mark.django_db


def ask(document):
    """Carry out the job that asks its readers."""
    asked = Job.objects.filter(kind="documents.ask_readers", arguments__document=document.pk).latest("pk")
    return carry_out_asking(running(asked.kind), **asked.arguments)


def waiting(document):
    return {task.assignee for task in Task.objects.filter(record_id=document.pk, kind="read", done=None)}


@pytest.fixture
def read(alice, bob, charlie, now):
    """A policy in force that Bob and Charlie are to read."""
    document = DocumentFactory(actor=alice, must_be_read=True)
    set_audience(document, actor=alice, everybody=False, people=[bob, charlie])
    put_in_force(now(document))
    ask(document)
    return now(document)


def test_readers_are_asked_once_and_their_word_ends_the_task(read, bob, charlie, now):
    assert waiting(read) == {bob, charlie}
    ask(read)
    assert Task.objects.filter(record_id=read.pk, kind="read").count() == 2
    confirm_reading(read, actor=bob, sha256=read.in_force.blob_id)
    confirm_reading(now(read), actor=bob, sha256=read.in_force.blob_id)
    assert (waiting(read), rate_of(now(read)).percent) == ({charlie}, 50)
    assert now(read).events.filter(action="read").count() == 1


def test_only_the_content_that_is_in_force_is_confirmed(read, bob, now):
    before = read.in_force.blob_id
    renew(read, now, text="# Other")
    with pytest.raises(StaleError, match="read that one"):
        confirm_reading(now(read), actor=bob, sha256=before)
    assert Reading.objects.exclude(read=None).count() == 0


def test_a_new_version_is_to_be_read_anew_and_an_editorial_change_is_not(read, bob, charlie, now):
    confirm_reading(read, actor=bob, sha256=read.in_force.blob_id)
    renew(read, now, text="# What we do\n\nWe do it.\n\nAlways", is_minor=True)
    assert (waiting(read), rate_of(now(read)).read) == ({charlie}, 1)
    renew(read, now, text="# Wholly other")
    ask(read)
    assert (waiting(read), rate_of(now(read)).read) == ({bob, charlie}, 0)


def test_who_holds_the_role_later_is_asked_by_the_clock(alice, bob, twelve, give, now):
    document = DocumentFactory(actor=alice, must_be_read=True)
    set_audience(document, actor=alice, everybody=False, roles=[twelve[INTERNAL_AUDITOR]])
    put_in_force(now(document))
    ask(document)
    assert waiting(document) == set()
    give(bob, INTERNAL_AUDITOR)
    for _again in range(2):
        ask_newcomers(running("documents.ask_newcomers"))
    assert waiting(document) == {bob}


def test_it_comes_into_force_only_once_all_have_read_it(alice, bob, now):
    document = DocumentFactory(actor=alice, must_be_read=True, waits_for_readers=True)
    set_audience(document, actor=alice, everybody=False, people=[bob])
    put_in_force(now(document))
    ask(document)
    progress = running("documents.take_effect")
    take_effect(progress)
    assert (now(document).state, waiting(document)) == ("approved", {bob})
    confirm_reading(now(document), actor=bob, sha256=now(document).in_work.blob_id)
    take_effect(progress)
    assert now(document).state == "published"


def test_what_is_to_be_acknowledged_by_nobody_is_not_published(alice, now):
    document = DocumentFactory(actor=alice, must_be_read=True)
    with pytest.raises(NotNowError, match="choose its readers first"):
        put_in_force(now(document))
    assert now(document).state == "approved"


def test_a_document_that_waits_for_readers_nobody_could_ever_satisfy_is_refused(alice):
    with pytest.raises(InputError) as refused:
        DocumentFactory(actor=alice, waits_for_readers=True)
    assert refused.value.field == "waits_for_readers"


def test_five_hundred_readers_are_asked_in_few_queries(alice, now, django_assert_max_num_queries):
    PersonFactory.create_batch(60)
    document = DocumentFactory(actor=alice, must_be_read=True)
    set_audience(document, actor=alice, everybody=True)
    put_in_force(now(document))
    with django_assert_max_num_queries(45):
        ask(document)
    assert len(waiting(document)) > 60


def test_what_is_in_force_is_found_by_its_text_and_a_draft_is_not(alice, now):
    document = DocumentFactory(actor=alice, text="# Rules\n\nKarabiner")
    assert "karabiner" not in SearchEntry.objects.get(pk=document.pk).files
    put_in_force(now(document))
    assert "karabiner" in SearchEntry.objects.get(pk=document.pk).files
    renew(document, now, text="# Rules\n\nSeilrolle")
    entry = SearchEntry.objects.get(pk=document.pk).files
    assert ("karabiner" in entry, "seilrolle" in entry) == (False, True)


def renew(document, now, **about):
    revise(now(document), actor=None, reason="New")
    write_text(now(document), actor=document.owner, **about)
    put_in_force(now(document))


def test_readers_are_chosen_among_roles_by_name_and_groups_where_there_are_some(alice, client_of, twelve):
    document = DocumentFactory(actor=alice, must_be_read=True)
    page = client_of(alice).get(f"{document.page_url}readers-of/")
    assert "Nobody is named as its reader yet" in page.content.decode()
    form = page.context["form"]
    assert ("groups" in form.fields, twelve["smr"].title in [label for _key, label in form["roles"].field.choices]) == (
        False, True,
    )  # fmt: skip
    answer = client_of(alice).post(f"{document.page_url}readers-of/", {"token": "t"})
    assert "Not done yet" in answer.content.decode()


def test_members_of_a_group_are_asked_and_each_group_has_its_rate(alice, bob, charlie, client_of, now):
    desk, board = Group.objects.create(name="Desk"), Group.objects.create(name="Board")
    Group.objects.create(name="Nobody here")
    bob.groups.add(desk, board)
    charlie.groups.add(desk)
    document = DocumentFactory(actor=alice, must_be_read=True)
    set_audience(document, actor=alice, everybody=False, groups=[desk])
    put_in_force(now(document))
    ask(document)
    assert waiting(document) == {bob, charlie}
    confirm_reading(now(document), actor=bob, sha256=now(document).in_force.blob_id)
    rates = [(name, rate.read, rate.asked) for name, rate in rates_by_group(now(document))]
    assert rates == [("Desk", 1, 2), ("Board", 1, 1)]
    page = client_of(alice).get(f"{document.page_url}readers-of/")
    assert (page.context["form"]["groups"].value(), page.context["rates"][0][0]) == ([desk.pk], "Desk")


def test_a_group_alone_is_not_everybody(alice, charlie):
    desk = Group.objects.create(name="Desk")
    desk.user_set.add(charlie)
    document = DocumentFactory(actor=alice)
    set_audience(document, actor=alice, everybody=False, groups=[desk])
    assert people_to_read(document) == [charlie]

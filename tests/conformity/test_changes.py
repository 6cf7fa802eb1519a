"""Changes of the system: decided by somebody else, closed once their effects were looked at, named by versions."""

from datetime import timedelta

import pytest

from conformity.domain import changes
from conformity.models import SmsChange
from documents.domain.drafting import revise
from documents.models import Document
from improvement.domain.actions import cancel
from people.calendar import today
from records.access.permits import Refused
from records.domain.errors import NotNowError, UnmetError
from records.models import Task
from roles.domain.assigning import assign
from roles.domain.catalogue import record_missing_roles, roles_by_key
from roles.models import Assignment
from standard.roles import SMR, TOP_MANAGEMENT
from tests.factories import (
    ActionFactory,
    DocumentFactory,
    OpportunityFactory,
    PersonFactory,
    SmsChangeFactory,
    put_in_force,
)

pytestmark = pytest.mark.django_db


def holder(role):
    person = PersonFactory()
    record_missing_roles(person)
    assign(Assignment(role=roles_by_key()[role], person=person, starts=today(), created_by=person), actor=None)
    return person


@pytest.fixture
def smr(installation):
    return holder(SMR)


@pytest.fixture
def director(installation):
    return holder(TOP_MANAGEMENT)


def now(change):
    return SmsChange.objects.get(pk=change.pk)


@pytest.fixture
def approved(alice, smr):
    made = SmsChangeFactory(actor=alice)
    changes.submit(now(made), actor=alice)
    return changes.approve(now(made), actor=smr, decision="Yes")


def test_nobody_decides_on_what_they_wrote_and_top_management_is_asked_of_what_the_smr_wrote(alice, smr, director):
    of_alice, of_smr = SmsChangeFactory(actor=alice), SmsChangeFactory(actor=smr)
    for made, author, asked in ((of_alice, alice, SMR), (of_smr, smr, TOP_MANAGEMENT)):
        changes.submit(now(made), actor=author)
        task = Task.objects.get(record_id=made.pk, done=None)
        assert task.role_id == roles_by_key()[asked].pk
    with pytest.raises(Refused):
        changes.approve(now(of_smr), actor=smr)
    with pytest.raises(Refused):
        changes.approve(now(of_alice), actor=alice)
    assert changes.approve(now(of_smr), actor=director).state == "approved"
    assert Task.objects.filter(record_id=of_smr.pk, done=None).count() == 0


def test_what_was_submitted_is_what_is_carried_out(approved, alice):
    found = now(approved)
    found.what = "Something else"
    with pytest.raises(NotNowError, match="take it up again"):
        changes.edit_change(found, actor=alice)


def test_it_is_closed_once_somebody_else_looked_for_what_nobody_wanted(approved, alice, smr):
    action = ActionFactory(actor=alice, source=approved)
    soon = today() + timedelta(days=9)
    with pytest.raises(UnmetError, match="1 action of it is still to be done"):
        changes.complete(now(approved), actor=alice, result="Done", review_by=soon)
    cancel(type(action).objects.get(pk=action.pk), actor=alice, reason="r")
    changes.complete(now(approved), actor=alice, result="Done", review_by=soon)
    with pytest.raises(UnmetError, match="Nobody has looked"):
        changes.close(now(approved), actor=alice)
    with pytest.raises(Refused):
        changes.review_effects(now(approved), actor=alice, unintended="None", answer="-")
    changes.review_effects(now(approved), actor=smr, unintended="Two people were asked twice")
    with pytest.raises(UnmetError, match="what was done about"):
        changes.close(now(approved), actor=alice)
    changes.review_effects(now(approved), actor=smr, unintended="Two people were asked twice", answer="They were told")
    assert changes.close(now(approved), actor=alice).state == "closed"
    assert (now(approved).reviewed_by, now(approved).reviewed_on) == (smr, today())


def test_it_is_decided_and_its_effects_are_looked_at_on_its_pages(alice, smr, client_of):
    made = SmsChangeFactory(actor=alice)
    changes.submit(now(made), actor=alice)
    steps = [
        (smr, "approve", {"decision": "Yes"}),
        (alice, "complete", {"result": "Done", "review_by": today().isoformat()}),
        (smr, "review_effects", {"unintended": "None: looked at all calls", "answer": "-"}),
    ]
    for person, step, typed in steps:
        sent = {"version": now(made).version, "token": step, **typed}
        assert client_of(person).post(f"{made.page_url}do/{step}/", sent).status_code == 302
    assert (now(made).state, now(made).reviewed_by) == ("done", smr)


def test_a_new_major_version_names_the_change_it_came_of(approved, alice, smr, client_of):
    document = DocumentFactory(actor=alice, type="procedure", title="How we do it")
    put_in_force(document)
    revise(Document.objects.get(pk=document.pk), actor=None, reason="r")
    client = client_of(smr)
    page = client.get(document.page_url).content.decode()
    assert "Version 2.0 names no change of the SMS" in page
    url = f"/conformity/versions/{document.reference}/"
    assert url in page
    draft = SmsChangeFactory(actor=alice)
    refused = client.post(url, {"token": "t", "change": draft.reference})
    assert refused.status_code == 422
    assert client.post(url, {"token": "t", "change": approved.reference}).status_code == 302
    page = client.get(document.page_url).content.decode()
    assert approved.reference in page
    assert "names no change" not in page
    assert document.reference in client.get(approved.page_url).content.decode()


def test_it_shows_on_the_pages_of_what_it_touches_by_its_reference_where_it_is_not_seen(alice, charlie, client_of):
    idea = OpportunityFactory(actor=alice)
    made = SmsChange(
        title="Kanarienvogel",
        what="w",
        why="w",
        effect="e",
        planned_from=today(),
        planned_until=today(),
        restricted=True,
    )
    changes.create_change(made, actor=alice, touches=[idea])
    assert "Kanarienvogel" in client_of(alice).get(idea.page_url).content.decode()
    page = client_of(charlie).get(idea.page_url).content.decode()
    assert made.reference in page
    assert "Kanarienvogel" not in page


def test_a_change_is_begun_from_what_it_comes_from_or_touches(alice, client_of):
    client, idea = client_of(alice), OpportunityFactory(actor=alice)
    document = DocumentFactory(actor=alice)
    for record, said in ((idea, f"source=improvement&amp;source_record={idea.reference}"), (document, "touches=")):
        assert said in client.get(record.page_url).content.decode()
    sent = {
        "token": "t", "title": "One form", "what": "w", "why": "w", "effect": "e", "source": "improvement",
        "source_record": idea.reference, "touches": f"{document.reference}, {idea.reference}", "owner": alice.pk,
        "planned_from": today().isoformat(), "planned_until": (today() - timedelta(days=1)).isoformat(),
    }  # fmt: skip
    wrong = client.post("/conformity/changes/new/", sent)
    assert (wrong.status_code, b"It ends before it begins" in wrong.content) == (422, True)
    sent |= {"planned_until": today().isoformat()}
    assert client.post("/conformity/changes/new/", sent).status_code == 302
    made = SmsChange.objects.get()
    assert {row.record_id for row in made.touched.all()} == {document.pk, idea.pk}
    assert (made.source_record_id, made.due) == (idea.pk, today())

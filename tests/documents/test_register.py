"""The register says how everything that is asked for stands, and a gap in it becomes a published document."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html

from documents.domain.acknowledging import hidden_from
from documents.domain.approval import submit
from documents.domain.beginning import begin_document
from documents.domain.drafting import revise, write_text
from documents.domain.publishing import obsolete
from documents.domain.reading import confirm_reading, set_audience
from documents.enums import ItemState
from documents.models import Document, Version
from documents.overview.drafts import documents_by_state, oldest_drafts
from documents.overview.items import count_states, lines_of, narrowed
from documents.overview.rates import lowest_rates
from documents.overview.reviews import reviews_due
from documents.queries import rate_of
from documents.required import required, required_lines
from documents.starters import starter_of
from records.access.permits import Refused
from records.domain.errors import NotNowError
from records.domain.sharing import grant
from records.domain.write import write
from records.kind import find_kind
from records.models import Task
from shell.registry import KeptAs, registry
from standard.roles import DOCUMENTATION_MANAGER, SMR, TECHNOLOGY_MANAGER
from tests.documents.test_reading import renew
from tests.factories import PASSWORD, DocumentFactory, OpportunityFactory, PersonFactory, put_in_force

pytestmark = pytest.mark.django_db

PLACE, SLAS, CONTINUITY = "/documents/", "8.3.3/slas", "8.7.2/service-continuity-plan"
COMPETENCE, IDEAS = "7.2/competence-records", "10.2/improvement-opportunities"


def items(user):
    return {item.required.key: item for line in lines_of(user) for item in line.items}


def answering(now, key, state="in_force", *, must_be_read=False, **about):
    """A document that answers an item, as far as it is said to have come; whoever is to read it is named later."""
    document = DocumentFactory(answers=key, **about)
    if state == "draft":
        return document
    put_in_force(now(document))
    stored = now(document)
    stored.must_be_read = must_be_read
    if state == "late":
        stored.due = timezone.localdate() - timedelta(days=1)
    write(stored, actor=None, action="edit")
    return now(document)


def test_every_line_and_every_item_stands_in_it_once(alice):
    lines = lines_of(alice)
    assert [line.required.letter for line in lines] == list("abcdefghijkl")
    assert sorted(items(alice)) == sorted(required())
    assert (
        sum(len(line.items) for line in lines) == len(required()) == sum(len(line.items) for line in required_lines())
    )


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([], ItemState.MISSING),
        (["draft"], ItemState.DRAFT),
        (["in_force"], ItemState.PRESENT),
        (["in_force", "draft"], ItemState.PRESENT),
        (["late"], ItemState.OVERDUE),
        (["in_force", "late", "draft"], ItemState.OVERDUE),
    ],
)
def test_an_item_stands_as_the_documents_do_that_answer_it(alice, now, states, expected):
    for state in states:
        answering(now, SLAS, state)
    item = items(alice)[SLAS]
    assert (item.state, item.count) == (expected, len(states))


def test_what_is_obsolete_withdrawn_or_not_seen_answers_nothing(alice, bob, now):
    obsolete(answering(now, SLAS), actor=None, reason="Over")
    assert items(alice)[SLAS].state == ItemState.MISSING
    draft = answering(now, SLAS, "draft", restricted=True, actor=bob)
    assert (items(bob)[SLAS].state, items(alice)[SLAS].state) == (ItemState.DRAFT, ItemState.MISSING)
    find_kind("document").all_actions["withdraw"].run(now(draft), actor=None, reason="Not wanted")
    assert items(bob)[SLAS].state == ItemState.MISSING


def test_what_is_in_force_is_named_first_and_the_rest_are_counted(alice, now):
    answering(now, SLAS, "draft")
    for _ in range(4):
        answering(now, SLAS)
    item = items(alice)[SLAS]
    assert [document.state for document in item.documents] == ["published"] * 3
    assert (item.count, item.more) == (5, 2)


def test_records_answer_where_a_room_says_that_it_keeps_them(alice):
    assert (items(alice)[IDEAS].state, items(alice)[IDEAS].kind.key) == (ItemState.MISSING, "opportunity")
    OpportunityFactory(actor=alice)
    assert (items(alice)[IDEAS].state, items(alice)[IDEAS].count) == (ItemState.PRESENT, 1)
    assert (items(alice)[COMPETENCE].state, items(alice)[COMPETENCE].kind) == (ItemState.MISSING, None)


def test_rooms_keep_what_is_asked_for_and_by_kinds_there_are():
    kept = registry.all(KeptAs)
    assert kept
    assert {each.key for each in kept} <= set(required())
    assert all(find_kind(each.kind) for each in kept)


def test_who_holds_the_role_answers_until_a_document_has_an_owner(alice, bob, give, now):
    assert (items(alice)[CONTINUITY].owner, items(alice)[CONTINUITY].holders) == (None, ())
    give(bob, TECHNOLOGY_MANAGER)
    assert items(alice)[CONTINUITY].holders == [bob]
    answering(now, CONTINUITY, "draft", actor=alice)
    assert items(alice)[CONTINUITY].owner == alice


def test_states_are_counted_and_lead_to_their_items(alice, client_of, now):
    answering(now, SLAS)
    answering(now, CONTINUITY, "draft")
    lines = lines_of(alice)
    counts = count_states(lines)
    assert (counts[ItemState.PRESENT], counts[ItemState.DRAFT], sum(counts.values())) == (1, 1, len(required()))
    assert [item.required.key for line in narrowed(lines, "draft") for item in line.items] == [CONTINUITY]
    shown = client_of(alice).get(PLACE, {"state": "present"}).context["lines"]
    assert [item.required.key for line in shown for item in line.items] == [SLAS]
    assert len(client_of(alice).get(PLACE, {"state": "any"}).context["lines"]) == 12


def test_a_page_of_many_documents_asks_no_more_than_one_of_few(alice, bob, client_of, now):
    def more():
        for state in ("in_force", "late", "draft"):
            document = answering(now, SLAS, state, must_be_read=True)
            set_audience(now(document), actor=document.owner, everybody=state == "late", people=[bob])

    client = client_of(alice)
    more()
    client.get(PLACE)
    with CaptureQueriesContext(connection) as few:
        client.get(PLACE)
    for _ in range(3):
        more()
    with CaptureQueriesContext(connection) as many:
        client.get(PLACE)
    # Those of every page among them.
    assert len(few) == len(many) <= 21


def test_a_gap_becomes_a_draft_with_the_task_to_write_it_for_who_holds_the_role(manager, bob, give):
    give(bob, TECHNOLOGY_MANAGER)
    document = begin_document(required()[CONTINUITY], actor=manager)
    starter = starter_of(required()[CONTINUITY])
    assert (document.title, document.type, document.owner, document.answers) == (starter.title, "plan", bob, CONTINUITY)
    task = Task.objects.get(record_id=document.pk)
    assert (task.assignee, task.due) == (bob, timezone.localdate() + timedelta(days=30))
    assert items(manager)[CONTINUITY].state == ItemState.DRAFT


def test_where_nobody_holds_the_role_it_is_up_to_who_begins_it(manager):
    assert begin_document(required()[CONTINUITY], actor=manager).owner == manager


def test_who_begins_it_has_written_nothing_of_it(alice, bob, give, sign, now):
    give(alice, SMR)
    give(bob, TECHNOLOGY_MANAGER)
    item = required()["8.7.1/availability-requirements-and-targets"]
    document = begin_document(item, actor=alice)
    write_text(now(document), actor=bob, text="# Targets\n\n99.5 %")
    submit(now(document), actor=bob)
    sign(document, alice)
    assert now(document).state == "approved"


def test_it_is_begun_once(manager, client_of):
    begin_document(required()[CONTINUITY], actor=manager)
    with pytest.raises(NotNowError, match="begun"):
        begin_document(required()[CONTINUITY], actor=manager)
    answer = client_of(manager).post("/documents/begin/", {"item": CONTINUITY}, follow=True)
    assert "Somebody has begun a document for it already" in answer.text
    assert Document.objects.count() == 1


def test_those_in_charge_of_documents_begin_one_and_nobody_else(alice, bob, admin, manager, give, client_of):
    give(bob, SMR)
    keys = (CONTINUITY, SLAS, "4.3/sms-scope-statement")
    for person, key in zip((bob, admin, manager), keys, strict=True):
        assert begin_document(required()[key], actor=person)
    with pytest.raises(Refused):
        begin_document(required()["9.2.2/audit-programme"], actor=alice)
    assert client_of(alice).post("/documents/begin/", {"item": "9.2.2/audit-programme"}).status_code == 403
    assert "Begin it" not in client_of(alice).get(PLACE).text
    assert "Begin it" in client_of(manager).get(PLACE).text


@pytest.mark.parametrize("item", [COMPETENCE, "no", ""])
def test_what_no_document_answers_is_not_begun(manager, client_of, item):
    assert client_of(manager).post("/documents/begin/", {"item": item}).status_code == 404
    assert Document.objects.count() == 0


def test_its_task_is_done_when_the_draft_is_submitted(manager, bob, give, now):
    give(bob, TECHNOLOGY_MANAGER)
    first = begin_document(required()[CONTINUITY], actor=manager)
    write_text(now(first), actor=bob, text="# Plan")
    submit(now(first), actor=bob)
    task = Task.objects.get(record_id=first.pk, kind="act")
    assert (task.done_by, task.cancelled) == (bob, False)
    second = begin_document(required()[SLAS], actor=manager)
    write_text(now(second), actor=manager, text="# Agreement")
    submit(now(second), actor=None)
    assert Task.objects.get(record_id=second.pk, kind="act").cancelled


def test_a_starter_is_not_submitted_before_its_words_are_replaced(manager, now):
    document = begin_document(required()[CONTINUITY], actor=manager)
    with pytest.raises(NotNowError, match=r"still has words that are to be replaced: \*\[From the assessment"):
        submit(now(document), actor=manager)
    write_text(now(document), actor=manager, text="# Targets\n\n[A link](https://example.org), *[ours]*")
    with pytest.raises(NotNowError, match=r"\*\[ours\]\*"):
        submit(now(document), actor=manager)
    write_text(now(document), actor=manager, text="# Targets\n\n*[A link](https://example.org)* and * [ ] a box")
    assert submit(now(document), actor=manager).state == "in_review"


class Clicks:
    """Somebody who goes only where the page has a link or a button, and counts."""

    def __init__(self, client, begin):
        self.client, self.count = client, 0
        self.page = client.get(begin, follow=True)

    def link(self, end):
        """Click the link whose address ends so."""
        tree = html.fromstring(self.page.content)
        found = [link.get("href") for link in tree.iter("a") if (link.get("href") or "").endswith(end)]
        assert found, end
        self.count += 1
        self.page = self.client.get(found[0], follow=True)
        return self

    def button(self, words, **typed):
        """Press the button that says so, having typed what is asked for."""
        tree = html.fromstring(self.page.content)
        found = [
            each
            for form in tree.forms
            for each in form.iter("button")
            if words == " ".join(each.text_content().split())
        ]
        assert found, words
        form = next(found[0].iterancestors("form"))
        sent = {**dict(form.form_values()), **typed}
        if found[0].get("name"):
            sent[found[0].get("name")] = found[0].get("value")
        self.count += 1
        self.page = self.client.post(form.action or self.page.request["PATH_INFO"], sent, follow=True)
        assert self.page.status_code == 200, self.page.text
        return self


def test_from_a_gap_to_a_published_document_it_takes_nine_clicks(client_of, manager, director):
    working = Clicks(client_of(manager), f"{PLACE}?state=missing")
    working.button("Begin it Service management plan").link("/write/").button(
        "Save the draft", text="# Services\n\nAll."
    )
    working.link("/do/submit/").button("Submit for approval")
    signing = Clicks(client_of(director), "/").link("/do/approve/").button("Sign", password=PASSWORD)
    document = Document.objects.get()
    assert document.state == "approved"
    publishing = Clicks(client_of(manager), document.page_url).link("/do/publish/").button("Publish")
    assert Document.objects.get().state == "published"
    assert items(manager)["6.3/service-management-plan"].state == ItemState.PRESENT
    assert working.count + signing.count + publishing.count == 9
    assert not Task.objects.filter(record_id=document.pk, done=None).exists()


def test_figures_of_reviews_are_those_of_the_lists_they_lead_to(alice, client_of, now):
    answering(now, SLAS, "late")
    for months in (1, 6, 11, 11, 13):
        answering(now, SLAS, review_months=months)
    found, client = reviews_due(alice), client_of(alice)
    assert (found[0].count, sum(each.count for each in found)) == (1, 5)
    pictured = client.get(PLACE).context["reviews"]
    assert len(pictured) >= 3
    for _words, url, count in pictured:
        assert len(client.get(url).context["listing"].records) == count, url


def test_documents_and_drafts_are_counted_as_far_as_the_reader_sees_them(alice, bob, now):
    hidden = answering(now, SLAS, "draft", restricted=True, actor=bob)
    old = answering(now, SLAS, "draft", actor=bob)
    Version.objects.filter(document=old).update(begun=timezone.now() - timedelta(days=40))
    revise(answering(now, SLAS), actor=None, reason="New")
    assert documents_by_state(alice) == {"draft": 1, "under_revision": 1}
    assert next((draft.document.pk, draft.days) for draft in oldest_drafts(alice)) == (old.pk, 40)
    assert hidden.pk in {draft.document.pk for draft in oldest_drafts(bob)}
    assert hidden.pk not in {draft.document.pk for draft in oldest_drafts(alice)}


def test_acknowledgement_is_counted_as_on_the_page_of_each_document(alice, bob, charlie, twelve, give, now):
    give(charlie, DOCUMENTATION_MANAGER)
    audiences = [
        {"everybody": True},
        {"everybody": False, "people": [alice, bob]},
        {"everybody": False, "roles": [twelve[DOCUMENTATION_MANAGER]], "people": [bob]},
    ]
    for audience in audiences:
        document = answering(now, SLAS, must_be_read=True, actor=alice)
        set_audience(document, actor=alice, **audience)
        leaves = PersonFactory()
        for person in (bob, leaves):
            confirm_reading(now(document), actor=person, sha256=document.in_force.blob_id)
        leaves.is_active = False
        leaves.save()
    renew(now(document), now, text="# What we do\n\nMore often.", is_minor=True)
    for audience in audiences[:2]:
        renewed = answering(now, SLAS, must_be_read=True, actor=alice)
        set_audience(renewed, actor=alice, **audience)
        confirm_reading(now(renewed), actor=bob, sha256=renewed.in_force.blob_id)
        renew(renewed, now, text="# Wholly other")
    answering(now, SLAS, must_be_read=True)
    found = lowest_rates(alice)
    assert len(found) == 5
    for each in found:
        assert each.rate == rate_of(now(each.document)), each.document.title
    assert [each.rate.percent for each in found] == sorted(each.rate.percent for each in found)
    assert (found[1].document.pk, [each.rate.percent for each in found[:3]]) == (
        renewed.pk,
        [0, 0, found[2].rate.percent],
    )
    assert found[2].rate.percent


def test_what_is_restricted_is_counted_for_those_who_see_it_and_others_are_told_how_many(
    alice, bob, charlie, admin, give, now, client_of
):
    group = Group.objects.create(name="Board")
    group.user_set.add(charlie)
    for audience in ({"everybody": True}, {"everybody": False, "people": [alice, bob], "groups": [group]}):
        document = answering(now, SLAS, must_be_read=True, actor=alice, restricted=True)
        grant(document, bob, actor=alice)
        grant(document, group, actor=alice)
        set_audience(document, actor=alice, **audience)
    confirm_reading(now(document), actor=bob, sha256=document.in_force.blob_id)
    opened = answering(now, SLAS, must_be_read=True, actor=alice)
    set_audience(opened, actor=alice, everybody=False, groups=[group])
    found = lowest_rates(alice)
    assert len(found) == 3
    for each in found:
        assert each.rate == rate_of(now(each.document)), each.document.title
    outsider = PersonFactory()
    assert [each.document.pk for each in lowest_rates(outsider)] == [opened.pk]
    assert (hidden_from(outsider), hidden_from(alice)) == (2, 0)
    assert "2 restricted documents are not shown" in client_of(outsider).get(PLACE).content.decode()
    assert "restricted documents are not shown" not in client_of(alice).get(PLACE).content.decode()


def test_the_register_stands_first_in_the_room(alice, client_of):
    page = html.fromstring(client_of(alice).get(PLACE).content)
    links = [link.get("href") for link in page.iter("a")]
    assert next(link for link in links if link and link.startswith(PLACE)) == PLACE

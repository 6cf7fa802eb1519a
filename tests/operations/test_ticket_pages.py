"""The pages of a ticket: recording it on the telephone, its clocks, its steps, and what another tool owns."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from documents.models import Document
from operations.domain import working
from operations.domain.merging import merge
from operations.domain.similar import similar_to
from operations.models import Incident, TicketStep
from records.domain.links import link
from records.domain.write import write
from tests.factories import ArticleFactory, DocumentFactory, IncidentFactory, put_in_force

pytestmark = pytest.mark.django_db
NEW, ADVICE, LIST = "/operations/incidents/new/", "/operations/incidents/advice/", "/operations/incidents/"


def ago(**span):
    return timezone.now() - timedelta(**span)


def page_of(client, url):
    return re.sub(r"\s+", " ", client.get(url).content.decode())


def sent(**values):
    return {"token": "t", "title": "No mail", "impact": 1, "urgency": 2, "channel": "phone", "caller": "Ines", **values}


def test_the_advice_says_priority_agreement_and_due_time_before_anything_is_recorded(alice, mail, agreement, client_of):
    asked = f"{ADVICE}?title=No+mail&service={mail.reference}&impact=1&urgency=1"
    page = page_of(client_of(alice), asked)
    assert "Priority 1 Critical" in page
    assert agreement.reference in page
    assert "Resolution within 4 h" in page
    assert not Incident.objects.exists()


@pytest.mark.parametrize("query", ["impact=x", "service=SVC-9999-0001", "opened_at=yesterday", "title=%00", ""])
def test_the_advice_bears_what_is_half_typed(alice, table, client_of, query):
    assert client_of(alice).get(f"{ADVICE}?{query}").status_code == 200


def test_open_incidents_and_articles_like_it_are_offered_as_far_as_one_sees_them(alice, charlie, mail):
    same = IncidentFactory(actor=alice, title="Printer jams on floor three")
    IncidentFactory(actor=alice, title="Printer jams in the cellar", restricted=True)
    over = IncidentFactory(actor=alice, title="Printer jams again")
    working.cancel(over, actor=alice, reason="r")
    known = ArticleFactory(actor=alice, title="When a printer jams")
    draft = ArticleFactory(actor=alice, title="Printer jams, a draft")
    write(known, actor=None, action="make_current", reason="r")
    found = similar_to("The printer jams", None, charlie)
    assert [incident.pk for incident in found.incidents] == [same.pk]
    assert [article.pk for article in found.articles] == [known.pk]
    assert draft.state == "draft"
    assert similar_to("of a", None, charlie).incidents == []


def test_an_incident_is_recorded_and_another_priority_asks_for_a_reason_at_its_field(alice, mail, agreement, client_of):
    client = client_of(alice)
    wrong = client.post(NEW, sent(service=mail.reference, priority=5))
    assert wrong.status_code == 422
    assert "The table says 2 High" in wrong.content.decode()
    assert 'value="Ines"' in wrong.content.decode()
    made = client.post(NEW, sent(service=mail.reference, priority=5, priority_reason="On leave"))
    incident = Incident.objects.get()
    assert (made.status_code, incident.priority, incident.computed_priority) == (302, 5, 2)


def test_it_is_recorded_as_the_same_as_another_at_once(alice, table, client_of):
    first = IncidentFactory(actor=alice, title="Mail is down")
    client_of(alice).post(NEW, sent(same_as=first.reference))
    second = Incident.objects.get(title="No mail")
    assert (second.duplicate_of, second.state) == (first, "cancelled")
    assert "Ines" in page_of(client_of(alice), first.page_url)


def test_an_opening_to_come_is_said_at_its_field_and_what_was_typed_stays(alice, table, client_of):
    later = timezone.localtime(timezone.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    answer = client_of(alice).post(NEW, sent(opened_at=later))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "name the moment it happened" in page
    assert '<details class="mt-3" open>' in page
    assert not Incident.objects.exists()


def test_saving_something_else_leaves_the_very_moment_of_opening(alice, table, client_of):
    moment = ago(hours=2).replace(second=17, microsecond=123)
    incident = IncidentFactory(actor=alice, opened_at=moment)
    shown = timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")
    answers = sent(version=1, opened_at=shown, title="Another title", owner=alice.pk)
    assert client_of(alice).post(f"{incident.page_url}edit/", answers).status_code == 302
    stored = Incident.objects.get()
    assert (stored.title, stored.opened_at) == ("Another title", moment)


def test_what_another_tool_owns_is_locked_with_its_reason_and_ours_is_not(alice, mail, table, client_of):
    incident = IncidentFactory(
        actor=alice, title="Theirs", source="ServiceNow", external_number="INC7", priority=5, impact=1, urgency=1,
        external_url="https://there.example/INC7", external_breached=True, breached=False,
    )  # fmt: skip
    assert (incident.priority, incident.computed_priority) == (5, 1)
    client = client_of(alice)
    page = page_of(client, f"{incident.page_url}edit/")
    assert page.count("Owned by ServiceNow: it is changed there.") > 5
    sending = sent(
        version=1, title="Ours now", priority=1, service=mail.reference, workaround="By post", owner=alice.pk
    )
    assert client.post(f"{incident.page_url}edit/", sending).status_code == 302
    stored = Incident.objects.get()
    assert (stored.title, stored.priority, stored.service, stored.workaround) == ("Theirs", 5, mail, "By post")
    panel = page_of(client, incident.page_url)
    assert 'href="https://there.example/INC7"' in panel


def test_the_two_verdicts_stand_beside_each_other_and_say_where_they_differ(alice, mail, agreement, client_of):
    incident = IncidentFactory(
        actor=alice, service=mail, source="Jira", external_number="J-1", external_breached=True, opened_at=ago(hours=2)
    )
    working.resolve(incident, actor=alice, resolution="Done")
    page = page_of(client_of(alice), incident.page_url)
    assert "Differs" in page


def test_the_clock_panel_says_target_elapsed_left_pauses_and_what_was_counted_before(alice, mail, agreement, client_of):
    incident = IncidentFactory(actor=alice, service=mail, impact=3, urgency=3, opened_at=ago(hours=2))
    working.take(incident, actor=alice)
    working.hold(incident, actor=alice, waits_for="caller", reason="Asked for the error")
    page = page_of(client_of(alice), incident.page_url)
    for words in (
        "Resolution</strong>",
        "within 8 h",
        "stands still",
        "Waited for the caller",
        "Asked for the error",
        'role="img"',
    ):
        assert words in page, words
    working.resume(incident, actor=alice)
    incident.impact = incident.urgency = 1
    working.edit_ticket(incident, actor=alice)
    page = page_of(client_of(alice), incident.page_url)
    assert "within 4 h" in page
    assert "Resolution within 8 h, while it was 4 Low" in page


def test_a_procedure_linked_to_the_service_is_at_hand_and_its_steps_are_taken_once(alice, mail, table, client_of):
    procedure = DocumentFactory(
        actor=alice, title="Restoring mail", type="procedure", text="# How\n\n1. Look\n2. Mend\n"
    )
    put_in_force(procedure)
    link(Document.objects.get(pk=procedure.pk), mail, actor=alice)
    incident = IncidentFactory(actor=alice, service=mail)
    client = client_of(alice)
    assert "Take its 2 steps" in page_of(client, incident.page_url)
    for _again in range(2):
        client.post(f"{incident.page_url}steps/take/", {"document": procedure.reference})
    steps = list(TicketStep.objects.filter(ticket=incident.pk))
    assert [(step.place, step.text, step.source) for step in steps] == [
        (1, "Look", f"{procedure.reference} 1.0"), (2, "Mend", f"{procedure.reference} 1.0"),
    ]  # fmt: skip
    client.post(f"{incident.page_url}steps/1/")
    assert client.post(f"{incident.page_url}steps/2/leave-out/", {"token": "t", "deviation": ""}).status_code == 422
    client.post(f"{incident.page_url}steps/2/leave-out/", {"token": "t", "deviation": "It was whole"})
    first, second = TicketStep.objects.filter(ticket=incident.pk)
    assert (first.done_by, second.deviation) == (alice, "It was whole")
    assert client.post(f"{incident.page_url}steps/9/leave-out/", {"token": "t", "deviation": "r"}).status_code == 404
    assert client.post(f"{incident.page_url}steps/take/", {"document": "PRO-999"}).status_code == 404


def test_lists_are_narrowed_by_how_the_target_stands(alice, mail, agreement, client_of):
    about = {"actor": alice, "service": mail}
    IncidentFactory(title="Eins late", opened_at=ago(hours=20), **about)
    soon = working.take(IncidentFactory(title="Zwei soon", opened_at=ago(hours=7), **about), actor=alice)
    held = working.hold(
        working.take(IncidentFactory(title="Drei held", **about), actor=alice),
        actor=alice,
        waits_for="caller",
        reason="r",
    )
    met = working.resolve(IncidentFactory(title="Vier met", **about), actor=alice, resolution="r")
    IncidentFactory(title="Funf none", actor=alice)
    client = client_of(alice)
    found = {
        target: {
            title
            for title in ("Eins", "Zwei", "Drei", "Vier", "Funf")
            if title in page_of(client, f"{LIST}?target={target}")
        }
        for target in ("missed", "soon", "stands", "met", "none")
    }
    assert found == {"missed": {"Eins"}, "soon": {"Zwei"}, "stands": {"Drei"}, "met": {"Vier"}, "none": {"Funf"}}
    assert (soon.state, held.state, met.state) == ("in_progress", "on_hold", "resolved")


def test_an_action_begun_on_the_board_ends_there_and_nowhere_else(alice, table, client_of):
    incident = IncidentFactory(actor=alice)
    client = client_of(alice)
    url = f"{incident.page_url}do/hold/?board=%3Fwhose%3Dmine"
    answer = client.post(url, {"token": "t", "version": 1, "waits_for": "caller", "reason": "r"})
    assert answer["Location"] == f"/operations/board/?whose=mine#ticket-{incident.pk}"
    url = f"{incident.page_url}do/resume/?board=//evil.example/"
    answer = client.post(url, {"token": "t", "version": 2})
    assert answer["Location"] == f"/operations/board/#ticket-{incident.pk}"


def test_duplicates_of_an_unseen_incident_are_not_named(alice, charlie, table, client_of):
    kept = IncidentFactory(actor=alice)
    merge(IncidentFactory(actor=alice, title="Verborgen", restricted=True), actor=alice, into=kept)
    assert "Verborgen" not in page_of(client_of(charlie), kept.page_url)


def test_how_it_ended_and_what_it_missed_stand_there_once_there_is_something_to_say(alice, table, client_of):
    incident = IncidentFactory(actor=alice)
    page = page_of(client_of(alice), incident.page_url)
    assert ("How it ended" in page, "Missed targets" in page) == (False, False)
    working.resolve(incident, actor=alice, resolution="Done")
    assert "How it ended" in page_of(client_of(alice), incident.page_url)


def test_an_action_that_leaves_the_state_says_what_was_done(alice, bob, table, client_of):
    incident = IncidentFactory(actor=alice, owner=alice)
    answer = client_of(alice).post(
        f"{incident.page_url}do/assign/", {"token": "t", "version": incident.version, "owner": bob.pk}, follow=True
    )
    said = [str(message) for message in answer.context["messages"]]
    assert said == [f"{incident.reference}: “Assign” is done."]


def test_the_form_of_an_action_has_the_focus_where_one_goes_on(alice, table, client_of):
    incident = IncidentFactory(actor=alice)
    page = page_of(client_of(alice), f"{incident.page_url}do/take/")
    assert re.search(r'type="submit" autofocus', page)
    page = page_of(client_of(alice), f"{incident.page_url}do/resolve/")
    assert re.search(r'<textarea name="resolution"[^>]*autofocus', page)
    assert page.count("autofocus") == 1


def test_the_customer_stands_with_what_is_asked_first(alice, table, client_of):
    page = page_of(client_of(alice), NEW)
    assert page.index('name="customer"') < page.index("<details")

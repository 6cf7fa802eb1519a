"""The board: open tickets of both kinds, the shortest time left first, a page at a time, and no more than one sees."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from operations.domain import board as boards
from operations.domain import working
from operations.domain.board import Asked, board_of
from operations.models import Incident
from records.domain.withdrawal import withdraw
from tests.factories import IncidentFactory, ServiceRequestFactory

pytestmark = pytest.mark.django_db
BOARD = "/operations/board/"


def ago(hours):
    return timezone.now() - timedelta(hours=hours)


def titles(asked):
    return [ticket.title for ticket in board_of(asked).tickets]


@pytest.fixture
def tickets(alice, bob, mail, agreement, desk):
    """Six open tickets, and three that are over."""
    about = {"actor": alice, "service": mail}
    IncidentFactory(title="late", opened_at=ago(30), **about)
    ServiceRequestFactory(title="request", opened_at=ago(3), **about)
    first = IncidentFactory(title="soon", opened_at=ago(0.9), team=desk, **about)
    IncidentFactory(title="without a target", actor=alice, owner=bob, opened_at=ago(100))
    held = IncidentFactory(title="stands still", opened_at=ago(50), **about)
    working.hold(working.take(held, actor=alice), actor=alice, waits_for="caller", reason="Asked")
    IncidentFactory(title="verborgen", opened_at=ago(40), owner=bob, restricted=True, actor=bob, service=mail)
    for title, verb in (("resolved", working.resolve), ("cancelled", working.cancel)):
        over = IncidentFactory(title=title, **about)
        verb(over, actor=alice, **({"resolution": "r"} if title == "resolved" else {"reason": "r"}))
    withdraw(IncidentFactory(title="withdrawn", **about), actor=alice, reason="r")
    return first


def test_the_shortest_time_left_stands_first_then_what_stands_still(tickets, alice, bob, charlie):
    assert titles(Asked(charlie)) == ["late", "soon", "request", "without a target", "stands still"]
    assert titles(Asked(bob)) == ["verborgen", "late", "soon", "request", "without a target", "stands still"]


def test_it_shows_those_of_a_team_a_person_nobody_a_kind_or_a_priority(tickets, alice, bob, desk):
    assert titles(Asked(alice, team=desk.pk)) == ["soon"]
    assert titles(Asked(bob, whose="mine")) == ["verborgen", "without a target"]
    assert titles(Asked(alice, whose="nobody")) == []
    assert titles(Asked(alice, kind="service-request")) == ["request"]
    assert titles(Asked(alice, priority=1)) == []


def test_pages_follow_each_other_without_gap_or_repetition(tickets, alice, monkeypatch):
    monkeypatch.setattr(boards, "PAGE", 2)
    found, place = [], None
    for _page in range(4):
        page = board_of(Asked(alice, after=place))
        found += [ticket.title for ticket in page.tickets]
        place = page.next
        if place is None:
            break
    assert found == ["late", "soon", "request", "without a target", "stands still"]


def test_pages_of_one_moment_are_told_apart_by_their_keys(alice, installation, monkeypatch):
    monkeypatch.setattr(boards, "PAGE", 1)
    moment = ago(2)
    made = [IncidentFactory(actor=alice, opened_at=moment) for _ in range(2)] + [
        ServiceRequestFactory(actor=alice, opened_at=moment)
    ]
    found, place = [], None
    for _page in made:
        page = board_of(Asked(alice, after=place))
        found += [ticket.pk for ticket in page.tickets]
        place = page.next
    assert (found, place) == ([ticket.pk for ticket in made], None)


def test_the_board_asks_as_often_for_many_as_for_few(tickets, alice, mail, client_of):
    client = client_of(alice)
    client.get(BOARD)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(BOARD)
    for number in range(8):
        IncidentFactory(actor=alice, service=mail, title=f"More {number}")
    with CaptureQueriesContext(connection) as many:
        client.get(BOARD)
    assert len(many) <= len(few)
    assert len(few) < 30


def test_the_page_says_how_much_time_is_left_and_the_island_stands_alone(tickets, charlie, client_of):
    client = client_of(charlie)
    page = client.get(BOARD).content.decode()
    assert "29 h" in page or "1 d 5 h over" in page
    assert "stands still" in page
    assert "verborgen" not in page
    island = client.get(BOARD, headers={"HX-Request": "true", "HX-Target": "list"}).content.decode()
    assert "<html" not in island
    assert "late" in island


@pytest.mark.parametrize(
    "query",
    [
        "at=x",
        "at=runs_x_1",
        "at=runs_2026-01-01T00:00:00_1",
        "at=runs_2026-13-01T00:00:00+00:00_1",
        "team=999",
        "team=x",
        "priority=9",
        "kind=person",
        "whose=%00",
    ],
)
def test_an_address_that_makes_no_sense_shows_the_board_all_the_same(tickets, charlie, client_of, query):
    assert client_of(charlie).get(f"{BOARD}?{query}").status_code == 200


def test_a_ticket_is_taken_from_the_board_once(tickets, alice, bob, client_of):
    client = client_of(alice)
    sent = {"ticket": tickets.pk, "version": tickets.version, "board": "whose=mine"}
    answer = client.post(f"{BOARD}take/", sent, headers={"HX-Request": "true", "HX-Target": "list"})
    assert answer.status_code == 200
    assert "is yours" in answer.content.decode()
    assert Incident.objects.get(pk=tickets.pk).state == "in_progress"
    again = client.post(f"{BOARD}take/", sent, headers={"HX-Request": "true", "HX-Target": "list"})
    assert again.status_code == 422
    assert "changed by somebody else" in again.content.decode()


def test_incidents_and_requests_are_held_together_and_the_rest_stays(tickets, alice, client_of):
    client = client_of(alice)
    rows = board_of(Asked(alice)).tickets
    keys = [ticket.pk for ticket in rows]
    page = client.get(f"{BOARD}bulk/", {"action": "hold", "chosen": keys}).content.decode()
    assert "3 tickets will be changed" in page
    chosen = ",".join(f"{ticket.pk}:{ticket.version}" for ticket in rows if ticket.title in {"soon", "request"})
    sent = {"action": "hold", "chosen": chosen, "token": "t", "waits_for": "supplier", "reason": "Ordered"}
    assert client.post(f"{BOARD}bulk/", sent).status_code == 302
    assert {
        (t.title, t.state, t.waits_for) for t in board_of(Asked(alice)).tickets if t.title in {"soon", "request"}
    } == {
        ("soon", "on_hold", "supplier"),
        ("request", "on_hold", "supplier"),
    }


def test_several_are_said_to_be_the_same_as_one(tickets, alice, mail, client_of):
    other = IncidentFactory(actor=alice, service=mail)
    sent = {
        "action": "merge",
        "chosen": f"{other.pk}:{other.version}",
        "token": "t",
        "into": tickets.reference,
        "reason": "",
    }
    client_of(alice).post(f"{BOARD}bulk/", sent)
    assert Incident.objects.get(pk=other.pk).duplicate_of == tickets

"""What happened to a record, read back: timelines, differences, how it was, who changed it, who has read it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from improvement.domain.opportunities import accept
from improvement.models import Opportunity
from people.models import User
from records.domain.acknowledgements import acknowledge
from records.domain.comments import add_comment
from records.domain.evidence import set_clauses
from records.domain.links import link, unlink
from records.domain.log import note
from records.domain.withdrawal import withdraw
from records.domain.write import write
from records.history import as_it_was, differences, last_change, timeline, version
from standard.models import Clause
from tests.factories import OpportunityFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def idea(alice):
    return OpportunityFactory(actor=alice, title="First", effort="small")


def change(record, actor, **fields):
    for name, value in fields.items():
        setattr(record, name, value)
    return write(record, actor=actor, action="edit")


def changes(entry):
    return {change.field.name: (change.before, change.after) for change in entry.changes}


def page(client, record, part=""):
    return client.get(f"{record.page_url}{part}").content.decode()


def test_a_timeline_tells_each_change_with_the_value_before_and_after(alice, idea):
    change(idea, alice, title="Second")
    add_comment(idea, actor=alice, text="Well")
    change(idea, alice, title="Third", effort="large")
    told = [(entry.event.action, changes(entry)) for entry in timeline(idea)]
    assert told == [
        ("edit", {"title": ("Second", "Third"), "effort": ("small", "large")}),
        ("comment", {}),
        ("edit", {"title": ("First", "Second")}),
        ("create", {}),
    ]


def test_a_page_of_a_timeline_knows_the_version_before_its_first_change(alice, idea):
    for title in ("Second", "Third", "Fourth"):
        change(idea, alice, title=title)
    newest = timeline(idea, count=1)
    older = timeline(idea, before=newest[0].event.pk, count=1)
    assert [changes(entry)["title"] for entry in (*newest, *older)] == [("Third", "Fourth"), ("Second", "Third")]


def test_versions_are_compared_field_by_field(alice, idea):
    change(idea, alice, title="Second")
    change(idea, alice, effort="large")
    found = differences(version(idea, 1), version(idea, 3))
    assert {each.field.name: (each.before, each.after) for each in found} == {
        "title": ("First", "Second"),
        "effort": ("small", "large"),
    }


def test_a_record_is_shown_as_it_stood_at_a_moment(alice, idea):
    created = idea.events.get().at
    change(idea, alice, title="Second")
    changed = idea.events.first().at
    moments = [created - timedelta(seconds=1), created, changed, timezone.now()]
    rows = [as_it_was(idea, moment) for moment in moments]
    assert [row and row.title for row in rows] == [None, "First", "Second", "Second"]


def test_the_page_of_a_day_shows_the_values_at_its_end_and_says_when_there_were_none(client_of, alice, idea):
    change(idea, alice, title="Second")
    client, today = client_of(alice), timezone.localdate()
    shown = [
        dict(client.get(f"{idea.page_url}history/as-of/", {"on": str(day)}).context["lines"]).get("Title")
        for day in (today, today - timedelta(days=1))
    ]
    assert shown == ["Second", None]


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Pacific/Kiritimati", "Etc/GMT+12", "Asia/Kathmandu"])
@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "9999-12-31", "2200-12-31", "1900-01-01", "2026-03-08"])
def test_no_day_is_out_of_reach_of_any_time_zone(client_of, alice, idea, zone, day):
    User.objects.filter(pk=alice.pk).update(time_zone=zone)
    assert client_of(alice).get(f"{idea.page_url}history/as-of/", {"on": day}).status_code == 200


def test_fields_are_called_what_their_kind_calls_them(client_of, alice):
    made = OrganisationFactory(actor=alice, title="Fjord Line")
    context = client_of(alice).get(f"{made.page_url}history/as-of/", {"on": timezone.localdate().isoformat()}).context
    assert ("Name", "Fjord Line") in context["lines"]


def test_a_conflict_names_who_changed_the_record_and_not_who_commented_later(client_of, alice, admin, bob, idea):
    change(idea, alice, title="Hers")
    add_comment(idea, actor=bob, text="Nice")
    assert last_change(Opportunity.objects.get()).actor == alice
    form = client_of(admin).get(f"{idea.page_url}edit/").context["form"]
    values = {name: form[name].value() or "" for name in form.fields}
    answer = client_of(admin).post(f"{idea.page_url}edit/", {**values, "version": 1, "title": "His"})
    assert (answer.status_code, answer.context["event"].actor) == (409, alice)
    assert [line.field.name for line in answer.context["fields"]] == ["title"]


def test_a_conflict_with_the_system_says_so(client_of, alice, idea):
    form = client_of(alice).get(f"{idea.page_url}edit/").context["form"]
    values = {name: form[name].value() or "" for name in form.fields}
    idea.title = "Moved"
    write(idea, actor=None, action="edit")
    answer = client_of(alice).post(f"{idea.page_url}edit/", {**values, "title": "Hers"})
    assert answer.status_code == 409
    assert "The system saved this record while you wrote" in answer.content.decode()


class TestWords:
    @pytest.mark.parametrize("action", ["task", "attach", "detach", "evidence", "grant", "revoke", "link", "clauses"])
    def test_an_event_without_its_detail_falls_back_to_the_bare_word(self, client_of, alice, bob, idea, action):
        note(idea, actor=bob, action=action)
        client = client_of(alice)
        answers = [client.get(place) for place in (idea.page_url, f"{idea.page_url}history/", "/")]
        assert [answer.status_code for answer in answers] == [200, 200, 200]
        assert ["Bob Costa" in answer.content.decode() for answer in answers] == [True, True, True]

    def test_a_detail_with_signs_of_html_is_shown_as_text(self, client_of, alice, idea):
        note(idea, actor=alice, action="attach", detail={"file": "<b>100%s</b>.txt"})
        assert "attached &lt;b&gt;100%s&lt;/b&gt;.txt" in page(client_of(alice), idea, "history/")

    def test_the_clauses_chosen_are_named(self, client_of, alice, idea):
        set_clauses(idea, list(Clause.objects.filter(number__in=["8.6.1", "8.5.1"])), actor=alice)
        set_clauses(idea, [], actor=alice)
        told = page(client_of(alice), idea, "history/")
        assert ("said it belongs to 8.5.1, 8.6.1" in told, "belongs to no clause of its own" in told) == (True, True)

    def test_a_link_names_the_other_record_by_title_to_those_who_see_it_alone(self, client_of, alice, charlie, idea):
        hidden = OpportunityFactory(actor=alice, title="Kanarienvogel", restricted=True)
        unlink(idea, link(idea, hidden, actor=alice), actor=alice)
        for place in ("", "history/"):
            hers, his = page(client_of(alice), idea, place), page(client_of(charlie), idea, place)
            assert hers.count("Kanarienvogel</a>") == 2
            assert ("Kanarienvogel" in his, his.count(f'<span class="ref">{hidden.reference}</span>')) == (False, 2)

    def test_naming_links_takes_no_more_queries_for_more_of_them(self, client_of, alice, idea):
        client, counts = client_of(alice), []
        page(client, idea)
        for count in (1, 2, 3):
            link(idea, OpportunityFactory(actor=alice), actor=alice)
            with CaptureQueriesContext(connection) as queries:
                shown = page(client, idea, "history/")
            assert shown.count("linked it to <a") == count
            counts.append(len(queries))
        assert counts == [counts[0]] * 3


class TestReaders:
    def test_who_read_which_version_is_listed_for_all_who_see_the_record(self, client_of, alice, bob, charlie, idea):
        acknowledge(idea, actor=bob, version=1)
        change(idea, alice, title="Second")
        acknowledge(idea, actor=bob, version=2)
        acknowledge(idea, actor=charlie, version=2)
        assert "Read by 2 people" in page(client_of(alice), idea)
        rows = client_of(alice).get(f"{idea.page_url}readers/").context["rows"]
        assert [(row.person, row.version) for row in rows] == [(charlie, 2), (bob, 2), (bob, 1)]

    def test_whoever_read_an_older_version_is_asked_again(self, client_of, alice, bob, idea):
        acknowledge(idea, actor=bob, version=1)
        before = page(client_of(bob), idea)
        change(idea, alice, title="Second")
        after = page(client_of(bob), idea)
        assert ["have confirmed reading" in shown for shown in (before, after)] == [True, False]
        assert ["Confirm that I read" in shown for shown in (before, after)] == [False, True]


class TestActionsHeldBack:
    def offers(self, client, record):
        context = client.get(record.page_url).context
        return {offer.action.key: str(offer.why_not or "") for offer in context["more_offers"]}

    def test_actions_the_state_fits_stand_with_whom_they_are_for(self, client_of, charlie, idea):
        offers = self.offers(client_of(charlie), idea)
        assert list(offers) == ["accept", "postpone", "decline"]
        assert {why.startswith("For ") for why in offers.values()} == {True}
        assert 'class="dropdown-item disabled"' in page(client_of(charlie), idea)

    def test_actions_the_state_does_not_know_are_not_shown(self, client_of, alice, bob):
        made = OpportunityFactory(actor=bob, owner=alice)
        accept(made, actor=alice, owner=alice, due=timezone.localdate(), reason="Good")
        assert "accept" not in self.offers(client_of(bob), made)

    def test_a_withdrawn_record_holds_out_no_actions_but_the_way_back(self, client_of, alice, charlie, idea):
        withdraw(idea, actor=alice, reason="Twice")
        assert self.offers(client_of(charlie), idea) == {}
        assert self.offers(client_of(alice), idea) == {"restore": ""}

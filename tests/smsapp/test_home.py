"""My work as a page: nothing hidden is told, and it is bounded however much there is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from improvement.domain.opportunities import decline
from people.calendar import today
from records.access.standing import HOLD
from records.domain.comments import add_comment
from records.domain.links import link
from records.domain.rights import Right, settle_rights
from records.domain.sharing import grant
from records.domain.tasks import set_task
from standard.roles import PROCESS_OWNER, SERVICE_MANAGEMENT_TEAM, SMR, TOP_MANAGEMENT
from tests.factories import OpportunityFactory, OrganisationFactory
from tests.smsapp.desk import DAY, give_role, let_stand_in, visit

pytestmark = pytest.mark.django_db


def text(client, place="/"):
    return client.get(place).content.decode()


def test_the_line_under_the_title_says_what_one_is_until_when(client_of, alice, bob):
    give_role(alice, SMR, until=today() + 30 * DAY)
    give_role(alice, PROCESS_OWNER)
    let_stand_in(alice, bob, until=today() + 9 * DAY)
    said = client_of(alice).get("/").context["introduction"]
    last, back = (f"{day.day} {day:%B %Y}" for day in (today() + 30 * DAY, today() + 9 * DAY))
    assert said == (
        f"You are service management representative (SMR) until {last} and process owner."
        f" You stand in for Bob Costa until {back}."
    )


def test_who_belongs_to_a_body_is_said_to_be_part_of_it(client_of, alice):
    give_role(alice, TOP_MANAGEMENT)
    give_role(alice, SERVICE_MANAGEMENT_TEAM)
    said = client_of(alice).get("/").context["introduction"]
    assert said == "You are part of top management and part of the service management team."


def test_a_record_that_is_over_shows_no_day_since_nothing_is_awaited(client_of, alice, bob):
    due = today() + 3 * DAY
    made = OpportunityFactory(actor=bob, owner=alice, due=due)
    client, day = client_of(alice), f'datetime="{due.isoformat()}"'
    before = day in text(client)
    decline(made, actor=alice, reason="No")
    assert (before, day in text(client)) == (True, False)


def test_who_holds_no_role_is_told_the_day_alone(client_of, alice):
    assert client_of(alice).get("/").context["introduction"] == ""


def test_a_role_one_has_as_a_deputy_is_not_said_to_be_ones_own(client_of, alice, bob):
    source = OrganisationFactory()
    settle_rights(source, [Right(alice, source.pk, HOLD, SMR, today(), None, acts_for=bob)], [], actor=None)
    assert client_of(alice).get("/").context["introduction"] == ""


def test_a_linked_record_is_named_as_far_as_it_is_seen(client_of, alice, bob, charlie):
    hidden = OpportunityFactory(actor=alice, title="Kanarienvogel", restricted=True)
    grant(hidden, bob, actor=alice)
    other = OpportunityFactory(actor=bob, owner=charlie, title="Open too")
    link(other, hidden, actor=bob)
    add_comment(other, actor=alice, text="Good")
    pages = [text(client_of(person)) for person in (alice, charlie)]
    assert ["Kanarienvogel</a>" in page for page in pages] == [True, False]
    assert ["Kanarienvogel" in page for page in pages] == [True, False]
    assert hidden.reference in pages[1]


def test_own_records_stand_in_the_order_of_what_is_due_soon_then_of_what_is_new(client_of, alice):
    day = timezone.localdate()
    for title, due in (("Far", day + 60 * DAY), ("Late", day - DAY), ("Soon", day + 3 * DAY), ("New", None)):
        OpportunityFactory(actor=alice, title=title, due=due)
    shown = [record.title for record in client_of(alice).get("/").context["owned"]]
    assert shown == ["Late", "Soon", "New", "Far"]


def test_what_is_over_is_not_late(client_of, alice, bob):
    day = timezone.localdate()
    OpportunityFactory(actor=alice, title="Late", due=day - DAY)
    over = OpportunityFactory(actor=bob, owner=alice, title="Declined", due=day - 2 * DAY)
    decline(over, actor=alice, reason="No")
    found = client_of(alice).get("/my-work/owned/", {"late": "1"}).context["page"]
    assert [record.title for record in found] == ["Late"]


def test_all_one_owns_is_of_every_kind_and_is_narrowed_by_kind(client_of, scene, alice, bob):
    client = client_of(alice)
    pages = [client.get("/my-work/owned/", {"page": n}).context["page"] for n in (1, 2)]
    kinds = {record.kind for page in pages for record in page}
    assert {"opportunity", "organisation", "contact"} <= kinds
    narrowed = client.get("/my-work/owned/", {"kind": "contact"}).context["page"]
    assert {record.kind for record in narrowed} == {"contact"}
    assert len(client_of(bob).get("/my-work/owned/").context["page"].object_list) < 3


def test_pages_of_what_one_owns_lead_on(client_of, alice):
    for n in range(55):
        OpportunityFactory(actor=alice, title=f"Mine {n}")
    client = client_of(alice)
    pages = [client.get("/my-work/owned/", {"page": n}).context["page"] for n in (1, 2)]
    titles = {record.title for page in pages for record in page}
    assert ([len(page.object_list) for page in pages], len(titles)) == ([50, 5], 55)


def arrange(alice, bob, charlie, role, count):
    """Of everything My work shows, ``count``."""
    for n in range(count):
        made = OpportunityFactory(actor=bob)
        for assignee in (alice, bob, role):
            set_task(made, actor=bob, assignee=assignee, title=f"Do {n}", due=timezone.localdate())
        own = OpportunityFactory(actor=alice)
        link(made, own, actor=bob)
        set_task(own, actor=alice, assignee=charlie, title="Help", due=timezone.localdate())
        add_comment(own, actor=bob, text="Good")


@pytest.mark.parametrize(
    "place", ["/", "/my-work/waiting/", "/my-work/handed-on/", "/my-work/owned/", "/my-work/changed/"]
)
def test_as_many_queries_do_for_much_as_for_little(client_of, alice, bob, charlie, place):
    role = give_role(alice, SMR)
    let_stand_in(alice, bob)
    client, counts = client_of(alice), []
    for more in (3, 12):
        arrange(alice, bob, charlie, role, more)
        visit(client)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(place).status_code == 200
        counts.append(len(queries))
    assert max(counts) <= 16
    assert counts[1] == counts[0]

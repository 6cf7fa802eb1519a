"""Services: their life, what they are made of, what one can ask for, what is required of them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.calendar import today
from records.access.permits import Refused
from records.domain.errors import InputError, NotNowError
from records.domain.write import write
from records.models import Event
from services.domain import composition, lives
from services.domain.items import offer
from services.domain.moves import move
from services.domain.requirements import meet
from services.models import ServiceLink
from services.queries import surroundings
from tests.factories import (
    CalendarFactory,
    CatalogueItemFactory,
    OrganisationFactory,
    ServiceFactory,
    ServiceRequirementFactory,
)
from tests.services.conftest import again

pytestmark = pytest.mark.django_db


def link(upper, lower, actor, relation="depends"):
    return composition.connect(again(upper), actor=actor, other=lower, relation=relation)


def test_a_service_without_hours_or_value_does_not_go_live_and_is_told_what_it_lacks(desk):
    service = ServiceFactory(owner=desk, customer_value=" ")
    with pytest.raises(NotNowError, match="what customers get from it, service hours"):
        lives.go_live(again(service), actor=desk, live_since=today())
    assert again(service).state == "planned"


def test_a_service_goes_live_by_its_page_and_says_since_when(client_of, desk):
    service = ServiceFactory(owner=desk, service_hours=CalendarFactory())
    said = {"token": "t", "version": 1, "live_since": today().isoformat(), "reason": ""}
    assert client_of(desk).post(f"{service.page_url}do/go_live/", said).status_code == 302
    assert (again(service).state, again(service).live_since) == ("live", today())


def test_no_service_is_live_since_a_day_to_come(desk):
    service = ServiceFactory(owner=desk, service_hours=CalendarFactory())
    with pytest.raises(InputError, match="when the day has come"):
        lives.go_live(again(service), actor=desk, live_since=today().replace(year=today().year + 1))


def test_a_service_that_others_rest_on_is_not_retired(live, desk):
    mail, hosting = live("Mail"), live("Hosting")
    link(mail, hosting, desk)
    lives.remove(again(hosting), actor=desk, removal_on=today(), reason="r")
    with pytest.raises(NotNowError, match=mail.reference):
        lives.retire(again(hosting), actor=desk, reason="r")
    composition.disconnect(again(mail), actor=desk, link=ServiceLink.objects.get(), reason="r")
    assert lives.retire(again(hosting), actor=desk, reason="r").retired_on == today()


def test_what_is_offered_of_a_retired_service_can_be_asked_for_no_more(live, desk):
    service = live("Fax")
    item = CatalogueItemFactory(service=service)
    offer(again(item), actor=desk)
    lives.remove(again(service), actor=desk, removal_on=today(), reason="r")
    lives.retire(again(service), actor=desk, reason="r")
    assert again(item).state == "draft"


def test_an_item_is_offered_once_its_service_is_live(live, desk):
    with pytest.raises(NotNowError, match="not live"):
        offer(again(CatalogueItemFactory()), actor=desk)
    assert offer(again(CatalogueItemFactory(service=live("Mail"))), actor=desk).state == "offered"


def test_no_service_is_its_own_part_and_no_two_are_linked_twice(desk):
    one, two = ServiceFactory(), ServiceFactory()
    with pytest.raises(InputError, match="no part of itself"):
        link(one, one, desk)
    link(one, two, desk)
    with pytest.raises(InputError, match="linked already"):
        link(one, two, desk, "part")


def test_parts_and_dependencies_never_go_round_in_a_circle(desk):
    one, two, three = ServiceFactory(), ServiceFactory(), ServiceFactory()
    link(one, two, desk, "part")
    link(two, three, desk)
    with pytest.raises(InputError, match="circle"):
        link(three, one, desk, "part")
    assert ServiceLink.objects.count() == 2


def test_links_and_operators_are_made_and_taken_away_by_forms_and_told_in_the_history(client_of, desk):
    service, other, firm = ServiceFactory(), ServiceFactory(title="Hosting"), OrganisationFactory(title="Northgrid")
    browser, form = client_of(desk), {"token": "t", "version": 1}
    for action, said in (
        ("connect", {"relation": "part", "other": other.reference}),
        ("add_operator", {"organisation": firm.reference, "part": "Cooling"}),
    ):
        assert browser.post(f"{service.page_url}do/{action}/", {**form, **said}).status_code == 302
        form = {"token": action, "version": again(service).version}
    page = browser.get(service.page_url).content.decode()
    assert "has as a part" in page
    assert "Cooling" in page
    assert "Northgrid" in page
    for action, field, row in (
        ("disconnect", "link", service.links_down.get()),
        ("end_operator", "operator", service.operators.get()),
    ):
        form = {"token": action, "version": again(service).version, "reason": "r", field: row.pk}
        assert browser.post(f"{service.page_url}do/{action}/", form).status_code == 302
    assert (service.links_down.count(), service.operators.count()) == (0, 0)
    told = [event.action for event in Event.objects.filter(record_id=service.pk).order_by("pk")]
    assert told == ["create", "connect", "add_operator", "disconnect", "end_operator"]


def test_a_link_of_another_service_is_no_choice(client_of, desk):
    one, two = ServiceFactory(), ServiceFactory()
    link(one, two, desk)
    said = {"token": "t", "version": 1, "reason": "r", "link": ServiceLink.objects.get().pk}
    assert client_of(desk).post(f"{two.page_url}do/disconnect/", said).status_code == 422
    assert ServiceLink.objects.exists()


def test_the_picture_puts_what_rests_on_a_service_before_it_and_what_it_rests_on_after(desk, alice):
    top, middle, low, side = (ServiceFactory(title=name) for name in ("Top", "Middle", "Low", "Side"))
    link(top, middle, desk, "part")
    link(middle, low, desk)
    link(middle, side, desk)
    link(side, low, desk)
    found = surroundings(middle, alice, 2)
    assert {node.name: node.level for node in found.nodes} == {"Top": -1, "Middle": 0, "Side": 1, "Low": 2}
    assert (len(found.edges), found.is_cut) == (4, False)
    assert surroundings(top, alice, 1).is_cut is True


def test_the_picture_names_a_service_that_is_not_seen_by_its_reference_and_leads_nowhere(client_of, desk, alice):
    service, hidden = ServiceFactory(), ServiceFactory(title="Kanarienvogel", restricted=True)
    composition.connect(again(service), actor=None, other=hidden, relation="depends")
    page = client_of(alice).get(f"{service.page_url}map/").content.decode()
    assert hidden.reference in page
    assert "Kanarienvogel" not in page
    assert f'href="{hidden.page_url}' not in page


def test_the_page_of_the_picture_asks_as_much_of_many_services_as_of_two(client_of, desk, alice):
    service = ServiceFactory()

    def queries():
        with CaptureQueriesContext(connection) as asked:
            client_of(alice).get(f"{service.page_url}map/?levels=3")
        return len(asked)

    link(service, ServiceFactory(), desk)
    queries()
    few = queries()
    for _n in range(12):
        link(service, ServiceFactory(), desk)
    assert queries() == few


def test_nobody_approves_a_requirement_that_they_recorded(desk, smr):
    found = ServiceRequirementFactory(actor=desk)
    with pytest.raises(Refused):
        move("approve")(again(found), actor=desk, reason="r")
    assert move("approve")(again(found), actor=smr, reason="r").state == "approved"


def test_a_requirement_is_met_in_a_way_that_is_said(desk, smr):
    found = ServiceRequirementFactory(actor=desk)
    move("approve")(again(found), actor=smr, reason="r")
    met = meet(again(found), actor=desk, how_met="By a second line")
    assert (met.state, again(found).how_met) == ("met", "By a second line")


def test_somebody_stands_behind_each_requirement(client_of, desk):
    service = ServiceFactory()
    said = {"title": "Fast", "service": service.reference, "text": "t", "type": "function", "priority": "must"}
    answer = client_of(desk).post("/services/requirements/new/", {**said, "token": "t", "version": "0"})
    assert answer.status_code == 422
    assert "Say who requires it" in str(answer.context["form"].errors["organisation"])


def test_a_service_shows_its_items_and_requirements_as_far_as_they_are_seen(client_of, alice):
    service = ServiceFactory()
    CatalogueItemFactory(service=service, title="Restore a file")
    ServiceRequirementFactory(service=service, title="Kanarienvogel", restricted=True)
    page = client_of(alice).get(service.page_url).content.decode()
    assert "Restore a file" in page
    assert "Kanarienvogel" not in page


def test_code_of_a_service_is_its_own(client_of, desk):
    ServiceFactory(code="MAIL")
    said = {"title": "Mail", "code": "MAIL", "customer_value": "v", "criticality": "low", "token": "t", "version": "0"}
    answer = client_of(desk).post("/services/services/new/", said)
    assert answer.status_code == 422
    assert "code" in answer.context["form"].errors


def test_a_withdrawn_service_is_not_written(desk):
    service = ServiceFactory(owner=desk)
    service.withdrawn = True
    write(service, actor=None, action="withdraw", reason="r")
    with pytest.raises(Refused):
        link(service, ServiceFactory(), desk)

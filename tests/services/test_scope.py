"""The scope of the system: its editions, and what contradicts it."""

from io import BytesIO

import pytest
from django.db import IntegrityError
from pypdf import PdfReader

from documents.enums import ItemState
from documents.overview.items import lines_of
from people.calendar import today
from records.access.permits import Refused
from records.domain.errors import NotNowError
from records.models import Task
from roles.models import Role
from services.domain import composition, scopes
from services.domain.editions import difference
from services.domain.moves import move
from services.domain.scope_checks import contradictions, scope_in_force
from services.domain.scopes import Placed
from services.models import ScopedService, SmsScope
from services.paper import SCOPE_JOB, print_scope
from shell.registry import ScopeCheck, registry
from tests.documents.conftest import running
from tests.factories import CustomerRelationshipFactory, ServiceRequirementFactory, SmsScopeFactory
from tests.services.conftest import again

pytestmark = pytest.mark.django_db


@pytest.fixture
def scope(smr):
    return scopes.create_scope(
        SmsScope(title="Scope", organisation="Norvik", statement="The services of Norvik", owner=smr), actor=smr
    )


def place(scope, smr, inside=(), outside=()):
    placed = [Placed(service.pk, is_in=True) for service in inside]
    placed += [Placed(service.pk, is_in=False, reason=why) for service, why in outside]
    return scopes.set_services(again(scope), actor=smr, placed=placed)


def in_force(scope, smr, director, inside, outside=()):
    place(scope, smr, inside, outside)
    scopes.approve(again(scope), actor=director)
    return scopes.enforce(again(scope), actor=smr)


def found(user):
    return {
        each.check.key: [record.title for record in each.records] for each in contradictions(scope_in_force(user), user)
    }


def test_top_management_approves_and_nobody_else(scope, smr, director, live):
    place(scope, smr, [live("Mail")])
    with pytest.raises(Refused):
        scopes.approve(again(scope), actor=smr)
    assert scopes.approve(again(scope), actor=director).state == "approved"


def test_top_management_is_asked_and_the_task_is_done_with_the_approval(scope, smr, director, live, client_of):
    place(scope, smr, [live("Mail")])
    said = {"token": "t", "version": again(scope).version, "due": today().isoformat(), "reason": ""}
    assert client_of(smr).post(f"{scope.page_url}do/ask/", said).status_code == 302
    task = Task.objects.get(record_id=scope.pk)
    assert (Role.objects.get(pk=task.role_id).key, task.kind, task.done) == ("top_management", "approve", None)
    assert f"{scope.page_url}do/approve/" in client_of(director).get("/").content.decode()
    scopes.approve(again(scope), actor=director)
    task.refresh_from_db()
    assert (task.done is not None, task.cancelled, task.outcome) == (True, False, "Approved")


def test_an_edition_that_names_no_service_is_not_approved(scope, director):
    with pytest.raises(NotNowError, match="names no service"):
        scopes.approve(again(scope), actor=director)


def test_what_was_approved_is_changed_no_more(scope, smr, director, live):
    mail = live("Mail")
    place(scope, smr, [mail])
    scopes.approve(again(scope), actor=director)
    with pytest.raises(NotNowError, match="begin a new edition"):
        place(scope, smr, [live("Hosting")])
    with pytest.raises(NotNowError, match="begin a new edition"):
        scopes.change_scope(again(scope), actor=smr)
    with pytest.raises(IntegrityError):
        ScopedService.objects.update(is_in=False)


def test_an_edition_that_is_sent_back_can_be_changed_again(scope, smr, director, live):
    place(scope, smr, [live("Mail")])
    scopes.approve(again(scope), actor=director)
    scopes.send_back(again(scope), actor=director, reason="Name the hosting")
    place(scope, smr, [live("Hosting")])
    assert scope.services.count() == 2


def test_one_edition_is_in_force_and_the_one_before_is_superseded(scope, smr, director, live, alice):
    mail = live("Mail")
    in_force(scope, smr, director, [mail])
    second = scopes.begin_edition(again(scope), actor=smr, reason="Hosting is new")
    assert (second.edition, second.follows_id, second.services.get().service_id) == (2, scope.pk, mail.pk)
    in_force(second, smr, director, [live("Hosting")])
    assert [(each.edition, each.state, each.is_current) for each in SmsScope.objects.order_by("edition")] == [
        (1, "superseded", False), (2, "in_force", True),
    ]  # fmt: skip
    assert scope_in_force(alice).in_force_from == today()


def test_one_new_edition_is_written_at_a_time(scope, smr, director, live):
    in_force(scope, smr, director, [live("Mail")])
    second = scopes.begin_edition(again(scope), actor=smr, reason="r")
    with pytest.raises(NotNowError, match=second.reference):
        scopes.begin_edition(again(scope), actor=smr, reason="r")


def test_beginning_an_edition_leads_to_it(scope, smr, director, live, client_of):
    in_force(scope, smr, director, [live("Mail")])
    said = {"token": "t", "version": again(scope).version, "reason": "r"}
    answer = client_of(smr).post(f"{scope.page_url}do/begin_edition/", said)
    assert answer.url == SmsScope.objects.get(edition=2).page_url


def test_services_are_placed_by_the_form_and_what_is_out_is_out_for_a_reason(scope, smr, live, client_of):
    mail, fax = live("Mail"), live("Fax")
    url, form = f"{scope.page_url}services/", {"token": "t", f"place_{mail.pk}": "in", f"place_{fax.pk}": "out"}
    answer = client_of(smr).post(url, form)
    assert answer.status_code == 422
    assert "Say why it is out" in answer.content.decode()
    assert client_of(smr).post(url, {**form, f"reason_{fax.pk}": "Ends this year"}).status_code == 302
    placed = {line.service_id: (line.is_in, line.reason) for line in scope.services.all()}
    assert placed == {mail.pk: (True, ""), fax.pk: (False, "Ends this year")}
    client_of(smr).post(url, {**form, "token": "u", f"place_{fax.pk}": ""})
    assert [line.service_id for line in scope.services.all()] == [mail.pk]


def test_what_one_does_not_see_stays_where_it_is(scope, smr, live, client_of):
    hidden = live("Hidden", restricted=True)
    scopes.set_services(again(scope), actor=None, placed=[Placed(hidden.pk, is_in=True)])
    client_of(smr).post(f"{scope.page_url}services/", {"token": "t"})
    assert [line.service_id for line in scope.services.all()] == [hidden.pk]


def test_live_services_that_are_named_nowhere_are_found(scope, smr, director, live, alice):
    in_force(scope, smr, director, [live("Mail")])
    live("Wireless")
    assert found(alice)["services.unnamed"] == ["Wireless"]


def test_what_one_in_scope_rests_on_is_not_out(scope, smr, director, live, desk, alice):
    mail, hosting = live("Mail"), live("Hosting")
    composition.connect(again(mail), actor=desk, other=hosting, relation="depends")
    in_force(scope, smr, director, [mail], [(hosting, "Bought")])
    assert found(alice)["services.below"] == ["Hosting"]


def test_services_in_scope_have_an_approved_requirement(scope, smr, director, live, desk, alice):
    mail = live("Mail")
    in_force(scope, smr, director, [mail])
    requirement = ServiceRequirementFactory(actor=desk, service=mail)
    assert found(alice) == {"services.requirements": ["Mail"]}
    move("approve")(again(requirement), actor=smr, reason="r")
    assert found(alice) == {}


def test_what_customers_take_is_held_against_it(scope, smr, director, live, alice):
    mail, fax = live("Mail"), live("Fax")
    in_force(scope, smr, director, [mail], [(fax, "Ends")])
    CustomerRelationshipFactory().taken_services.create(service=fax)
    assert found(alice)["customers.taken"] == ["Fax"]


def test_higher_rooms_compare_too_and_each_finding_is_a_link(scope, smr, director, live, client_of, alice):
    mail = live("Mail")
    in_force(scope, smr, director, [mail])
    check = ScopeCheck(key="test.check", label="Tickets of Monday", find=lambda _scope, _user: [mail])
    with registry.temporarily(check):
        page = client_of(alice).get(scope.page_url).content.decode()
    assert "Tickets of Monday" in page
    assert f'href="{mail.page_url}"' in page


def test_a_restricted_service_is_found_for_those_who_see_it_alone(scope, smr, director, live, desk, alice):
    in_force(scope, smr, director, [live("Mail")])
    live("Kanarienvogel", restricted=True)
    assert found(desk)["services.unnamed"] == ["Kanarienvogel"]
    assert "services.unnamed" not in found(alice)


def test_two_editions_are_compared_service_by_service_and_word_by_word(scope, smr, director, live, client_of):
    mail, fax = live("Mail"), live("Fax")
    in_force(scope, smr, director, [mail])
    second = scopes.begin_edition(again(scope), actor=smr, reason="r")
    second = again(second)
    second.places = "Bergen"
    scopes.change_scope(second, actor=smr)
    place(second, smr, [], [(fax, "Ends")])
    differs = difference(again(scope), again(second))
    assert [(line.service, line.before, line.after.is_in) for line in differs.moved] == [(fax.pk, None, False)]
    assert differs.words == [("places", "", "Bergen")]
    page = client_of(smr).get(f"{second.page_url}difference/").content.decode()
    assert "not named" in page
    assert "Bergen" in page
    assert client_of(smr).get(f"{second.page_url}difference/?with=SCO-1").status_code == 404


def test_an_edition_without_another_says_that_there_is_none(client_of, alice):
    made = SmsScopeFactory()
    assert "no other edition" in client_of(alice).get(f"{made.page_url}difference/").content.decode()


def test_it_is_printed_by_a_job_with_who_approved_it(scope, smr, director, live):
    in_force(scope, smr, director, [live("Mail")], [(live("Fax"), "Ends this year")])
    pdf = PdfReader(BytesIO(print_scope(running(SCOPE_JOB), scope=scope.pk, by=smr.pk).file.content))
    words = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert "Mail" in words
    assert "Ends this year" in words
    assert "Toni Top" in words


def test_the_register_of_what_is_asked_for_knows_an_edition_in_force_and_no_draft(scope, smr, director, live, alice):
    key = "4.3/sms-scope-statement"

    def item():
        return next(item for line in lines_of(alice) for item in line.items if item.required.key == key)

    assert item().state == ItemState.MISSING
    in_force(scope, smr, director, [live("Mail")])
    assert (item().state, item().kind.key, item().count) == (ItemState.PRESENT, "sms-scope", 1)

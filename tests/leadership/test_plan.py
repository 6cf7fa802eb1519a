"""The service management plan: eight parts, what does not fit, approval that freezes, the next period."""

from datetime import timedelta
from io import BytesIO

import pytest
from dateutil.relativedelta import relativedelta
from django.db import IntegrityError
from pypdf import PdfReader

from leadership.domain import plans
from leadership.domain.plan_checks import misfits
from leadership.domain.plan_difference import difference
from leadership.domain.plan_text import parts_of, plan_sha256
from leadership.models import ManagementPlan, PlanPart
from leadership.models.plan import PartKey
from leadership.paper.plan import PRINT_JOB, print_plan
from people.calendar import today
from records.access.permits import Refused
from records.domain.errors import InputError, NotNowError, StaleError
from records.domain.files import open_content
from records.domain.tasks import set_task
from records.models import Task
from services.domain import scopes
from services.domain.scopes import Placed
from services.models import SmsScope
from tests.documents.conftest import running
from tests.factories import DocumentFactory
from tests.leadership.conftest import again
from tests.threads import at_once

pytestmark = pytest.mark.django_db
LONG = "Größe zählt. " * 3847


@pytest.fixture
def plan(smr):
    """A draft of this year's plan."""
    made = ManagementPlan(title="Plan", starts=today(), ends=today() + timedelta(days=364))
    return plans.create(made, actor=smr)


def say(plan, smr, key, text="Said", **about):
    version = next(part.version for part in parts_of(plan) if part.key == key)
    return plans.write_part(again(plan), key, actor=smr, text=text, version=version, **{"answers": smr, **about})


def filled(plan, smr, **texts):
    for key in PartKey.values:
        say(plan, smr, key, texts.get(key, f"About {key}"))
    return again(plan)


def proposed(plan, smr, **texts):
    filled(plan, smr, **texts)
    return plans.propose(again(plan), actor=smr, due=today())


def approved(plan, smr, director, **texts):
    proposed(plan, smr, **texts)
    plans.approve(again(plan), actor=director, sha256=plan_sha256(plan))
    return again(plan)


def kept(plan):
    with open_content(plan.content) as file:
        return file.read().decode()


def words(plan, user, key):
    return {misfit.words: [each.title for each in misfit.records] for misfit in misfits(plan, user)[key]}


def test_no_plan_is_proposed_or_approved_with_an_empty_part(plan, smr, director):
    filled(plan, smr, limitations="  ")
    with pytest.raises(NotNowError, match="Known limitations"):
        plans.propose(again(plan), actor=smr, due=today())
    say(plan, smr, "limitations", answers=None)
    with pytest.raises(NotNowError, match="Nobody answers"):
        plans.propose(again(plan), actor=smr, due=today())
    say(plan, smr, "limitations", "", references=[DocumentFactory(actor=smr)])
    plans.propose(again(plan), actor=smr, due=today())
    PlanPart.objects.filter(plan=plan, key="services").update(text="")
    with pytest.raises(NotNowError, match="Services"):
        plans.approve(again(plan), actor=director, sha256=plan_sha256(plan))


def test_its_author_does_not_approve_it(plan, give, smr, director, second):
    give(smr, "top_management")
    proposed(plan, smr)
    with pytest.raises(Refused):
        plans.approve(again(plan), actor=smr, sha256=plan_sha256(plan))
    plans.send_back(again(plan), actor=director, reason="More on money")
    PlanPart.objects.filter(plan=plan, key="resources").update(answers=second)
    plans.write_part(again(plan), "resources", actor=second, text="Money", answers=second, version=1)
    with pytest.raises(Refused):
        plans.write_part(again(plan), "services", actor=second, text="Mine", answers=second, version=1)
    plans.propose(again(plan), actor=smr, due=today())
    with pytest.raises(Refused):
        plans.approve(again(plan), actor=second, sha256=plan_sha256(plan))
    assert plans.approve(again(plan), actor=director, sha256=plan_sha256(plan)).state == "approved"


def test_one_approves_exactly_what_was_on_the_page(plan, smr, director, client_of):
    proposed(plan, smr)
    page = f"{plan.page_url}do/approve/"
    assert plan_sha256(plan) in client_of(director).get(page).content.decode()
    sent = {"sha256": "0" * 64, "token": "t", "version": again(plan).version}
    assert client_of(director).post(page, sent).status_code == 409
    assert again(plan).state == "proposed"


def test_the_approved_text_stays_though_a_draft_goes_on(plan, smr, director, client_of):
    old = approved(plan, smr, director, services=LONG)
    text = kept(old)
    assert (LONG.strip() in text, len(LONG) > 50_000) == (True, True)
    starts, ends = plans.next_period(old)
    draft = plans.begin_next(again(old), actor=smr, starts=starts, ends=ends)
    say(draft, smr, "services", "Other services")
    assert next(part.text for part in parts_of(old)) == LONG
    assert kept(again(old)) == text
    with pytest.raises(IntegrityError):
        PlanPart.objects.filter(plan=old, key="services").update(text="Another")


def test_what_was_approved_is_read_and_found(plan, smr, director, client_of):
    old = approved(plan, smr, director, obligations="Lawful interception of Zwiebelkuchen")
    assert "Zwiebelkuchen" in client_of(smr).get(f"{old.page_url}text/").content.decode()
    with pytest.raises(NotNowError):
        say(old, smr, "services", "Too late")


def test_it_goes_on_into_the_next_period_with_its_open_tasks(plan, smr, director, second, after):
    old = approved(plan, smr, director)
    set_task(old, actor=smr, assignee=second, title="Find a second site", due=today())
    starts, ends = plans.next_period(old)
    draft = plans.begin_next(again(old), actor=smr, starts=starts, ends=ends)
    assert (draft.starts, draft.ends) == (old.ends + timedelta(days=1), old.ends + relativedelta(years=1))
    assert draft.tasks.get(title="Find a second site").assignee == second
    with pytest.raises(NotNowError):
        plans.begin_next(again(old), actor=smr, starts=starts, ends=ends)
    say(draft, smr, "parties", "Two new ones")
    found = difference(old, draft)
    assert [(each.after.key, each.after.text) for each in found.parts] == [("parties", "Two new ones")]
    plans.propose(again(draft), actor=smr, due=today())
    plans.approve(again(draft), actor=director, sha256=plan_sha256(draft))
    assert (again(old).is_current, again(draft).is_current) == (True, False)
    days = (draft.starts - today()).days
    after(days - 1)
    assert plans.take_effect() == []
    after(days)
    assert plans.take_effect() == [draft]
    assert (again(old).state, again(old).is_current, again(draft).is_current) == ("superseded", False, True)


def test_its_review_becomes_a_task_and_moves_on(plan, smr, director):
    old = approved(plan, smr, director)
    assert Task.objects.get(record=old.pk, kind="review", done=None).due == old.due
    with pytest.raises(InputError):
        plans.review(again(old), actor=smr, due=today(), reason="Fits")
    later = today() + timedelta(days=90)
    plans.review(again(old), actor=smr, due=later, reason="Fits")
    assert Task.objects.get(record=old.pk, kind="review", done=None).due == later


def test_the_checks_name_a_live_service_that_the_plan_does_not(plan, smr, director, live):
    mail, phone = live("Mail of the house"), live("Phone")
    scope = scopes.create_scope(SmsScope(title="S", organisation="N", statement="s", owner=smr), actor=smr)
    assert words(plan, smr, "services")["No scope is in force to hold it against"] == []
    placed = [Placed(mail.pk, is_in=True), Placed(phone.pk, is_in=False, reason="Ends")]
    scopes.set_services(again(scope), actor=smr, placed=placed)
    scopes.approve(again(scope), actor=director)
    scopes.enforce(again(scope), actor=smr)
    unnamed = "Live services in scope that it does not name"
    assert words(plan, smr, "services")[unnamed] == ["Mail of the house"]
    say(plan, smr, "services", "We run MAIL OF THE HOUSE.", references=[phone])
    beyond = "Services that it names and that are not in the scope in force"
    assert words(plan, smr, "services") == {beyond: ["Phone"]}


def test_the_checks_name_vacant_roles_missing_kinds_and_documents_nobody_goes_by(plan, smr):
    say(plan, smr, "obligations", "", references=[DocumentFactory(actor=smr, title="Data protection")])
    assert words(plan, smr, "obligations") == {"Documents it refers to that are not in force": ["Data protection"]}
    assert "Internal auditor" in words(plan, smr, "authorities")["Mandatory roles that nobody has accepted"]
    assert "Nothing is planned of: People, Technology, Information, Money" in words(plan, smr, "resources")


def test_two_write_at_a_part_and_nothing_is_lost(plan, smr, client_of):
    page = f"{plan.page_url}part/services/"
    sent = {"text": "First", "version": "0", "token": "a", "references": "", "answers": ""}
    assert client_of(smr).post(page, sent).status_code == 302
    answer = client_of(smr).post(page, {**sent, "text": "Second, typed", "token": "b"})
    shown = answer.content.decode()
    assert (answer.status_code, "First" in shown, "Second, typed" in shown) == (409, True, True)


def test_the_paper_has_all_parts(plan, smr, director):
    old = approved(plan, smr, director)
    result = print_plan(running(PRINT_JOB), plan=old.pk, by=smr.pk)
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(result.file.content)).pages)
    assert [key for key in PartKey.values if f"About {key}" not in text] == []


@pytest.mark.django_db(transaction=True)
def test_two_approve_at_once_and_one_is_refused(plan, smr, director, second):
    proposed(plan, smr)
    one, other, sha256 = again(plan), again(plan), plan_sha256(plan)
    raised = at_once(
        lambda: plans.approve(one, actor=director, sha256=sha256),
        lambda: plans.approve(other, actor=second, sha256=sha256),
    )
    assert [type(error) for error in raised] == [StaleError]
    assert again(plan).events.filter(action="approve").count() == 1

"""Real policies, from their folder until everybody whom they concern has read them."""

from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from documents.domain.approval import approve, submit
from documents.domain.drafting import change_document
from documents.domain.publishing import publish
from documents.domain.reading import set_audience
from documents.models import Document, Reading
from documents.queries import rate_of
from standard.roles import INTERNAL_AUDITOR, PROCESS_OWNER, TECHNOLOGY_MANAGER
from tests.browser.test_documents import run_jobs
from tests.documents.conftest import director, give, manager, twelve
from tests.factories import PASSWORD, PersonFactory

__all__ = ["director", "give", "manager", "twelve"]

#: Real texts, which stand beside the repository where they are at hand.
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "policies"
#: The roles that share the documents, and their holders.
READERS = {
    PROCESS_OWNER: "Petra Owner",
    INTERNAL_AUDITOR: "Ivan Auditor",
    TECHNOLOGY_MANAGER: "Tara Technology",
}
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not SHARED.is_dir(), reason="the texts are not on this machine"),
]


@pytest.fixture
def readers(give):
    """The roles that share the documents, each with who holds it."""
    people = {role: PersonFactory(display_name=name) for role, name in READERS.items()}
    for role, person in people.items():
        give(person, role)
    return people


@pytest.fixture
def policies(manager, director, readers, twelve):
    """All of them in force, each for one of the roles; every ninth for all of them."""
    call_command("import_documents", str(SHARED), email=manager.email, verbosity=0)
    found = list(Document.objects.order_by("pk"))
    roles = [twelve[role] for role in readers]
    for place, document in enumerate(found):
        asked = roles if place % 9 == 0 else [roles[place % len(roles)]]
        bring_into_force(document.pk, manager, director, asked)
    run_jobs()
    return found


def bring_into_force(key, manager, director, roles):
    def now():
        return Document.objects.get(pk=key)

    document = now()
    document.must_be_read = True
    change_document(document, actor=manager, approvers=[director])
    set_audience(now(), actor=manager, everybody=False, roles=roles)
    submit(now(), actor=manager)
    approve(now(), actor=director, sha256=now().in_work.blob_id, password=PASSWORD, meaning="I approve it")
    publish(now(), actor=manager)


def read_all(page):
    """From My work to each text and back, until nothing waits; how many there were."""
    page.goto("/")
    waiting = page.locator("#main a[href$='/read/']")
    addresses = sorted({link.get_attribute("href") for link in waiting.all()})
    for address in addresses:
        page.goto(address, wait_until="domcontentloaded")
        expect(page.locator("article .prose > *").first).to_be_visible()
        page.get_by_role("button", name="I have read it").click()
        expect(page.get_by_text("You have confirmed reading this version")).to_be_visible()
    return len(addresses)


def revise_in_browser(page, other, document):
    """A sentence is added by the manager, signed by the director, and published; the difference shows it alone."""
    page.goto(f"{document.page_url}do/revise/")
    page.get_by_label("Reason").fill("A year has gone by")
    page.get_by_role("button", name="Revise").click()
    expect(page.get_by_role("status").first).to_be_visible()
    page.goto(f"{document.page_url}write/")
    text = page.get_by_label("Text")
    text.fill(f"{text.input_value()}\nKeys are handed back on the last day.\n")
    page.get_by_label("What changed").fill("Keys are handed back")
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_role("status").first).to_contain_text("The draft was saved")
    page.goto(f"{document.page_url}do/submit/")
    page.get_by_role("button", name="Submit for approval").click()
    expect(page.get_by_text("Waits for the signature of: Tom Director")).to_be_visible()
    other.goto(f"{document.page_url}do/approve/")
    other.get_by_label("Your password").fill(PASSWORD)
    other.get_by_role("button", name="Sign", exact=True).click()
    expect(other.get_by_role("status").first).to_be_visible()
    page.goto(f"{document.page_url}do/publish/")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("(0 %)")).to_be_visible()
    page.get_by_role("link", name="What changed").click()
    expect(page.locator(".changes ins")).to_have_text("Keys are handed back on the last day.")
    expect(page.locator(".changes del")).to_have_count(0)


def make_obsolete(page, document):
    page.goto(f"{document.page_url}do/obsolete/")
    page.get_by_label("Reason").fill("Merged into another")
    page.get_by_role("button", name="Make obsolete").click()
    expect(page.get_by_role("status").first).to_be_visible()
    page.goto(f"{document.page_url}read/{document.versions.get().pk}/")
    expect(page.get_by_text("Nobody goes by this version any more.")).to_be_visible()


def expect_history(page, document, steps):
    page.goto(document.page_url)
    page.get_by_role("link", name="Whole history").click()
    for step in steps:
        expect(page.locator("#main").get_by_text(step).first).to_be_visible()


def test_every_policy_is_read_by_all_whom_it_concerns(open_as, policies, manager, director, readers):
    assert (len(policies), Document.objects.filter(state="published").count()) == (36, 36)
    assert {rate_of(document).percent for document in policies} == {0}
    for person, width in zip(readers.values(), (1280, 820, 390), strict=True):
        page, count = open_as(person, width=width), 0
        while (found := read_all(page)) > 0:
            count += found
        assert count == Reading.objects.filter(person=person).count()
    assert Reading.objects.exclude(read=None).values("version").distinct().count() == len(policies)
    assert {rate_of(document).percent for document in policies} == {100}
    page, revised, ended = open_as(manager), *policies[:2]
    page.goto(revised.page_url)
    expect(page.get_by_text("3 of 3 have read it (100 %)")).to_be_visible()
    revise_in_browser(page, open_as(director), revised)
    make_obsolete(page, ended)
    told = ["imported it from", "submitted version 1.0", "signed version 1.0", "brought version 1.0 into force"]
    again = [
        "began a new draft",
        "saved draft 2.0",
        "submitted version 2.0",
        "signed version 2.0",
        "brought version 2.0 into force",
    ]
    expect_history(page, revised, told + again)
    expect_history(page, ended, [*told, "confirmed having read version 1.0", "made it obsolete"])

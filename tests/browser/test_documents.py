"""A policy on its way through three browsers: written, signed, published, read; and a draft that two write at."""

import pytest
from playwright.sync_api import expect

from documents.models import Document, Reading, Signature
from jobs.domain.carrying import carry_out
from jobs.domain.queue import claim
from tests.factories import PASSWORD, DocumentFactory, PersonFactory, put_in_force

pytestmark = pytest.mark.django_db(transaction=True)


def run_jobs():
    while (job := claim("w")) is not None:
        carry_out(job)


@pytest.fixture
def approver(installation):
    return PersonFactory(display_name="Tom Director")


def test_a_policy_is_written_signed_published_and_read(open_as, axe, alice, bob, approver):
    document = DocumentFactory(actor=alice, title="Access policy", approvers=[approver], must_be_read=True)
    page = open_as(alice, width=1280)
    page.goto(f"{document.page_url}write/")
    page.get_by_label("Text").fill(
        "# Purpose\n\nWho may enter, and why.\n\n| Who | May |\n|---|---|\n| Staff | enter |"
    )
    expect(page.locator("#preview h2")).to_have_text("Purpose")
    expect(page.locator("#preview td").first).to_have_text("Staff")
    assert axe(page) == []
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_role("status").first).to_contain_text("The draft was saved")
    page.goto(f"{document.page_url}readers-of/")
    page.get_by_label("Bob Costa").check()
    page.get_by_role("button", name="Keep these readers").click()
    expect(page.get_by_role("status").first).to_contain_text("Its readers are chosen")
    page.goto(f"{document.page_url}do/submit/")
    page.get_by_role("button", name="Submit for approval").click()
    expect(page.get_by_text("Waits for the signature of: Tom Director")).to_be_visible()
    signing = open_as(approver, width=820)
    signing.goto("/")
    signing.locator(f"a[href='{document.page_url}do/approve/']").click()
    expect(signing.get_by_role("heading", name="Approve: Access policy")).to_be_visible()
    assert axe(signing) == []
    signing.get_by_label("Your password").fill(PASSWORD)
    signing.get_by_role("button", name="Sign", exact=True).click()
    expect(signing.get_by_role("status").first).to_be_visible()
    assert Signature.objects.get().person == approver
    page.goto(f"{document.page_url}do/publish/")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("0 of 1 have read it")).to_be_visible()
    run_jobs()
    reading = open_as(bob, width=390)
    reading.goto("/")
    reading.locator(f"a[href='{document.page_url}read/']").click()
    expect(reading.get_by_role("heading", name="Access policy")).to_be_visible()
    assert axe(reading) == []
    assert reading.evaluate("document.documentElement.scrollWidth") <= 390
    reading.get_by_role("button", name="I have read it").click()
    expect(reading.get_by_text("You have confirmed reading this version")).to_be_visible()
    assert Reading.objects.get(person=bob).read is not None


def test_what_two_write_at_once_is_not_lost(open_as, alice, admin):
    document = DocumentFactory(actor=alice)
    first, second = open_as(alice), open_as(admin)
    for page in (first, second):
        page.goto(f"{document.page_url}write/")
    first.get_by_label("Text").fill("# One")
    first.get_by_role("button", name="Save the draft").click()
    expect(first.get_by_role("status").first).to_contain_text("The draft was saved")
    second.get_by_label("Text").fill("# Two")
    second.get_by_role("button", name="Save the draft").click()
    expect(second.get_by_text("changed by somebody else meanwhile").first).to_be_visible()
    expect(second.get_by_label("Text")).to_have_value("# Two")
    assert Document.objects.get().in_work.saves == 2


def test_an_older_version_is_stamped_in_both_schemes(open_as, axe, alice):
    document = put_in_force(DocumentFactory(actor=alice))
    page, key = open_as(alice), document.versions.get().pk
    page.goto(f"{document.page_url}read/")
    expect(page.locator(".stamped")).to_have_count(0)
    Document.objects.get().versions.update(state="superseded")
    for scheme in ("light", "dark"):
        page.goto(f"{document.page_url}read/{key}/")
        page.evaluate("scheme => { document.documentElement.dataset.bsTheme = scheme }", scheme)
        expect(page.locator(".stamped")).to_have_attribute("data-stamp", "Superseded")
        assert (scheme, axe(page)) == (scheme, [])

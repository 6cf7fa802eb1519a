"""Pages of reviews: inputs red first, comments that save themselves, meeting mode, signing."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from leadership.decisions import of_review
from leadership.domain.reviews.content import content_sha256
from leadership.domain.reviews.holding import strike
from leadership.domain.reviews.inputs import so_far
from leadership.models import Review, ReviewDecision
from people.calendar import Period, today
from tests.factories import ContactFactory, OpportunityFactory, PersonFactory, ReviewFactory
from tests.leadership.reviews.conftest import (
    CONCLUSION,
    PASSWORD,
    block,
    decided,
    frozen,
    held,
    submitted,
)
from tests.services.conftest import again

pytestmark = pytest.mark.django_db


def url(review, page=""):
    return f"{review.page_url}{page}"


@pytest.fixture
def as_smr(client, smr):
    client.force_login(smr)
    return client


def test_the_page_of_a_review_shows_all_fourteen_inputs(review, as_smr):
    page = as_smr.get(url(review)).content.decode()
    for each in review.blocks.all():
        assert f'href="{url(review)}inputs/{each.code}/"' in page
    assert "No room keeps this yet" in page
    assert "Who presents what" in page


def test_a_comment_is_kept_and_a_stale_one_shows_both(review, as_smr):
    page = url(review, "inputs/h/")
    first = as_smr.post(page, {"comment": "Targets held", "version": 0}, headers={"HX-Request": "true"})
    assert (first.status_code, block(review, "h").comment) == (200, "Targets held")
    stale = as_smr.post(page, {"comment": "Mine", "version": 0}, headers={"HX-Request": "true"})
    assert stale.status_code == 422
    assert "Targets held" in stale.content.decode()
    assert block(review, "h").comment == "Targets held"
    as_smr.post(page, {"comment": "Mine", "version": 0, "both": 1})
    assert block(review, "h").comment == "Targets held\n\nMine"


def test_a_release_keeps_what_stands_in_the_field(review, as_smr):
    as_smr.post(url(review, "inputs/g/"), {"comment": "All on path", "version": 0, "release": 1})
    found = block(review, "g")
    assert (found.comment, found.released is not None) == ("All on path", True)


def test_50000_characters_are_refused_with_a_word_and_stay_in_the_field(review, as_smr):
    text = "Größe " * 8334
    answer = as_smr.post(url(review, "inputs/h/"), {"comment": text, "version": 0})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "shorten it" in page
    assert text.strip()[:200] in page
    assert block(review, "h").comment == ""


def test_html_in_a_comment_is_shown_as_text(review, as_smr):
    as_smr.post(url(review, "inputs/h/"), {"comment": "<script>alert(1)</script>", "version": 0})
    assert "&lt;script&gt;alert(1)" in as_smr.get(url(review, "meeting/h/")).content.decode()


def test_somebody_else_neither_comments_nor_releases(review, client):
    client.force_login(PersonFactory())
    for sent in ({"comment": "X", "version": 0}, {"release": 1}, {"excuse": 1, "reason": "R"}):
        assert client.post(url(review, "inputs/h/"), sent).status_code == 403


def test_who_presents_one_input_does_not_write_at_another(review, client, give):
    person = PersonFactory()
    review.blocks.filter(code="h").update(presenter=person)
    client.force_login(person)
    assert client.post(url(review, "inputs/h/"), {"comment": "Mine", "version": 0}).status_code == 302
    assert client.post(url(review, "inputs/g/"), {"comment": "Not mine", "version": 0}).status_code == 403


def test_presenters_are_chosen_and_told(review, as_smr):
    person = PersonFactory()
    form = as_smr.get(url(review, "presenters/")).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    sent |= {"presenter-h": person.pk, "due-h": (today() + timedelta(days=3)).isoformat()}
    assert as_smr.post(url(review, "presenters/"), sent).status_code == 302
    assert block(review, "h").presenter == person
    assert person.tasks.filter(record=review.pk, done=None).count() == 1


def test_somebody_who_came_along_is_written_down_where_the_meeting_begins(review, as_smr, smr):
    frozen(review, smr)
    guest = PersonFactory()
    assert as_smr.post(url(review, "meeting/"), {"along": guest.pk}).status_code == 302
    assert review.meeting.participants.get(person=guest).attendance == "attended"
    wrong = as_smr.post(url(review, "meeting/"), {"along": "x"})
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["along"])


def test_the_meeting_begins_only_with_top_management(review, as_smr, smr, director):
    frozen(review, smr)
    there = {f"attendance-{each.pk}": "excused" for each in review.meeting.participants.all()}
    refused = as_smr.post(url(review, "meeting/"), {**there, "hold": 1})
    assert refused.status_code == 422
    assert "Nobody of top management is there" in refused.content.decode()
    there = dict.fromkeys(there, "attended")
    assert as_smr.post(url(review, "meeting/"), {**there, "hold": 1}).url == url(review, "meeting/a/")
    assert again(review).state == "held"


def test_notes_of_two_scribes_are_both_kept(review, as_smr, smr, director, client):
    held(review, smr, director)
    page = url(review, "meeting/h/notes/")
    as_smr.post(page, {"minutes": "First", "version": 0}, headers={"HX-Request": "true"})
    client.force_login(director)
    stale = client.post(page, {"minutes": "Second", "version": 0}, headers={"HX-Request": "true"})
    assert stale.status_code == 422
    assert "First" in stale.content.decode()
    client.post(page, {"minutes": "Second", "version": 0, "both": 1})
    assert block(review, "h").item.minutes == "First\n\nSecond"


def test_both_are_kept_however_often_the_other_scribe_writes_on(review, as_smr, smr, director, client):
    held(review, smr, director)
    page = url(review, "meeting/h/notes/")
    for version, text in enumerate(("First", "First and more", "First and more still")):
        as_smr.post(page, {"minutes": text, "version": version}, headers={"HX-Request": "true"})
    client.force_login(director)
    client.post(page, {"minutes": "Second", "version": 0, "both": 1})
    as_smr.post(page, {"minutes": "First and more still, from me", "version": 3, "both": 1})
    assert block(review, "h").item.minutes == "First and more still\n\nSecond\n\nstill, from me"


def test_notes_that_are_not_kept_stay_on_the_page(review, as_smr, smr, director):
    held(review, smr, director)
    answer = as_smr.post(url(review, "meeting/h/notes/"), {"minutes": "x" * 50_001, "version": 0, "both": 1})
    page = answer.content.decode()
    assert (answer.status_code, "x" * 50_001 in page, "shorten it" in page, "</html>" in page) == (
        422,
        True,
        True,
        True,
    )


def test_an_input_is_looked_at_and_one_goes_on_to_the_next(review, as_smr, smr, director):
    held(review, smr, director)
    assert as_smr.post(url(review, "meeting/k/"), {"was": "considered"}).url == url(review, "meeting/l/")
    assert as_smr.post(url(review, "meeting/l/"), {"was": "considered"}).url == url(review, "meeting/conclusion/")
    nothing_said = as_smr.post(url(review, "meeting/c3/"), {"was": "put_off", "reason": ""})
    assert nothing_said.status_code == 422
    as_smr.post(url(review, "meeting/c3/"), {"was": "put_off", "reason": "No audit was due"})
    found = block(review, "c3")
    assert (found.considered, found.excuse) == (None, "No audit was due")


def decision(as_smr, review, code, **sent):
    form = as_smr.get(url(review, f"meeting/{code}/decide/")).context["form"]
    first = {name: form[name].value() or "" for name in form.fields}
    return as_smr.post(url(review, f"meeting/{code}/decide/"), {**first, "what": "Do it", **sent})


@pytest.mark.parametrize(
    ("kind", "more", "raised"),
    [
        ("action", {}, "ACT"),
        ("improvement", {}, "OPP"),
        ("sms", {}, "SMC"),
        ("service", {}, "ACT"),
        ("resources", {"type": "people", "amount": "2"}, "RRQ"),
    ],
)
def test_an_approved_decision_becomes_a_record_of_its_kind(review, as_smr, smr, director, kind, more, raised):
    held(review, smr, director)
    sent = {
        "kind": kind,
        "outcome": "approved",
        "owner": smr.pk,
        "due": (today() + timedelta(days=30)).isoformat(),
        **more,
    }
    assert decision(as_smr, review, "h", **sent).status_code == 302
    made = ReviewDecision.objects.get(review=review)
    assert made.decision.led_to.startswith(raised)
    assert made.block.code == "h"


def test_the_same_decision_sent_twice_is_one(review, as_smr, smr, director):
    held(review, smr, director)
    form = as_smr.get(url(review, "meeting/h/decide/")).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    sent |= {"what": "Do it", "kind": "action", "outcome": "approved", "owner": smr.pk, "due": today().isoformat()}
    assert [as_smr.post(url(review, "meeting/h/decide/"), sent).status_code for _each in "ab"] == [302, 302]
    assert ReviewDecision.objects.filter(review=review).count() == 1


def test_an_approved_decision_asks_who_and_when(review, as_smr, smr, director):
    held(review, smr, director)
    answer = decision(as_smr, review, "h", kind="action", outcome="approved")
    assert answer.status_code == 422
    assert "who carries it out" in answer.content.decode()
    assert decision(as_smr, review, "h", kind="action", outcome="rejected").status_code == 302


def test_a_struck_decision_stays_and_counts_no_more(review, as_smr, smr, director):
    held(review, smr, director)
    made = decided(review, smr, director, owner=smr, due=today() + timedelta(days=9))
    as_smr.post(url(review, f"decisions/{made.pk}/strike/"), {"reason": "Misheard", "token": "t"})
    made.decision.refresh_from_db()
    assert made.decision.struck == "Misheard"
    assert "Misheard" in as_smr.get(url(review, "meeting/h/")).content.decode()


def test_whoever_signs_reads_what_they_sign(review, client, smr, director):
    submitted(review, smr, director)
    client.force_login(director)
    page = client.get(url(review, "do/approve/"))
    text = page.content.decode()
    assert CONCLUSION["adequate_why"] in text
    assert content_sha256(again(review)) in text
    form = page.context["form"]
    sent = {"token": form["token"].value(), "sha256": form["sha256"].value(), "version": again(review).version}
    wrong = client.post(url(review, "do/approve/"), {**sent, "password": "guessed"})
    assert (wrong.status_code, again(review).state) == (422, "submitted")
    assert client.post(url(review, "do/approve/"), {**sent, "password": PASSWORD}).status_code == 302
    assert again(review).state == "approved"


def test_freezing_is_asked_for_on_the_page_and_done_by_a_job(review, as_smr):
    form = as_smr.get(url(review, "do/freeze/")).context["form"]
    answer = as_smr.post(url(review, "do/freeze/"), {"token": form["token"].value(), "version": again(review).version})
    assert answer.url.startswith("/jobs/")


def test_a_review_is_planned_on_its_form_with_what_it_proposes(as_smr, smr, director):
    page = as_smr.get(reverse("leadership:review-create"))
    form = page.context["form"]
    sent = {name: form[name].value() for name in form.fields}
    assert sent["chair"] == director.pk
    sent = {name: ("" if value is None else value) for name, value in sent.items() if name != "restricted"}
    sent["starts"], sent["ends"] = (f"{sent[name]:%Y-%m-%dT%H:%M}" for name in ("starts", "ends"))
    answer = as_smr.post(reverse("leadership:review-create"), sent)
    assert answer.status_code == 302, answer.context["form"].errors
    made = Review.objects.get()
    assert (made.meeting.chair, made.blocks.count()) == (director, 14)


def test_a_guest_of_a_review_is_a_contact_and_nothing_else(review, as_smr, smr):
    guest, idea = ContactFactory(actor=smr), OpportunityFactory(actor=smr)
    form = as_smr.get(url(review, "edit/")).context["form"]
    sent = {name: ("" if (value := form[name].value()) is None else value) for name in form.fields}
    sent |= {name: f"{sent[name]:%Y-%m-%dT%H:%M}" for name in ("starts", "ends")}
    del sent["restricted"]
    refused = as_smr.post(url(review, "edit/"), {**sent, "contacts": idea.reference})
    assert (refused.status_code, "contacts" in refused.context["form"].errors) == (422, True)
    unknown = as_smr.post(url(review, "edit/"), {**sent, "contacts": f"Mara Lind, {guest.reference.lower()}"})
    assert "There is no record Mara Lind that you can see" in unknown.context["form"].errors["contacts"][0]
    assert as_smr.post(url(review, "edit/"), {**sent, "contacts": guest.reference}).status_code == 302
    assert review.meeting.participants.filter(contact=guest.pk).exists()


def test_a_period_that_ends_before_it_begins_is_said_at_its_field(as_smr, smr, director):
    form = as_smr.get("/leadership/reviews/new/").context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    sent |= {"period_from": "2026-12-31", "period_until": "2026-12-01"}
    answer = as_smr.post("/leadership/reviews/new/", sent)
    errors = answer.context["form"].errors
    assert (answer.status_code, list(errors)) == (422, ["period_until"])


def test_an_input_is_not_awaited_after_the_meeting(as_smr, smr, director):
    starts = timezone.now() + timedelta(days=20)
    coming = ReviewFactory(actor=smr, owner=smr, chair=director, starts=starts, ends=starts + timedelta(hours=2))
    form = as_smr.get(url(coming, "presenters/")).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    sent["due-h"] = (today() + timedelta(days=30)).isoformat()
    answer = as_smr.post(url(coming, "presenters/"), sent)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["due-h"])


def test_who_presents_an_input_is_led_to_it_and_who_is_late_is_named(review, as_smr, client):
    liaison = PersonFactory(display_name="Lena Liaison")
    late = today() - timedelta(days=2)
    review.blocks.filter(code="h").update(presenter=liaison, due=late)
    assert "Lena Liaison (h)" in as_smr.get(url(review)).content.decode()
    client.force_login(liaison)
    assert f'href="{url(review)}inputs/h/"' in client.get(url(review)).content.decode()
    assert "Prepare what you present: h" in client.get(url(review)).content.decode()


def test_the_next_review_is_proposed_after_the_last_one_that_is_planned(review, as_smr, smr, director):
    form = as_smr.get("/leadership/reviews/new/").context["form"]
    first, last = form["period_from"].value(), form["period_until"].value()
    assert first == review.period_until + timedelta(days=1)
    assert last >= first
    assert form["freeze_on"].value() > last


def test_what_was_held_is_not_offered_for_change(review, as_smr, smr, director):
    assert f'href="{url(review)}edit/"' in as_smr.get(url(review)).content.decode()
    held(review, smr, director)
    assert f'href="{url(review)}edit/"' not in as_smr.get(url(review)).content.decode()
    assert as_smr.get(url(review, "edit/")).status_code == 403


def test_months_to_come_are_no_figures(review):
    assert so_far(review).last == min(review.period_until, today())
    review.period_from, review.period_until = today() - timedelta(days=9), today() + timedelta(days=9)
    assert so_far(review) == Period(review.period_from, today())
    review.period_from = today() + timedelta(days=1)
    assert so_far(review).last == review.period_until


def test_before_figures_are_frozen_one_reads_what_is_still_to_come(review, as_smr):
    review.blocks.exclude(code="k").update(released=timezone.now())
    page = as_smr.get(url(review, "do/freeze/")).content.decode()
    assert "Not released yet: k." in page
    assert "The period goes on until" in page


def test_struck_decisions_are_not_counted(review, as_smr, smr, director):
    held(review, smr, director)
    about = {"outcome": ReviewDecision.Outcome.DEFERRED}
    kept, struck = (decided(review, smr, director, what=what, **about) for what in ("Kept", "Twice"))
    strike(struck, actor=smr, reason="Twice")
    page = as_smr.get(url(review, "meeting/conclusion/")).content.decode()
    assert '<h2>Decisions <span class="n">1</span></h2>' in page
    assert ("Decided", "1 decision") in [(str(name), value) for name, value in of_review(again(review), smr)]
    assert kept.decision.struck == ""


def test_a_conclusion_without_reasons_is_told_of_each_at_its_field(review, as_smr, smr, director):
    held(review, smr, director)
    sent = {"version": again(review).version, "token": "t", "suitable": "yes", "adequate": "no", "effective": "yes"}
    answer = as_smr.post(url(review, "meeting/conclusion/"), {**sent, "adequate_why": "Two people are missing"})
    form = answer.context["form"]
    assert answer.status_code == 422
    assert sorted(form.errors) == ["effective_why", "suitable_why"]
    assert form["adequate_why"].value() == "Two people are missing"
    assert answer.content.decode().count("Say why: a conclusion without reasons") == 2


def test_who_strikes_a_decision_of_a_review_reads_what_it_raised(review, as_smr, smr, director):
    held(review, smr, director)
    made = decided(review, smr, director, owner=smr, due=today() + timedelta(days=3))
    page = as_smr.get(url(review, f"decisions/{made.pk}/strike/")).content.decode()
    assert f'href="{made.decision.action.page_url}"' in page


def test_who_sends_a_review_back_is_asked_what_is_missing(review, client, smr, director):
    submitted(review, smr, director)
    client.force_login(director)
    form = client.get(url(review, "do/send_back/")).context["form"]
    assert form.fields["reason"].label == "What is missing"

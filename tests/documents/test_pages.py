"""Documents over HTTP: what each sees of drafts, what two who write at once are told, and the way a version takes."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from documents.domain.approval import submit
from documents.domain.drafting import revise, write_text
from documents.domain.publishing import obsolete
from documents.domain.reading import set_audience
from documents.domain.retention import archive, dispose, hold, lift_hold, propose_disposal
from documents.models import Document, Reading, Signature
from records.access.permits import Refused
from records.domain.errors import NotNowError
from records.models import Event
from shell.contents import drop, keep
from tests.factories import PASSWORD, DocumentFactory, PersonFactory, put_in_force

pytestmark = pytest.mark.django_db
TYPED = "A sentence nobody has typed before"


def body(answer):
    return answer.content.decode()


@pytest.fixture
def in_force(alice, now):
    document = DocumentFactory(actor=alice, text="# Rules\n\nThe rule in force.")
    return put_in_force(now(document))


def write(client, document, **sent):
    values = {"token": "t", "version": document.version, "text": TYPED, "summary": "", **sent}
    return client.post(f"{document.page_url}write/", values)


def test_a_draft_is_for_those_who_work_at_it(policy, client_of, alice, bob, director, manager):
    answers = {person: client_of(person).get(f"{policy.page_url}read/") for person in (alice, bob, director, manager)}
    assert [answer.status_code for answer in answers.values()] == [200, 404, 200, 200]
    assert "We do it." not in body(client_of(bob).get(policy.page_url))
    content = f"{policy.page_url}content/{policy.in_work.pk}/"
    saved = client_of(alice).get(content)
    assert b"".join(saved.streaming_content) == b"# What we do\n\nWe do it."
    assert client_of(bob).get(content).status_code == 404


def test_a_link_to_a_document_leads_to_what_is_in_force_and_an_older_version_says_so(
    in_force, now, client_of, alice, bob
):

    older = in_force.in_force
    revise(now(in_force), actor=alice, reason="Yearly")
    write_text(now(in_force), actor=alice, text="# Rules\n\nThe new rule.")
    page = body(client_of(bob).get(f"{in_force.page_url}read/"))
    assert ("The rule in force." in page, "The new rule." in page) == (True, False)
    assert "is not in force" in body(client_of(alice).get(f"{in_force.page_url}read/{now(in_force).in_work.pk}/"))
    put_in_force(now(in_force))
    assert "The new rule." in body(client_of(bob).get(f"{in_force.page_url}read/"))
    page = body(client_of(bob).get(f"{in_force.page_url}read/{older.pk}/"))
    assert ("Nobody goes by this version any more" in page, 'data-stamp="Superseded"' in page) == (True, True)


def test_who_was_slower_at_a_draft_is_told_so_and_keeps_what_they_typed(policy, client_of, alice, manager, now):
    first, second = client_of(alice), client_of(manager)
    before = now(policy)
    assert write(first, before, text="# One").status_code == 302
    answer = write(second, before, token="u")
    assert (answer.status_code, TYPED in body(answer)) == (409, True)
    assert now(policy).in_work.saves == 2


def test_what_waits_for_its_signatures_is_not_offered_to_be_changed(policy, client_of, alice, now):
    client = client_of(alice)
    assert "is_minor" not in client.get(f"{policy.page_url}write/").context["form"].fields
    submit(now(policy), actor=alice)
    for page in ("write/", "upload/"):
        answer = client.get(f"{policy.page_url}{page}", follow=True)
        assert answer.redirect_chain == [(policy.page_url, 302)]
        assert "Version 1.0 is “In review”: nobody changes it now" in body(answer)


def test_a_form_sent_twice_saves_once(policy, client_of, alice, now):
    before = now(policy)
    assert [write(client_of(alice), before).status_code for _again in range(2)] == [302, 302]
    assert now(policy).in_work.saves == 2


def test_a_file_that_is_not_what_it_claims_is_refused_at_its_field(policy, client_of, alice, now):
    fake = SimpleUploadedFile("scan.pdf", b"\x89PNG\r\n\x1a\n" + b"0" * 100)
    sent = {"token": "t", "version": policy.version, "file": fake, "summary": "A scan"}
    answer = client_of(alice).post(f"{policy.page_url}upload/", sent)
    assert (answer.status_code, "file" in answer.context["form"].errors) == (422, True)
    assert (now(policy).in_work.name, "A scan" in body(answer)) == ("", True)


def test_a_file_that_a_password_locks_is_refused_at_its_field(policy, client_of, alice, now):
    from pypdf import PdfWriter

    content, pages = BytesIO(), PdfWriter()
    pages.add_blank_page(100, 100)
    pages.encrypt("secret", algorithm="RC4-128")
    pages.write(content)
    sent = {"token": "t", "version": policy.version, "file": SimpleUploadedFile("plan.pdf", content.getvalue())}
    answer = client_of(alice).post(f"{policy.page_url}upload/", sent)
    assert (answer.status_code, now(policy).in_work.name) == (422, "")
    assert "locked by a password" in body(answer)


def test_the_last_version_of_an_obsolete_document_is_stamped_obsolete(in_force, client_of, alice, now):
    version = in_force.in_force
    obsolete(now(in_force), actor=alice, reason="Merged into another")
    assert 'data-stamp="Obsolete"' in body(client_of(alice).get(f"{in_force.page_url}read/{version.pk}/"))


def test_who_makes_a_document_is_proposed_as_its_owner(client_of, manager):
    assert client_of(manager).get("/documents/library/new/").context["form"]["owner"].value() == manager.pk


def test_a_picture_is_no_document(policy, client_of, alice, now):
    content = BytesIO()
    Image.new("RGB", (2, 2)).save(content, "PNG")
    picture = SimpleUploadedFile("scan.png", content.getvalue())
    sent = {"token": "t", "version": policy.version, "file": picture}
    answer = client_of(alice).post(f"{policy.page_url}upload/", sent)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["file"])


def test_a_page_over_a_content_that_is_lost_or_damaged_says_so(in_force, client_of, alice, now):
    blob, client = in_force.in_force.blob, client_of(alice)
    places = [in_force.page_url + page for page in ("read/", f"content/{in_force.in_force.pk}/", "difference/")]
    drop(blob.path)
    keep(blob.path, b"x" * blob.size)
    damaged = [client.get(place) for place in places]
    drop(blob.path)
    lost = [client.get(place) for place in places]
    assert [answer.status_code for answer in damaged] == [500] * 3
    assert [answer.status_code for answer in lost] == [410] * 3
    assert all("is not what was stored" in body(answer) for answer in damaged)
    assert all("content is lost" in body(answer) for answer in lost)


def test_a_draft_whose_text_is_lost_says_so_where_it_is_written_and_signed(submitted, client_of, director, now):
    drop(now(submitted).in_work.blob.path)
    places = [f"{submitted.page_url}{page}" for page in ("remarks/", "do/approve/")]
    assert [client_of(director).get(place).status_code for place in places] == [410, 410]


def test_a_preview_keeps_nothing(policy, client_of, alice, now):
    before = Event.objects.count()
    answer = client_of(alice).post(f"{policy.page_url}preview/", {"text": "# Head\n\n<script>x</script>"})
    assert ('<h2 id="text-head">' in body(answer), "<script" in body(answer)) == (True, False)
    assert (Event.objects.count(), now(policy).in_work.saves) == (before, 1)


def test_a_signature_over_http_is_of_the_page_that_was_shown(submitted, client_of, director, now):
    client, place = client_of(director), f"{submitted.page_url}do/approve/"
    page = client.get(place)
    assert "We do it." in body(page)
    shown = {"token": "t", "version": now(submitted).version, "sha256": page.context["form"].initial["sha256"]}
    wrong = client.post(place, {**shown, "meaning": "approved", "password": "x"})
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["password"])
    empty = client.post(place, {**shown, "sha256": "0" * 64, "meaning": "approved"})
    assert (empty.status_code, empty.context["form"]["sha256"].value()) == (422, "0" * 64)
    other = client.post(place, {**shown, "sha256": "0" * 64, "meaning": "approved", "password": PASSWORD})
    assert other.status_code == 409
    assert other.context["form"]["sha256"].value() == shown["sha256"]
    assert client.post(place, {**shown, "meaning": "approved", "password": PASSWORD}).status_code == 302
    assert (now(submitted).state, Signature.objects.get().meaning) == (
        "approved",
        "I have read this version and approve it",
    )


def test_a_password_is_guessed_a_few_times_at_most(submitted, client_of, director, now):
    client, place = client_of(director), f"{submitted.page_url}do/approve/"
    given = {"version": now(submitted).version, "sha256": now(submitted).in_work.blob_id, "meaning": "approved"}
    for guess in range(12):
        client.post(place, {**given, "token": f"t{guess}", "password": f"guess {guess}"})
    answer = client.post(place, {**given, "token": "last", "password": PASSWORD})
    assert (answer.status_code, "Too many attempts" in body(answer), Signature.objects.count()) == (409, True, 0)


def test_the_word_of_a_reader_is_given_on_the_page_that_was_read(client_of, alice, bob, now):

    document = DocumentFactory(actor=alice, must_be_read=True)
    set_audience(document, actor=alice, everybody=False, people=[bob])
    put_in_force(now(document))
    client = client_of(bob)
    form = client.get(f"{document.page_url}read/").context["form"]
    sent = {"token": form.initial["token"], "sha256": form.initial["sha256"]}
    assert client.post(f"{document.page_url}read/confirm/", {**sent, "sha256": "0" * 64}).status_code == 409
    assert client.post(f"{document.page_url}read/confirm/", sent).status_code == 302
    assert Reading.objects.get(person=bob).read is not None
    assert client.get(f"{document.page_url}read/").context["form"] is None


def test_the_difference_of_two_versions_is_shown_word_by_word(in_force, now, client_of, alice):

    revise(now(in_force), actor=alice, reason="Yearly")
    write_text(now(in_force), actor=alice, text="# Rules\n\nThe rule in <b>use</b>.")
    page = body(client_of(alice).get(f"{in_force.page_url}difference/"))
    assert "The rule in <del>force.</del> <ins>&lt;b&gt;use&lt;/b&gt;.</ins>" in page


def test_reading_asks_as_much_of_a_long_history_as_of_a_short_one(
    in_force, client_of, bob, now, django_assert_max_num_queries
):
    client = client_of(bob)
    client.get(f"{in_force.page_url}read/")
    with django_assert_max_num_queries(10):
        client.get(f"{in_force.page_url}read/")


def test_what_is_held_is_kept_until_the_hold_is_lifted(in_force, now, client_of, manager, after):
    obsolete(now(in_force), actor=manager, reason="Merged")
    archive(now(in_force), actor=manager, reason="Kept")
    hold(now(in_force), actor=manager, reason="Court case")
    after(366 * 7)
    with pytest.raises(NotNowError, match="It is kept for: Court case"):
        propose_disposal(now(in_force), actor=manager, reason="Time is up")
    assert "Nobody has to read it any more" in body(client_of(manager).get(in_force.page_url))
    lift_hold(now(in_force), actor=manager, reason="Won")
    assert now(in_force).hold_reason == ""
    with pytest.raises(NotNowError, match="Nothing holds it"):
        lift_hold(now(in_force), actor=manager, reason="Won")
    propose_disposal(now(in_force), actor=manager, reason="Time is up")


def test_two_people_dispose_of_what_was_kept_for_its_time(in_force, now, alice, manager, give, after):
    other = PersonFactory()
    give(other, "documentation_manager")
    obsolete(now(in_force), actor=alice, reason="Replaced")
    archive(now(in_force), actor=manager, reason="Kept")
    with pytest.raises(NotNowError, match="to be kept until"):
        propose_disposal(now(in_force), actor=manager, reason="Early")
    after(366 * 6 + 1)
    with pytest.raises(NotNowError, match="Nobody has proposed it"):
        dispose(now(in_force), actor=other, reason="Alone")
    propose_disposal(now(in_force), actor=manager, reason="Its time is over")
    with pytest.raises(Refused):
        dispose(now(in_force), actor=manager, reason="Both at once")
    dispose(now(in_force), actor=other, reason="Its time is over")
    kept = now(in_force)
    assert (kept.state, kept.versions.exclude(disposed=None).count()) == ("disposed", 1)
    assert kept.versions.get().blob_id in str(kept.events.filter(action="dispose").get().detail)


def test_a_document_is_made_over_http_with_a_text_and_is_its_own_identifier(client_of, alice):
    sent = {
        "token": "t", "version": 0, "title": "Access policy", "type": "policy", "text": "# Purpose", "classification": "internal",
        "language": "en", "retention_years": 6, "quorum": 1, "days_to_read": 14, "owner": alice.pk,
    }  # fmt: skip
    answer = client_of(alice).post("/documents/library/new/", sent)
    assert answer.url == "/documents/library/POL-001/"
    assert Document.objects.get().in_work.number == "0.1"

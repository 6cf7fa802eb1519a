"""What retention has run out for is disposed of by two people, line by line, and no content that somebody needs goes with it."""

import time
from threading import Event as Signal

import pytest
from django.core.files.storage import default_storage
from django.db import transaction

from documents.domain.disposal import DISPOSE_JOB, carry_out_run, confirm, due_for_disposal, give_up, propose_run
from documents.domain.publishing import obsolete
from documents.domain.retention import LET_GO_JOB, archive, hold, let_go
from documents.models import Disposal, Document
from documents.paper import print_run
from jobs.domain.carrying import carry_out
from jobs.domain.queue import claim
from jobs.models import Job
from records.access.permits import Refused
from records.domain.errors import InputError
from records.domain.files import open_content
from shell.contents import ContentGoneError
from standard.roles import SMR
from tests.documents.conftest import running
from tests.factories import DocumentFactory, PersonFactory, put_in_force
from tests.threads import at_once

pytestmark = pytest.mark.django_db


def work():
    """Let workers carry out all that waits."""
    while job := claim("w"):
        carry_out(job)
    assert not Job.objects.filter(state="failed").exists()


@pytest.fixture
def archived(alice, manager, now, after):
    """Makes an archived document."""

    def made(title, **about):
        document = DocumentFactory(actor=alice, title=title, text=f"# {title}\n\nWe do it.", **about)
        put_in_force(document)
        obsolete(now(document), actor=alice, reason="Replaced")
        return archive(now(document), actor=manager, reason="Kept")

    return made


@pytest.fixture
def three(archived, after):
    """Three archived documents whose retention is over."""
    found = [archived(f"Policy {n}") for n in range(3)]
    after(366 * 6 + 1)
    return found


@pytest.fixture
def second(give):
    person = PersonFactory(display_name="Sven Second")
    give(person, SMR)
    return person


def run_of(manager):
    return propose_run(actor=manager, documents=list(due_for_disposal(manager)), reason="Their time is over")


def stored(run):
    return Disposal.objects.get(pk=run.pk)


def outcomes(run):
    return list(run.lines.values_list("outcome", flat=True))


def test_only_what_retention_has_run_out_for_and_nothing_holds_is_due(archived, three, manager, after, now):
    longer = archived("Kept longer", retention_years=50)
    hold(now(three[0]), actor=manager, reason="A dispute")
    assert list(due_for_disposal(manager)) == three[1:]
    run_of(manager)
    assert not due_for_disposal(manager).exists()
    assert now(longer).state == "archived"


def test_a_second_person_confirms_strikes_out_and_a_job_disposes_of_the_rest(three, manager, second, now):
    run = run_of(manager)
    with pytest.raises(Refused):
        confirm(stored(run), actor=manager)
    first = run.lines.first()
    with pytest.raises(InputError, match="Say why"):
        confirm(stored(run), actor=second, struck=[first.pk])
    confirm(stored(run), actor=second, struck=[first.pk], note="Court asked for it")
    hashes = {found.pk: found.versions.get().blob_id for found in three}
    work()
    assert outcomes(run) == ["struck", "disposed", "disposed"]
    assert [now(found).state for found in three] == ["archived", "disposed", "disposed"]
    for line in run.lines.all():
        assert line.versions == [["1.0", hashes[line.document_id]]]
    assert [default_storage.exists(blob_path(sha256)) for sha256 in hashes.values()] == [True, False, False]
    event = now(three[1]).events.get(action="dispose")
    assert (event.actor, event.detail["run"]) == (second, run.reference)


def blob_path(sha256):
    from records.models import Blob

    return Blob.objects.get(pk=sha256).path


def test_a_job_that_was_killed_half_way_goes_on_where_it_was_and_disposes_of_each_once(
    three, manager, second, now, monkeypatch
):
    from documents.domain import disposal

    run = run_of(manager)
    confirm(stored(run), actor=second)
    real, begun = disposal.dispose, []

    def killed(document, **about):
        begun.append(document)
        if len(begun) == 2:
            raise KeyboardInterrupt
        return real(document, **about)

    monkeypatch.setattr(disposal, "dispose", killed)
    with pytest.raises(KeyboardInterrupt):
        carry_out_run(running(DISPOSE_JOB), run=run.pk, by=second.pk)
    assert outcomes(run) == ["disposed", "waits", "waits"]
    for _again in range(2):
        carry_out_run(running(DISPOSE_JOB), run=run.pk, by=second.pk)
    assert outcomes(run) == ["disposed"] * 3
    assert [now(found).events.filter(action="dispose").count() for found in three] == [1, 1, 1]


def test_what_is_held_after_it_was_confirmed_is_kept_and_the_run_says_why(three, manager, second, now):
    run = run_of(manager)
    confirm(stored(run), actor=second)
    hold(now(three[1]), actor=manager, reason="A dispute")
    work()
    assert outcomes(run) == ["disposed", "kept", "disposed"]
    assert "A dispute" in run.lines.get(document=three[1]).note
    assert now(three[1]).state == "archived"


def test_what_was_given_up_can_be_proposed_anew_and_what_is_not_due_cannot(three, manager, second):
    run = run_of(manager)
    with pytest.raises(InputError, match="not due"):
        propose_run(actor=manager, documents=three, reason="Again")
    give_up(stored(run), actor=manager, reason="Not now")
    assert list(due_for_disposal(manager)) == three
    with pytest.raises(Refused):
        propose_run(actor=second, documents=three, reason="Not mine to propose")
    with pytest.raises(InputError, match="Choose"):
        propose_run(actor=manager, documents=[], reason="None")


def test_it_goes_over_the_pages_and_onto_paper(three, manager, second, client_of):
    page = client_of(manager).get("/documents/disposals/new/")
    assert all(found.reference in page.content.decode() for found in three)
    sent = {"documents": [found.pk for found in three[:2]], "reason": "Their time is over", "token": "t"}
    assert client_of(manager).post("/documents/disposals/new/", {**sent, "documents": []}).status_code == 422
    answer = client_of(manager).post("/documents/disposals/new/", sent)
    run = Disposal.objects.get()
    assert answer.url == run.page_url
    assert client_of(manager).post("/documents/disposals/new/", sent).status_code == 302
    assert Disposal.objects.count() == 1
    place = f"{run.page_url}do/confirm/"
    assert client_of(manager).get(place).status_code == 403
    struck = {"version": run.version, "token": "u", "struck": [run.lines.first().pk], "note": "Wait"}
    assert client_of(second).get(place).status_code == 200
    assert client_of(second).post(place, struck).status_code == 302
    work()
    assert outcomes(run) == ["struck", "disposed"]
    assert "Struck out" in client_of(second).get(run.page_url).content.decode()
    result = print_run(running("documents.print_disposal"), run=run.pk, by=second.pk)
    assert result.file.content.startswith(b"%PDF")
    assert client_of(second).post(f"{run.page_url}print/").status_code == 302


def test_the_page_asks_as_much_of_many_documents_as_of_few(archived, after, manager, client_of):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked():
        client = client_of(manager)
        client.get("/documents/disposals/new/")
        with CaptureQueriesContext(connection) as found:
            assert client.get("/documents/disposals/new/").context["rows"]
        return len(found)

    archived("First")
    after(366 * 6 + 1)
    few = asked()
    for n in range(3):
        archived(f"Another {n}")
    after(2 * (366 * 6 + 1))
    assert asked() == few


def test_who_may_not_see_a_restricted_document_is_told_no_title_of_it(
    archived, after, manager, second, client_of, admin, now
):
    secret = archived("Kanarienvogel", restricted=True)
    after(366 * 6 + 1)
    run = run_of(manager)
    page = client_of(second).get(run.page_url).content.decode()
    assert "Kanarienvogel" not in page
    confirm(stored(run), actor=second)
    work()
    assert outcomes(run) == ["kept"]
    assert now(secret).state == "archived"


@pytest.mark.django_db(transaction=True)
def test_a_content_that_somebody_stores_in_the_very_moment_is_not_lost(three, alice, manager, second):
    version = three[0].versions.get()
    source = "# Policy 0\n\nWe do it."
    run = run_of(manager)
    confirm(stored(run), actor=second, struck=list(run.lines.values_list("pk", flat=True)[1:]), note="n")
    carry_out_run(running(DISPOSE_JOB), run=run.pk, by=second.pk)
    assert Job.objects.filter(kind=LET_GO_JOB).count() == 1
    begun = Signal()

    def write():
        with transaction.atomic():
            made = DocumentFactory(actor=alice, title="Same words", text=source)
            assert made.in_work.blob_id == version.blob_id
            begun.set()
            time.sleep(0.4)

    def destroy():
        assert begun.wait(10)
        assert not let_go(version.blob_id)

    assert at_once(write, destroy) == []
    open_content(version.blob).close()


@pytest.mark.django_db(transaction=True)
def test_whoever_stores_it_while_it_is_destroyed_writes_it_anew(three, alice, manager, second, monkeypatch):
    from documents.domain import retention

    version = three[0].versions.get()
    three[0].versions.update(disposed=version.begun)
    begun, real = Signal(), retention.drop

    def slow(path):
        begun.set()
        time.sleep(0.4)
        real(path)

    monkeypatch.setattr(retention, "drop", slow)

    def write():
        assert begun.wait(10)
        DocumentFactory(actor=alice, title="Same words", text="# Policy 0\n\nWe do it.")

    assert at_once(write, lambda: let_go(version.blob_id)) == []
    open_content(version.blob).close()
    Document.objects.get(title="Same words").versions.update(disposed=version.begun)
    assert let_go(version.blob_id)
    with pytest.raises(ContentGoneError):
        open_content(version.blob)

"""Documents that were written elsewhere come in many at a time, and a second time changes nothing."""

from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from documents.domain.contents import text_of, words_in
from documents.domain.drafting import change_document, revise, write_text
from documents.domain.importing import archives
from documents.domain.importing.front_matter import split
from documents.domain.importing.guessing import guess_type
from documents.domain.importing.jobs import run_carry, run_look
from documents.domain.importing.running import begin_import, carry_out, confirm_import, look_through
from documents.domain.publishing import obsolete
from documents.models import Document, Import, ImportLine, Version
from documents.queries import difference
from jobs.domain.errors import JobError
from records.access.permits import Refused
from records.domain.errors import NotNowError
from records.domain.files import FileRefusedError
from records.models import Event
from tests.access.scene import packed
from tests.documents.conftest import running
from tests.factories import DocumentFactory, put_in_force

pytestmark = pytest.mark.django_db

#: Real texts, which stand beside the repository where they are at hand.
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "policies"
MATTER = "name: Access Policy\nacronym: AP\nsatisfies:\n  TSC:\n    - CC6.1\nmajorRevisions:\n  - date: Jun 1 2018\n    comment: Initial document\n---\n# Scope\n\nAll of us.\n"


def imported(files, actor, name="policies.zip"):
    """The lines of an import that somebody said yes to, by path."""
    run = look_through(begin_import(name, packed(files), actor=actor))
    if run.state == "ready":
        carry_out(confirm_import(run, actor=actor, types={}))
    return {line.path: line for line in run.lines.all()}


def test_a_text_becomes_a_draft_with_what_its_front_matter_says(manager):
    line = imported({"access.md": MATTER}, manager)["access.md"]
    document = line.document
    version = document.in_work
    assert (document.title, document.type, document.reference, document.owner) == (
        "Access Policy", "policy", "POL-001", manager,
    )  # fmt: skip
    assert (version.summary, text_of(version)) == (
        "Initial document (written 1 Jun 2018)", "# Scope\n\nAll of us.\n",
    )  # fmt: skip
    event = Event.objects.get(record_id=document.pk, action="bring_in")
    assert (event.origin, event.detail) == ("import", {
        "file": "access.md", "sha256": version.blob_id, "written": "2018-06-01", "acronym": "AP", "satisfies": ["TSC CC6.1"],
        "revisions": [{"date": "2018-06-01", "comment": "Initial document"}],
    })  # fmt: skip


@pytest.mark.parametrize(
    ("source", "title", "text"),
    [
        ("---\nname: A\n---\nText", "A", "Text"),
        ("title: A\n---\n\nText", "A", "Text"),
        ("---\n\nText after a rule\n", "", "---\n\nText after a rule\n"),
        ("A heading\n---\n\nText", "", "A heading\n---\n\nText"),
        ("Note: a heading\n---\n\nText", "", "Note: a heading\n---\n\nText"),
        ("---\nname: [broken\n---\nText", "", "---\nname: [broken\n---\nText"),
        ("---\nname: &a [*a]\n---\nText", "", "Text"),
    ],
)
def test_front_matter_is_known_and_what_is_none_stays_in_the_text(source, title, text):
    matter, body = split(source)
    assert (matter.title, body) == (title, text)


@pytest.mark.parametrize(
    ("path", "about", "kind"),
    [
        ("policies/access.md", {}, "policy"),
        ("access.md", {"within": "policies.zip"}, "policy"),
        ("policies/procedure_patch.md", {}, "procedure"),
        ("policies/narrative_system.md", {}, "process"),
        ("all/plans/x.md", {"within": "policies.zip"}, "plan"),
        ("x.md", {"title": "Continuity plan"}, "plan"),
        ("policies/x.md", {"said": "Agreement"}, "agreement"),
        ("x.docx", {}, "procedure"),
    ],
)
def test_the_type_is_that_of_front_matter_name_folder_or_title(path, about, kind):
    assert guess_type(path, **about) == kind


def test_a_title_is_the_name_else_the_first_heading_else_the_name_of_the_file(manager):
    lines = imported({"a.md": "Text\n\n## The heading ##\n", "on_call_duty.md": "Text alone"}, manager)
    assert {line.title for line in lines.values()} == {"The heading", "On call duty"}


def test_a_second_import_changes_nothing_and_says_so(manager):
    files = {"a.md": "# A", "b.md": "# B", "copy.md": "# A"}
    first, second = imported(files, manager), imported(files, manager)
    assert [line.outcome for line in first.values()] == ["imported", "imported", "duplicate"]
    assert [line.outcome for line in second.values()] == ["duplicate"] * 3
    assert second["a.md"].document == first["a.md"].document
    assert (Document.objects.count(), Event.objects.filter(action="bring_in").count()) == (2, 2)
    assert set(Import.objects.values_list("state", flat=True)) == {"done"}


def test_what_is_there_under_another_name_and_front_matter_is_known_by_its_content(alice, manager):
    there = DocumentFactory(actor=alice, title="ACCESS policy", text="# Scope\n\nAll of us.\n")
    line = imported({"other.md": MATTER}, manager)["other.md"]
    assert (line.outcome, line.document) == ("duplicate", there)


def test_the_same_text_under_another_name_is_another_document_and_a_file_is_known_after_it_was_renamed(manager):
    other = MATTER.replace("Access Policy", "Privacy Policy")
    lines = imported({"a.md": MATTER, "b.md": other, "c.md": "# Scope\n\nAll of us.\n"}, manager)
    assert [line.outcome for line in lines.values()] == ["imported", "imported", "duplicate"]
    assert lines["b.md"].why == "Its text is that of a.md, under another title"
    document = lines["a.md"].document
    document.title = "Access"
    change_document(document, actor=manager)
    assert imported({"a.md": MATTER}, manager)["a.md"].document_id == document.pk


def test_files_that_cannot_come_in_are_named_with_the_reason_and_the_others_go_in(manager, settings):
    settings.ATTACHMENT_MAX_BYTES = 200_000
    files = {
        "good.md": "# Good",
        "latin.md": "Grüße".encode("latin-1"),
        "../../x.md": "# Out",
        "/etc/passwd.md": "# Out",
        "C:\\x.md": "# Out",
        "picture.png": b"\x89PNG",
        "image.pdf": b"\x89PNG\r\n",
        "locked.docx": b"\xd0\xcf\x11\xe0 and more",
        "large.md": "x" * 300_000,
        "empty.md": "name: A\n---\n",
        "__MACOSX/._good.md": "left over",
    }
    lines = imported(files, manager)
    why = {path: line.why for path, line in lines.items() if line.outcome == "refused"}
    assert {path: words.split(":")[0] for path, words in why.items()} == {
        "latin.md": "The text is not in UTF-8",
        "../../x.md": "Its name leads out of the archive",
        "/etc/passwd.md": "Its name leads out of the archive",
        "C:\\x.md": "Its name leads out of the archive",
        "picture.png": "Files of this kind are not imported",
        "image.pdf": "The content is not that of a .pdf file",
        "locked.docx": "It is locked by a password, or of an old kind",
        "large.md": "It is larger than 195.3\xa0KB",
        "empty.md": "There is no text in it",
    }
    assert [line.title for line in lines.values() if line.outcome == "imported"] == ["Good"]
    assert Document.objects.get().title == "Good"


def test_a_file_packed_as_a_bomb_is_not_unpacked(manager):
    bomb = BytesIO()
    with ZipFile(bomb, "w", ZIP_DEFLATED) as archive:
        archive.writestr("bomb.md", "0" * 10_000_000)
        archive.writestr("good.md", "# Good")
    run = look_through(begin_import("a.zip", bomb.getvalue(), actor=manager))
    assert [line.outcome for line in run.lines.all()] == ["refused", "new"]
    assert "times smaller" in run.lines.first().why


def test_together_files_unpack_to_no_more_than_the_limit(manager, monkeypatch):
    monkeypatch.setattr(archives, "UNPACKED_MAX", 10)
    run = look_through(begin_import("a.zip", packed({"a.md": "# 345678", "b.md": "# 345678"}), actor=manager))
    assert [line.outcome for line in run.lines.all()] == ["new", "refused"]


def test_an_archive_of_too_many_files_or_none_at_all_is_refused_as_a_whole(manager, monkeypatch):
    monkeypatch.setattr(archives, "FILES_MAX", 2)
    run = begin_import("a.zip", packed(dict.fromkeys("abc", "# A")), actor=manager)
    with pytest.raises(JobError, match="more than 2 files"):
        run_look(running("documents.look_through_import"), run=run.pk)
    with pytest.raises(FileRefusedError, match="not a ZIP"):
        archives.pack_uploads([SimpleUploadedFile("a.zip", b"no archive")])


def test_a_locked_pdf_is_refused_and_an_open_one_becomes_a_file(manager):
    from pypdf import PdfWriter

    pages = PdfWriter()
    pages.add_blank_page(100, 100)
    plain, locked = BytesIO(), BytesIO()
    pages.write(plain)
    pages.encrypt("secret", algorithm="RC4-128")
    pages.write(locked)
    lines = imported({"sla_hosting.pdf": plain.getvalue(), "locked.pdf": locked.getvalue()}, manager)
    assert (lines["locked.pdf"].outcome, lines["locked.pdf"].why.partition(",")[0]) == (
        "refused", "It is locked by a password",
    )  # fmt: skip
    made = lines["sla_hosting.pdf"].document
    assert (made.title, made.type, made.in_work.name) == ("Sla hosting", "agreement", "sla_hosting.pdf")


def test_only_managers_and_administrators_import(alice, admin, manager):
    with pytest.raises(Refused):
        begin_import("a.zip", packed({"a.md": "# A"}), actor=alice)
    for person in (admin, manager):
        begin_import("a.zip", packed({"a.md": "# A"}), actor=person)


def test_what_was_handed_over_is_kept_until_it_is_imported_and_a_yes_counts_once(
    manager, django_capture_on_commit_callbacks
):
    run = look_through(begin_import("a.zip", packed({"a.md": "# A", "b.md": "# B"}), actor=manager))
    a, b = run.lines.all()
    held = confirm_import(run, actor=manager, types={a.pk: "plan", b.pk: ""})
    with pytest.raises(NotNowError):
        confirm_import(run, actor=manager, types={})
    assert default_storage.exists(run.path)
    with django_capture_on_commit_callbacks(execute=True):
        result = run_carry(running("documents.import"), run=held.pk)
    assert result.words == "1 was imported, 1 was left out"
    assert (Document.objects.get().type, default_storage.exists(run.path)) == ("plan", False)
    run_carry(running("documents.import"), run=held.pk)
    assert Document.objects.count() == 1


def test_over_http_files_are_handed_over_shown_and_imported(client_of, manager):
    asking = client_of(manager)
    uploads = [SimpleUploadedFile("access.md", MATTER.encode()), SimpleUploadedFile("b.pdf", b"no pdf")]
    answer = asking.post("/documents/import/", {"uploads": uploads})
    run = Import.objects.get()
    assert answer.url == f"/documents/import/{run.pk}/"
    run_look(running("documents.look_through_import"), run=run.pk)
    page = asking.get(answer.url).content.decode()
    assert "Access Policy" in page
    assert "The content is not that of a .pdf file" in page
    line = run.lines.get(outcome="new")
    wrong = asking.post(answer.url, {f"type-{line.pk}": "poem"})
    assert (wrong.status_code, Import.objects.get().state) == (422, "ready")
    asking.post(answer.url, {f"type-{line.pk}": "statement"})
    run_carry(running("documents.import"), run=run.pk)
    assert Document.objects.get().reference == "STA-001"
    assert "STA-001" in asking.get(answer.url).content.decode()


def test_many_files_stand_on_pages_and_what_is_chosen_on_one_is_kept_on_the_way_to_the_next(client_of, manager):
    files = {f"policy_{n:02}.md": f"# Policy {n}" for n in range(60)} | {f"broken_{n}.docx": "no" for n in range(2)}
    run = look_through(begin_import("a.zip", packed(files), actor=manager))
    client, place = client_of(manager), f"/documents/import/{run.pk}/"
    first = client.get(place)
    assert [row["line"].outcome for row in first.context["rows"]][:3] == ["refused", "refused", "new"]
    assert (len(first.context["rows"]), first.context["page"].paginator.num_pages) == (50, 2)
    errors = client.get(f"{place}?only=errors")
    assert [row["line"].outcome for row in errors.context["rows"]] == ["refused"] * 2
    shown = [row["line"] for row in first.context["rows"] if row["field"]]
    kept, left = shown[0], shown[1]
    sent = {f"type-{line.pk}": line.type for line in shown} | {f"type-{kept.pk}": "plan", f"type-{left.pk}": ""}
    answer = client.post(place, {**sent, "to": "2"})
    assert answer.url == f"{place}?page=2"
    second = client.get(answer.url)
    assert len(second.context["rows"]) == 12
    assert client.post(place, {**sent, "to": "2", f"type-{kept.pk}": "nonsense"}).status_code == 422
    assert (
        client.post(place, {f"type-{row['line'].pk}": "procedure" for row in second.context["rows"]}).status_code == 302
    )
    kept.refresh_from_db()
    left.refresh_from_db()
    last = second.context["rows"][-1]["line"]
    last.refresh_from_db()
    assert (kept.type, left.outcome, last.type) == ("plan", "left_out", "procedure")


def test_an_import_of_somebody_else_is_not_there(client_of, manager, give):
    from standard.roles import DOCUMENTATION_MANAGER
    from tests.factories import PersonFactory

    other = PersonFactory()
    give(other, DOCUMENTATION_MANAGER)
    run = begin_import("a.zip", packed({"a.md": "# A"}), actor=manager)
    assert client_of(other).get(f"/documents/import/{run.pk}/").status_code == 404


def test_what_is_no_archive_is_refused_at_its_field(client_of, manager):
    answer = client_of(manager).post("/documents/import/", {"uploads": [SimpleUploadedFile("a.zip", b"no")]})
    assert (answer.status_code, Import.objects.count()) == (422, 0)
    assert "not a ZIP archive" in answer.content.decode()


def told(path, **options):
    out = StringIO()
    call_command("import_documents", str(path), stdout=out, **options)
    return out.getvalue().splitlines()


def test_the_command_says_what_would_happen_and_then_does_it(tmp_path, manager):
    folder = tmp_path / "policies"
    folder.mkdir()
    (folder / "access.md").write_text(MATTER)
    (folder / "x.exe").write_bytes(b"MZ")
    (folder / "out.md").symlink_to("/etc/hostname")
    dry = told(folder, dry_run=True)
    assert dry[0] == "policies/access.md: Will be imported Policy “Access Policy”"
    assert (len(dry), Document.objects.count(), Import.objects.count()) == (3, 0, 0)
    assert told(folder, email=manager.email)[0] == "policies/access.md: Imported POL-001 · Policy “Access Policy”"
    assert told(folder)[-1] == "Nothing changed: 1 was there already, 1 cannot be imported"
    assert Document.objects.get().owner == manager
    with pytest.raises(CommandError, match="is not there"):
        told(tmp_path / "nowhere")


@pytest.mark.skipif(not SHARED.is_dir(), reason="the texts are not on this machine")
def test_real_texts_come_in_and_go_their_whole_way(manager, director):
    assert told(SHARED, email=manager.email)[-1] == "36 were imported"
    documents = list(Document.objects.order_by("pk"))
    kinds = [document.type for document in documents]
    assert (kinds.count("policy"), kinds.count("procedure"), kinds.count("process")) == (27, 4, 5)
    titles = {line.path.rpartition("/")[2]: line.title for line in ImportLine.objects.all()}
    assert (titles["access.md"], titles["procedure_patch.md"], titles["narrative_system.md"]) == (
        "Access Onboarding and Termination Policy", "Apply OS patches", "System Architecture Narrative",
    )  # fmt: skip
    for document in documents:
        go_the_whole_way(document, manager)
    assert told(SHARED)[-1] == "Nothing changed: 36 were there already"
    assert Document.objects.count() == 36


def go_the_whole_way(document, manager):
    """Approved, published, revised, compared and made obsolete, with history at each step."""
    current = lambda: Document.objects.get(pk=document.pk)  # noqa: E731 - read anew at each step
    put_in_force(current())
    assert (current().state, current().version_in_force) == ("published", "1.0")
    revise(current(), actor=manager, reason="A year has gone by")
    write_text(
        current(), actor=manager, text=f"{text_of(current().in_work)}\nA sentence is new.\n", summary="A sentence"
    )
    current().named_approvers.all().delete()
    put_in_force(current())
    old, new = (Version.objects.get(document=document.pk, major=major) for major in (1, 2))
    assert (old.state, new.state, old.summary[:7]) == ("superseded", "in_force", "Initial" if old.summary else "")
    assert "<ins>A sentence is new.</ins>" in difference(words_in(old), words_in(new))[-1]
    obsolete(current(), actor=manager, reason="Merged into another")
    assert (current().state, current().version_in_force) == ("obsolete", "")
    events = Event.objects.filter(record_id=document.pk).exclude(action__contains="task")
    done = list(events.order_by("id").values_list("action", flat=True))
    assert done == [
        "bring_in", "submit", "approve", "publish", "revise", "write_text", "submit", "approve", "publish", "obsolete",
    ]  # fmt: skip

"""Records of any kind come in from tables: tried out first, judged by the kind's form, and a second time nothing changes."""

import csv
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from openpyxl import Workbook, load_workbook

from improvement.models import Opportunity
from jobs.models import Job
from jobs.progress import CancelledError, LeaseLostError, Progress
from records.domain.errors import NotNowError
from records.importing import running
from records.importing.importers import find_importer, importers_for
from records.importing.jobs import run_carry, run_try
from records.importing.keeping import rows_not_taken
from records.importing.records import RecordImporter
from records.importing.tables import AmbiguousError, Table, TableError
from records.models import Event, ImportedNumber, ImportLine, ImportRun
from tests.factories import OpportunityFactory, OrganisationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("alice")]

KIND = "kind-opportunity"
HEAD = "Old number,Title,Idea,Came from,Owner,State,Recorded on,Expected benefit"
TWO = f"{HEAD}\nA-1,Fewer calls,A portal,Staff,Alice Berg,Accepted,3.4.2016 10:00,Much\nA-2,No paper,Scan it,,,,,Some\n"


def table(text, name="ideas.csv"):
    content = text if isinstance(text, bytes) else text.encode()
    return Table(BytesIO(content), name)


def begun(text, actor, *, name="ideas.csv", settings=None):
    """An import that was tried out."""
    content = text if isinstance(text, bytes) else text.encode()
    run = running.begin(KIND, ContentFile(content), name, actor=actor)
    running.set_up(run, settings or {}, actor=actor, is_job=False)
    return running.try_out(ImportRun.objects.get(pk=run.pk))


def imported(text, actor, **about):
    """The run of an import that somebody said yes to."""
    run = begun(text, actor, **about)
    running.confirm(run, actor=actor, is_job=False)
    return running.carry(ImportRun.objects.get(pk=run.pk))


def counted(run):
    return {name: count for name, count in run.counts.items() if count}


def lines(run, outcome):
    return [line.why for line in run.lines.filter(outcome=outcome)]


def test_a_table_becomes_records_with_their_past_and_a_second_time_nothing_changes(admin, alice):
    run = imported(TWO, admin)
    assert (run.state, counted(run)) == ("done", {"rows_read": 2, "created": 2})
    first = Opportunity.objects.get(title="Fewer calls")
    assert (first.idea, first.source, first.owner, first.state) == ("A portal", "staff", alice, "accepted")
    assert first.created == datetime(2016, 4, 3, 10, tzinfo=UTC)
    event = Event.objects.filter(record=first).earliest("pk")
    assert (event.at, event.origin, event.recorded.year > 2016) == (first.created, "import", True)
    assert ImportedNumber.objects.get(number="A-1").record_id == first.pk
    again = imported(TWO, admin)
    assert counted(again) == {"rows_read": 2, "unchanged": 2}
    assert Opportunity.objects.count() == 2


def test_trying_out_writes_nothing_and_shows_what_would_come_of_it(admin):
    run = begun(TWO, admin)
    assert (run.state, counted(run)) == ("ready", {"rows_read": 2, "created": 2})
    assert (Opportunity.objects.count(), ImportedNumber.objects.count()) == (0, 0)
    assert list(run.lines.values_list("line", "name", "record")) == [(2, "A-1", None), (3, "A-2", None)]


def test_a_row_is_found_by_reference_or_old_number_and_an_empty_cell_changes_nothing(admin, alice):
    imported(TWO, admin)
    record = Opportunity.objects.get(title="Fewer calls")
    other = OpportunityFactory(actor=alice, title="By hand")
    text = f"Reference,Old number,Title,Effort\n,A-1,,Months\n{other.reference},B-7,By machine,\n"
    run = imported(text, admin)
    assert counted(run) == {"rows_read": 2, "updated": 2}
    record.refresh_from_db()
    other.refresh_from_db()
    assert (record.title, record.effort, other.title) == ("Fewer calls", "large", "By machine")
    assert ImportedNumber.objects.get(number="B-7").record_id == other.pk


def test_a_row_without_any_number_is_known_by_what_it_says(admin):
    text = "Title,Idea,Expected benefit\nOne,Do,Much\nOne,Do,Much\nTwo,Do,Much\n"
    assert counted(imported(text, admin)) == {"rows_read": 3, "created": 2, "skipped": 1}
    assert counted(imported(text, admin)) == {"rows_read": 3, "unchanged": 2, "skipped": 1}


def test_each_wrong_cell_is_named_with_what_to_do_and_the_others_go_in(admin):
    OrganisationFactory(actor=admin, title="Acme")
    head = "Title,Idea,Came from,Owner,Organisation,Expected benefit,State"
    rows = [
        "Good,Do,Customer,,Acme,Much,",
        "Bad,Do,Mars,Nobody Here,Nowhere,Much,",
        ",Do,Staff,,,Much,",
        "Worse,Do,Staff,,,Much,Flying",
    ]
    run = imported("\n".join([head, *rows]), admin)
    assert counted(run) == {"rows_read": 4, "created": 1, "failed": 3}
    assert Opportunity.objects.get().organisation.title == "Acme"
    first, second, third = lines(run, "failed")
    assert "Came from: “Mars” is none of its choices: write one of" in first
    assert "Owner: Nobody with an account is called “Nobody Here”" in first
    assert "Organisation: There is no record “Nowhere” that you see" in first
    assert second.startswith("Title: ")
    assert third.startswith("State: “Flying” is none of its choices: write one of Proposed")


def test_numbers_that_clash_are_a_conflict_and_change_nothing(admin):
    imported(TWO, admin)
    one, two = Opportunity.objects.order_by("pk")
    text = f"Reference,Old number,Title\n{one.reference},A-2,Mixed\n,A-1,First\n,A-1,Second\nOPP-1999-0001,,Gone\n"
    run = imported(text, admin)
    assert counted(run) == {"rows_read": 4, "updated": 1, "conflict": 2, "failed": 1}
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.title, two.title) == ("First", "No paper")


def test_states_and_days_of_the_past_are_for_those_in_charge(charlie):
    run = imported(TWO, charlie)
    assert counted(run) == {"rows_read": 2, "created": 1, "failed": 1}
    assert lines(run, "failed") == ["Recorded on: for administrators and the SMR. Leave the cell empty."]
    run = imported("Title,Idea,Expected benefit,State\nX,Do,Much,Accepted\n", charlie)
    assert lines(run, "failed") == ["For administrators and the SMR: leave the state empty"]
    assert not Opportunity.objects.filter(state="accepted").exists()


def test_nothing_was_recorded_in_the_future(admin):
    run = imported("Title,Idea,Expected benefit,Recorded on\nX,Do,Much,2126-01-31\n", admin)
    assert lines(run, "failed") == ["Recorded on: It lies in the future: write the day it was recorded there"]


def test_nobody_changes_by_a_table_what_they_may_not_change_by_hand(alice, charlie):
    record = OpportunityFactory(actor=alice, title="Hers")
    run = imported(f"Reference,Title\n{record.reference},Mine\n", charlie)
    assert counted(run) == {"rows_read": 1, "failed": 1}
    record.refresh_from_db()
    assert record.title == "Hers"


def test_a_restricted_record_is_not_there_for_who_does_not_see_it(alice, charlie):
    record = OpportunityFactory(actor=alice, restricted=True)
    run = imported(f"Reference,Title\n{record.reference},Mine\n", charlie)
    assert "there is no record" in lines(run, "failed")[0]


def test_days_that_can_be_read_in_two_ways_are_asked_for_at_their_field(admin):
    text = "Title,Idea,Expected benefit,Due\nA,Do,Much,3/4/2026\n"
    kind = find_importer(KIND)
    form = kind.form(None, open_table=lambda _layout: table(text), user=admin)
    assert [found.is_open for found in form.found][-1]
    sent = kind.form({"zone": "UTC"}, open_table=lambda _layout: table(text), user=admin)
    assert list(sent.errors) == ["date_format"]
    assert "“3/4/2026” can be read as d/m/yyyy or m/d/yyyy" in sent.errors["date_format"][0]
    said = kind.form({"zone": "UTC", "date_format": "d/m/yyyy"}, open_table=lambda _layout: table(text), user=admin)
    assert said.is_valid()
    assert "3/4/2026 → 3 April 2026, 00:00 UTC" in said.found[-1].lines
    run = imported(text, admin, settings=said.settings)
    assert (run.counts["created"], Opportunity.objects.get().due) == (1, date(2026, 4, 3))
    failed = begun(text, admin)
    assert (failed.state, "can be read" in failed.why) == ("failed", True)


def test_a_workbook_comes_in_as_csv_does(admin):
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Title *", "Idea", "Expected benefit", "Due", "Restricted", "Owner"])
    sheet.append(["From a sheet", "Do", 10, date(2026, 4, 3), "yes", admin.email])
    sheet.append(["Short", "Do", "Much"])
    content = BytesIO()
    book.save(content)
    run = imported(content.getvalue(), admin, name="ideas.xlsx")
    assert counted(run) == {"rows_read": 2, "created": 2}
    record = Opportunity.objects.get(title="From a sheet")
    assert (record.expected_benefit, record.due, record.restricted) == ("10", date(2026, 4, 3), True)


def broken(monkeypatch, times):
    """Let an import die at some of its chunks."""
    real, left = RecordImporter.bring_in, list(times)

    def dying(self, chunk):
        brought = real(self, chunk)
        if left and left.pop(0):
            raise MemoryError
        return brought

    monkeypatch.setattr(RecordImporter, "bring_in", dying)
    monkeypatch.setattr("records.importing.records.CHUNK", 3)


def test_an_import_killed_in_the_middle_is_completed_when_it_runs_again_and_counts_the_whole(admin, monkeypatch):
    rows = "".join(f"N-{n},Idea {n},Do,Much\n" for n in range(10)) + ",,x,Much\nN-1,Again,Do,Much\n"
    run = begun("Old number,Title,Idea,Expected benefit\n" + rows, admin)
    running.confirm(run, actor=admin, is_job=False)
    broken(monkeypatch, [False, True, False, True])
    for _attempt in range(2):
        with pytest.raises(MemoryError):
            running.carry(ImportRun.objects.get(pk=run.pk))
    between = ImportRun.objects.get(pk=run.pk)
    assert (between.state, between.position, Opportunity.objects.count()) == ("carrying", 6, 6)
    done = running.carry(between)
    assert (done.state, counted(done)) == ("done", {"rows_read": 12, "created": 10, "failed": 1, "conflict": 1})
    assert Opportunity.objects.count() == 10
    assert counted(running.carry(done)) == counted(done)


def test_an_import_is_stopped_between_chunks_and_goes_on_from_there(admin, monkeypatch):
    monkeypatch.setattr("records.importing.records.CHUNK", 2)
    rows = "".join(f"N-{n},Idea {n},Do,Much\n" for n in range(6))
    run = begun("Old number,Title,Idea,Expected benefit\n" + rows, admin)
    running.confirm(run, actor=admin, is_job=False)

    def tell(done, total):
        assert total == 6
        if done == 4:
            raise CancelledError

    with pytest.raises(CancelledError):
        running.carry(ImportRun.objects.get(pk=run.pk), tell)
    stopped = ImportRun.objects.get(pk=run.pk)
    assert (stopped.state, Opportunity.objects.count()) == ("stopped", 4)
    running.carry_on(stopped, actor=admin, is_job=False)
    assert counted(running.carry(ImportRun.objects.get(pk=run.pk))) == {"rows_read": 6, "created": 6}


def test_two_workers_on_one_import_do_not_count_twice(admin, monkeypatch):
    run = begun(TWO, admin)
    running.confirm(run, actor=admin, is_job=False)
    mine = running.Keeper(ImportRun.objects.get(pk=run.pk))
    running.carry(ImportRun.objects.get(pk=run.pk))
    with pytest.raises(LeaseLostError):
        mine.keep([])


def test_a_second_import_of_the_same_source_waits_for_the_first(admin):
    one, two = begun(TWO, admin), begun(TWO, admin)
    running.confirm(one, actor=admin)
    with pytest.raises(NotNowError, match="Another import of the same source is running"):
        running.confirm(two, actor=admin)
    run_carry(progress(), run=one.pk)
    Job.objects.update(state="done")
    running.confirm(two, actor=admin, is_job=False)
    assert counted(running.carry(ImportRun.objects.get(pk=two.pk))) == {"rows_read": 2, "unchanged": 2}


def progress():
    return Progress(Job.objects.create(kind=running.CARRY_JOB, state="running", worker="w"))


def test_the_jobs_tell_what_came_of_it(admin):
    run = running.begin(KIND, ContentFile(TWO.encode()), "a.csv", actor=admin)
    running.set_up(run, {}, actor=admin)
    assert str(run_try(progress(), run=run.pk).words) == "2 rows read · New: 2"
    running.confirm(run, actor=admin)
    assert str(run_carry(progress(), run=run.pk).words) == "2 rows read · New: 2"


def test_what_was_handed_over_goes_once_it_is_in_or_given_up(admin, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        done, given_up = imported(TWO, admin), begun(TWO, admin)
        assert default_storage.exists(given_up.path)
        running.give_up(given_up, actor=admin)
    assert not default_storage.exists(done.path)
    assert not default_storage.exists(given_up.path)
    with pytest.raises(NotNowError, match="Given up"):
        running.confirm(given_up, actor=admin)


def test_rows_that_were_not_taken_come_as_csv_in_which_no_cell_is_a_formula(admin):
    run = imported('Title,Idea,Came from\n"=1+1",@x,Mars\nB,"+cmd|\'/c calc\'",Mars\n', admin)
    text = "".join(rows_not_taken(run)).removeprefix("\ufeff")
    rows = list(csv.reader(StringIO(text)))
    assert rows[0] == ["Line", "Reason", "Title", "Idea", "Came from"]
    assert [row[0] for row in rows[1:]] == ["2", "3"]
    assert [row[2:] for row in rows[1:]] == [["'=1+1", "'@x", "Mars"], ["B", "'+cmd|'/c calc'", "Mars"]]


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"", "a.csv", "empty"),
        (b"\n\n", "a.csv", "no header"),
        (b"\xff\xfeT\x00", "a.csv", "UTF-16"),
        (b"no zip", "a.xlsx", "cannot be read"),
        (b"x", "a.exe", "ends in .csv"),
        (b"a\0b\n", "a.csv", "no table"),
        (b"\x1f\x8bbroken", "a.csv.gz", "packed and broken"),
        (b"x" * (9 * 1024 * 1024), "a.csv", "line without end"),
    ],
)
def test_a_file_that_is_no_table_is_refused_when_it_is_handed_over(admin, content, name, why):
    with pytest.raises(TableError, match=why):
        running.begin(KIND, ContentFile(content), name, actor=admin)
    assert not ImportRun.objects.exists()


def test_a_workbook_packed_as_a_bomb_is_not_unpacked(admin):
    bomb = BytesIO()
    with ZipFile(bomb, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)
    with pytest.raises(TableError, match="unpacks to more"):
        running.begin(KIND, ContentFile(bomb.getvalue()), "a.xlsx", actor=admin)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(admin):
    large = ContentFile(b"x")
    large.size = 200 * 1024 * 1024
    with pytest.raises(TableError, match="larger than 100"):
        running.begin(KIND, large, "a.csv", actor=admin)


def test_a_table_of_something_else_says_so(admin):
    run = begun("Ticket,Opened\n1,2\n", admin)
    assert (run.state, run.why.partition(",")[0]) == ("failed", "None of its columns is one of Reference")


def test_a_header_alone_is_no_fault(admin):
    assert counted(begun(HEAD + "\n", admin)) == {}


def test_what_may_not_be_recorded_may_not_be_imported(admin, charlie):
    with pytest.raises(PermissionDenied):
        running.begin("kind-role", ContentFile(b"Title\nX\n"), "a.csv", actor=charlie)
    keys = {importer.key for importer in importers_for(charlie)}
    assert KIND in keys
    assert not keys & {"kind-role", "kind-document", "kind-assignment", "kind-incident", "tickets"}
    assert "tickets" in {importer.key for importer in importers_for(admin)}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_template_of_every_kind_can_be_filled_in_and_read_again(client_of, admin, form):
    answer = client_of(admin).get(f"/improvement/opportunities/import.{form}")
    content = b"".join(answer.streaming_content)
    header = Table(BytesIO(content), f"a.{form}").header
    assert header[:3] == ("Reference", "Old number", "Title *")
    assert "Came from" in header, "what has a usual answer need not be filled in"
    assert {"State", "Recorded on", "Came from", "Owner"} <= {title.rstrip(" *") for title in header}
    if form == "xlsx":
        book = load_workbook(BytesIO(content))
        explained = {row[0]: row[3:] for row in book.worksheets[1].iter_rows(values_only=True)}
        assert [choice for choice in explained["Effort"] if choice] == ["Days", "Weeks", "Months"]
        assert len(book.worksheets[0].data_validations.dataValidation) >= 4


def test_the_pages_take_a_file_from_the_upload_to_the_records(client_of, admin):
    asking = client_of(admin)
    assert b"Template as a workbook" in asking.get(f"/records/import/?what={KIND}").content
    answer = asking.post("/records/import/", {"what": KIND, "file": ContentFile(TWO.encode(), "ideas.csv")})
    run = ImportRun.objects.get()
    assert answer.url == f"/records/import/{run.pk}/"
    page = asking.get(answer.url).content.decode()
    assert "CSV, columns parted by comma, in utf-8" in page
    assert "3.4.2016 10:00 → 3 April 2016, 10:00 UTC" in page
    looked = asking.post(answer.url, {"zone": "Europe/Berlin", "look": "1"}).content.decode()
    assert "10:00 Europe/Berlin" in looked
    assert ImportRun.objects.get().state == "asked"
    asking.post(answer.url, {"zone": "UTC"})
    running.try_out(ImportRun.objects.get())
    page = asking.get(answer.url).content.decode()
    assert "2 rows read · New: 2" in page
    assert "Import them" in page
    asking.post(answer.url, {"confirm": "1"})
    running.carry(ImportRun.objects.get())
    page = asking.get(answer.url + "?outcome=created").content.decode()
    assert "Open what was imported" in page
    assert Opportunity.objects.first().reference in page
    assert b"imported" in asking.get(Opportunity.objects.get(title="No paper").page_url).content


def test_wrong_settings_are_said_at_their_field_and_what_was_typed_stays(client_of, admin):
    run = running.begin(KIND, ContentFile(b"Title,Due\nA,3/4/2026\n"), "a.csv", actor=admin)
    answer = client_of(admin).post(f"/records/import/{run.pk}/", {"zone": "Mars/Base"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "can be read as d/m/yyyy or m/d/yyyy" in page
    assert "Mars/Base" in page


def test_the_next_import_begins_with_the_settings_of_the_last(client_of, admin):
    imported(TWO, admin, settings={"zone": "Asia/Tokyo", "date_format": "d.m.yyyy hh:mm"})
    run = running.begin(KIND, ContentFile(TWO.encode()), "b.csv", actor=admin)
    assert '<option value="Asia/Tokyo" selected>' in client_of(admin).get(f"/records/import/{run.pk}/").content.decode()


def test_the_command_takes_the_same_road(admin, tmp_path):
    path = tmp_path / "ideas.csv"
    path.write_text(TWO)
    assert '"created": 2' in told("opportunity", path, "--dry-run", "--json")
    assert Opportunity.objects.count() == 0
    said = told("opportunity", path, "--json", "--as", admin.email)
    assert (
        said
        == '{"created": 2, "updated": 0, "unchanged": 0, "skipped": 0, "conflict": 0, "failed": 0, "rows_read": 2}\n'
    )
    assert "unchanged 2" in told("opportunity", path)
    with pytest.raises(CommandError, match="nobody with an active account"):
        told("opportunity", path, "--as", "x@example.org")


def told(*arguments):
    out = StringIO()
    call_command("import_records", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_only_a_sample_is_kept_of_rows_that_need_no_look(admin, monkeypatch):
    monkeypatch.setattr("records.importing.keeping.SAMPLE", 3)
    rows = "".join(f"Idea {n},Do,Much\n" for n in range(6)) + ",Do,Much\n" * 2 + ",Do it,Much\n" * 2
    run = imported("Title,Idea,Expected benefit\n" + rows, admin)
    assert counted(run) == {"rows_read": 10, "created": 6, "failed": 2, "skipped": 2}
    assert ImportLine.objects.filter(run=run, outcome="created").count() == 3
    assert ImportLine.objects.filter(run=run, outcome="failed").count() == 2


def test_ambiguous_days_are_refused_by_the_command_too(admin, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Title,Idea,Expected benefit,Due\nA,Do,Much,3/4/2026\n")
    with pytest.raises(CommandError, match="can be read as"):
        told("opportunity", path)
    assert AmbiguousError(["a", "b"], ["1"]).forms == ["a", "b"]

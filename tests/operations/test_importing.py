"""Tickets come in from exports of each tool, as its documentation says they are written, and bad ones say what is wrong."""

from datetime import UTC, datetime
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from operations.importing.importer import TicketImporter
from operations.importing.opening import open_tickets
from operations.importing.profiles import PROFILES
from operations.importing.settings import TicketSettingsForm, guess_profile
from operations.models import Incident, ServiceRequest, TicketPause
from records.access.permits import Refused
from records.domain.errors import InputError
from records.importing import running
from records.importing.engine import carry_out
from records.importing.tables import Table, TableError
from records.models import Comment, Event, ImportRun
from tests.threads import at_once

pytestmark = pytest.mark.django_db

#: Real records, which stand beside the repository where they are at hand.
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
FREE = "number,title,state,opened,resolved,closed,updated,priority"


def table(text, name="tickets.csv"):
    return Table(BytesIO(text if isinstance(text, bytes) else text.encode()), name)


def imported(text, actor, profile="free", *, is_trial=False, **settings):
    """The counts that are not zero, and what was told of rows that were not taken."""
    told = []
    importer = open_tickets(table(text), {"profile": profile, **settings}, actor)
    counts = carry_out(importer, told.extend, is_trial=is_trial)
    return {name: count for name, count in counts.items() if count}, [each for each in told if each.why]


def at(*parts):
    return datetime(*parts, tzinfo=UTC)


def free(*rows):
    return "\n".join([FREE, *rows]) + "\n"


ROW = "T-1,Mail is down,resolved,2026-01-05 08:00:00,2026-01-05 09:30:00,,2026-01-05 09:30:00,2"


JIRA = (
    "Summary,Issue key,Issue id,Issue Type,Status,Priority,Resolution,Assignee,Reporter,Created,Updated,Resolved,"
    "Labels,Labels,Description,Custom field (Impact),Custom field (Time to resolution),Comment,Comment\n"
    "Laptop is slow,IT-1,10001,[System] Incident,Resolved,High,Done,Ann,Bea,25/Feb/26 10:17 PM,26/Feb/26 9:05 AM,"
    "26/Feb/26 9:00 AM,hardware,laptop,It takes minutes,Significant / Large,-1:30,"
    '25/Feb/26 10:20 PM;ann;Looking at it,"26/Feb/26 8:00 AM;bea;It is fine; really"\n'
    "New mouse,IT-2,10002,Service Request,Waiting for customer,Lowest,,Ann,Bea,25/Feb/26 1:00 PM,25/Feb/26 2:00 PM,,"
    ",,,,3:00,,\n"
)


def test_jira_repeats_headers_writes_days_as_its_user_does_and_comments_in_one_cell(admin):
    assert imported(JIRA, admin, "jira", zone="Europe/Berlin")[0] == {"rows_read": 2, "created": 2}
    incident = Incident.objects.get(external_number="IT-1")
    assert (incident.state, incident.priority, incident.impact, incident.subcategory) == (
        "resolved", 2, 1, "hardware, laptop",
    )  # fmt: skip
    assert (incident.opened_at, incident.resolved_at) == (at(2026, 2, 25, 21, 17), at(2026, 2, 26, 8))
    assert (incident.external_breached, incident.external_id, incident.caller) == (True, "10001", "Bea")
    comments = [comment.text for comment in Comment.objects.filter(record_id=incident.pk)]
    assert comments == ["ann, 25/Feb/26 10:20 PM:\nLooking at it", "bea, 26/Feb/26 8:00 AM:\nIt is fine; really"]
    request = ServiceRequest.objects.get(external_number="IT-2")
    assert (request.state, request.waits_for, request.priority, request.external_breached) == (
        "on_hold", "caller", 5, False,
    )  # fmt: skip
    assert imported(JIRA, admin, "jira", zone="Europe/Berlin")[0] == {"rows_read": 2, "unchanged": 2}
    assert Comment.objects.count() == 2


GLPI = (
    "id;name;type;status;urgency;impact;priority;date;solvedate;closedate;date_mod;content;itilcategories_id\n"
    '7;"Printer";1;5;5;4;6;2026-01-05 08:00:00;2026-01-05 10:00:00;;2026-01-05 10:00:00;'
    '"&lt;p&gt;No &amp;amp; paper&lt;/p&gt;";Hardware\n'
    "8;Account;2;4;3;3;3;2026-01-06 08:00:00;;;2026-01-06 09:00:00;;\n"
)


def test_glpi_has_numbers_for_states_five_levels_and_text_in_html(admin):
    assert imported(GLPI, admin, "glpi")[0] == {"rows_read": 2, "created": 2}
    incident, request = Incident.objects.get(), ServiceRequest.objects.get()
    assert (incident.state, incident.urgency, incident.impact, incident.priority) == ("resolved", 1, 1, 1)
    assert (incident.description, incident.category) == ("No & paper", "Hardware")
    assert (request.state, request.priority, request.title) == ("on_hold", 3, "Account")


ITOP = (
    "ref,title,finalclass,status,impact,urgency,priority,start_date,assignment_date,resolution_date,last_update,"
    "team_id_friendlyname,sla_ttr_passed,description\n"
    "I-000001,Web is down,Incident,resolved,1,1,1,2026-01-05 08:00:00,2026-01-05 08:10:00,2026-01-05 12:00:00,"
    "2026-01-05 12:00:00,Helpdesk,yes,<p>Down</p>\n"
    "R-000002,Access,UserRequest,pending,3,4,4,2026-01-05 08:00:00,,,2026-01-05 09:00:00,Helpdesk,no,\n"
)


def test_itop_says_by_its_class_what_a_ticket_is_and_whether_its_target_passed(admin):
    assert imported(ITOP, admin, "itop")[0] == {"rows_read": 2, "created": 2}
    incident, request = Incident.objects.get(), ServiceRequest.objects.get()
    assert (incident.external_breached, incident.responded_at, incident.team.title) == (
        True, at(2026, 1, 5, 8, 10), "Helpdesk",
    )  # fmt: skip
    assert (request.state, request.external_breached) == ("on_hold", False)


ZAMMAD = (
    "id,number,title,state,priority,group,owner,customer,created_at,first_response_at,close_at,updated_at,close_diff_in_min\n"
    "3,31003,VPN,closed,3 high,Users,ann,bea,2026-01-05T08:00:00.000Z,2026-01-05T08:05:00.000Z,2026-01-05T20:00:00.000Z,"
    "2026-01-05T20:00:00.000Z,-90\n"
    "4,31004,Wifi,pending reminder,1 low,Users,,bea,2026-01-05T08:00:00.000Z,,,2026-01-05T09:00:00.000Z,30\n"
)


def test_zammad_writes_iso_moments_and_minutes_left(admin):
    assert imported(ZAMMAD, admin, "zammad")[0] == {"rows_read": 2, "created": 2}
    closed, waiting = Incident.objects.order_by("external_number")
    assert (closed.state, closed.priority, closed.closed_at, closed.external_breached) == (
        "closed", 2, at(2026, 1, 5, 20), True,
    )  # fmt: skip
    assert (waiting.state, waiting.priority, waiting.external_breached) == ("on_hold", 4, False)
    assert TicketPause.objects.get(ticket_id=waiting.pk).start == at(2026, 1, 5, 9)


ZNUNY = (
    "TicketNumber;TicketID;Title;Type;State;Priority;Queue;Owner;CustomerUserID;Created;Closed;Changed;SolutionDiffInMin\n"
    "2026010510000012;12;Mailbox full;Incident;closed successful;5 very high;Postmaster;ann;bea;"
    "2026-01-05 08:00:00;2026-01-05 09:00:00;2026-01-05 09:00:00;120\n"
    "2026010510000021;13;New key;Service Request;pending reminder;2 low;Postmaster;ann;bea;"
    "2026-01-05 08:00:00;;2026-01-05 08:30:00;\n"
)


def test_znuny_has_queues_for_teams_and_reminders_for_waiting(admin):
    assert imported(ZNUNY, admin, "znuny")[0] == {"rows_read": 2, "created": 2}
    incident, request = Incident.objects.get(), ServiceRequest.objects.get()
    assert (incident.external_number, incident.priority, incident.team.title, incident.external_breached) == (
        "2026010510000012", 1, "Postmaster", False,
    )  # fmt: skip
    assert (request.state, request.waits_for, request.external_breached) == ("on_hold", "caller", None)


def test_another_tool_is_read_by_a_map_of_its_labels(admin):
    text = free(
        "1,A,Erledigt,5.1.2026 08:00,5.1.2026 09:00,,5.1.2026 09:00,dringend", "2,B,Offen,6.1.2026 08:00,,,,egal"
    )
    settings = {"states": {"erledigt": ["resolved", ""], "offen": ["new", ""]}, "priorities": {"dringend": 1}}
    assert imported(text, admin, zone="Europe/Berlin", **settings)[0] == {"rows_read": 2, "created": 2}
    first = Incident.objects.get(external_number="1")
    assert (first.state, first.priority, first.resolved_at) == ("resolved", 1, at(2026, 1, 5, 8))


@pytest.mark.skipif(not SHARED.exists(), reason="the real records are not at hand")
def test_the_real_table_of_servicenow_comes_in_with_its_states_priorities_moments_and_verdicts(admin):
    content = (SHARED / "servicenow_incidents.csv").read_bytes()
    counts, _told = imported(content, admin, "servicenow")
    assert counts == {"rows_read": 67, "created": 67}
    assert guess_profile(table(content)) == "servicenow"
    states = {
        state: Incident.objects.filter(state=state).count() for state in ("closed", "in_progress", "new", "on_hold")
    }
    assert states == {"closed": 27, "in_progress": 20, "new": 13, "on_hold": 7}
    assert [Incident.objects.filter(priority=priority).count() for priority in range(1, 6)] == [27, 4, 12, 5, 19]
    assert Incident.objects.filter(external_breached=False).count() == 24
    mail = Incident.objects.get(external_number="INC0000060")
    assert (mail.opened_at, mail.closed_at) == (at(2016, 12, 12, 15, 19, 57), at(2016, 12, 14, 2, 46, 44))
    assert imported(content, admin, "servicenow")[0] == {"rows_read": 67, "unchanged": 67}


def test_tickets_that_a_file_of_all_does_not_have_are_flagged_and_come_back(admin):
    both = free(ROW, ROW.replace("T-1", "T-2"))
    imported(both, admin)
    one = free(ROW)
    assert imported(one, admin)[0] == {"rows_read": 1, "unchanged": 1}
    assert imported(one, admin, is_trial=True, is_full=True)[0] == {"rows_read": 1, "unchanged": 1, "vanished": 1}
    assert not Incident.objects.filter(vanished=True).exists()
    assert imported(one, admin, is_full=True)[0] == {"rows_read": 1, "unchanged": 1, "vanished": 1}
    gone = Incident.objects.get(vanished=True)
    assert (gone.external_number, gone.withdrawn) == ("T-2", False)
    assert Event.objects.filter(record=gone).latest("pk").reason == "Not in the last import"
    assert imported(one, admin, is_full=True)[0] == {"rows_read": 1, "unchanged": 1}
    assert imported(both, admin, is_full=True)[0] == {"rows_read": 2, "unchanged": 1, "updated": 1}
    assert not Incident.objects.filter(vanished=True).exists()


def test_nothing_is_flagged_while_a_row_cannot_be_read_or_the_file_has_no_ticket(admin):
    imported(free(ROW, ROW.replace("T-1", "T-2")), admin)
    cut = free(ROW) + "T"
    assert imported(cut, admin, is_full=True)[0] == {"rows_read": 2, "unchanged": 1, "failed": 1}
    assert imported(FREE + "\n", admin, is_full=True)[0] == {}
    assert not Incident.objects.filter(vanished=True).exists()


def test_a_file_cut_in_the_middle_of_a_row_names_the_line_and_the_rest_goes_in(admin):
    counts, told = imported(free(ROW) + "T-2,Cut,resol", admin)
    assert counts == {"rows_read": 2, "created": 1, "failed": 1}
    assert [(each.line, each.why) for each in told] == [(3, "It has 3 cells instead of 8: is the file cut off?")]


def test_a_quotation_mark_that_is_never_closed_names_the_line(admin):
    counts, told = imported(free(ROW) + '"T-2,Open,resolved\nT-3,x\n', admin)
    assert (counts["created"], counts["failed"], told[0].line) == (1, 1, 3)
    assert told[0].why.startswith("It cannot be read from here on")


def test_the_wrong_delimiter_or_profile_says_which_columns_are_missing(admin):
    with pytest.raises(TableError, match="It has no column number"):
        carry_out(TicketImporter(table(free(ROW).replace(",", "^")), PROFILES["free"], actor=admin), list)
    with pytest.raises(TableError, match="Issue key"):
        imported(free(ROW), admin, "jira")


@pytest.mark.parametrize(
    "encoded",
    [free(ROW.replace("Mail", "Größe")).encode("utf-8-sig"), free(ROW.replace("Mail", "Größe")).encode("cp1252")],
)
def test_a_mark_at_the_beginning_and_either_encoding_are_read(admin, encoded):
    assert imported(encoded, admin)[0] == {"rows_read": 1, "created": 1}
    assert Incident.objects.get().title == "Größe is down"


def test_a_row_in_another_encoding_than_the_file_fails_alone(admin):
    text = free(ROW.replace("Mail", "Größe")).encode() + ROW.replace("T-1", "T-2").replace("Mail", "Größe").encode(
        "cp1252"
    )
    counts, told = imported(text, admin)
    assert counts == {"rows_read": 2, "created": 1, "failed": 1}
    assert (told[0].line, told[0].why) == (3, "It is not written in utf-8")


def test_days_that_can_be_read_in_two_ways_are_asked_for(admin):
    text = free("1,A,new,3/4/2026 08:00,,,,")
    with pytest.raises(TableError, match="can be read as"):
        imported(text, admin)
    assert imported(text, admin, date_format="m/d/yyyy hh:mm")[0] == {"rows_read": 1, "created": 1}
    assert Incident.objects.get().opened_at == at(2026, 3, 4, 8)


def test_a_state_that_is_not_known_is_taken_as_in_progress_and_said(admin):
    counts, told = imported(free(ROW.replace("resolved", "Parked")), admin)
    assert counts == {"rows_read": 1, "created": 1}
    assert (Incident.objects.get().state, told[0].why) == (
        "in_progress", "The state “Parked” is not known: taken as in progress",
    )  # fmt: skip


def test_of_two_rows_of_one_number_the_first_is_taken_and_the_second_is_a_conflict(admin):
    counts, told = imported(free(ROW, ROW.replace("Mail", "Web")), admin)
    assert counts == {"rows_read": 2, "created": 1, "conflict": 1}
    assert (told[0].line, told[0].cells[1]) == (3, "Web is down")


def test_what_was_resolved_before_it_was_opened_fails_with_the_reason(admin):
    counts, told = imported(free(ROW.replace("05 09:30:00,,", "04 09:30:00,,", 1)), admin)
    assert (counts, told[0].why) == ({"rows_read": 1, "failed": 1}, "It was resolved before it was opened")


def test_a_wait_from_before_the_opening_counts_from_the_opening_on(admin):
    log = (
        "number,incident_state,sys_updated_at,opened_at,resolved_at,closed_at\n"
        "L-1,Awaiting Vendor,2026-01-05 07:00:00,2026-01-05 08:00:00,,\n"
        "L-1,Active,2026-01-05 09:00:00,2026-01-05 08:00:00,,\n"
        "L-1,Closed,2026-01-05 12:00:00,2026-01-05 08:00:00,2026-01-05 12:00:00,2026-01-05 12:00:00\n"
    )
    assert imported(log, admin, "servicenow-events")[0] == {"rows_read": 3, "created": 1}
    incident = Incident.objects.get()
    assert (incident.state, incident.opened_at) == ("closed", at(2026, 1, 5, 8))
    pause = TicketPause.objects.get()
    assert (pause.start, pause.end) == (at(2026, 1, 5, 7), at(2026, 1, 5, 9))
    assert incident.opened_at == at(2026, 1, 5, 8)


@pytest.mark.django_db(transaction=True)
def test_two_imports_of_one_file_at_once_take_turns_and_nothing_comes_in_twice(admin):
    text, counts = free(*(ROW.replace("T-1", f"T-{n}") for n in range(6))), []
    assert at_once(*[lambda: counts.append(imported(text, admin)[0])] * 2) == []
    assert sorted(counts, key=lambda each: "created" not in each) == [
        {"rows_read": 6, "created": 6},
        {"rows_read": 6, "unchanged": 6},
    ]
    assert Incident.objects.count() == 6


def test_an_unknown_agreement_zone_or_form_is_named(admin):
    for setting, value in (("agreement", "SLA-1"), ("zone", "Mars/Base"), ("date_format", "when")):
        with pytest.raises(InputError) as refused:
            imported(free(ROW), admin, **{setting: value})
        assert refused.value.field == setting


def test_tickets_are_imported_by_those_who_lead_alone(charlie):
    with pytest.raises(Refused):
        imported(free(ROW), charlie)


def form_over(text, user, data=None):
    return TicketSettingsForm(data, open_table=lambda _layout: table(text), user=user)


def test_the_settings_show_what_was_found_and_take_labels_as_lines(admin):
    text = free(ROW, ROW.replace("T-1", "T-2").replace("resolved", "Parked"))
    form = form_over(text, admin)
    found = {each.label: each for each in form.found if not each.is_open}
    assert form.initial["profile"] == "free"
    assert "2026-01-05 08:00:00 → 5 January 2026, 08:00 UTC" in found["Days"].lines
    assert found["States"].lines == ("resolved → resolved",)
    assert form["states"].value() == "Parked = "
    data = {
        "profile": "free",
        "zone": "UTC",
        "states": "Parked = on hold\nOther =",
        "priorities": "hot = 1",
        "nulls": "N.N.",
    }
    said = form_over(text, admin, data)
    assert said.is_valid(), said.errors
    assert said.settings["states"] == {"parked": ["on_hold", "other"]}
    assert (said.settings["priorities"], said.settings["nulls"], said.settings["is_full"]) == (
        {"hot": 1},
        ["n.n."],
        False,
    )
    wrong = form_over(text, admin, {**data, "states": "Parked = asleep", "agreement": "SLA-1"})
    assert sorted(wrong.errors) == ["agreement", "states"]
    assert "“Parked = asleep”: write “label = ours”" in wrong.errors["states"][0]


def test_the_log_of_servicenow_is_known_by_numbers_that_come_again():
    head = "number,incident_state,sys_updated_at,opened_at,short_description\n"
    row = "L-1,Active,2026-01-05 09:00:00,2026-01-05 08:00:00,x\n"
    assert (guess_profile(table(head + row)), guess_profile(table(head + row * 2))) == (
        "servicenow",
        "servicenow-events",
    )
    assert [guess_profile(table(text)) for text in (JIRA, GLPI, ITOP, ZAMMAD, ZNUNY, free(ROW))] == [
        "jira", "glpi", "itop", "zammad", "znuny", "free",
    ]  # fmt: skip


def test_a_run_remembers_until_when_its_tickets_reach(admin, client_of):
    run = running.begin("tickets", ContentFile(free(ROW).encode()), "tickets.csv", actor=admin)
    asking = client_of(admin)
    page = asking.get(f"/records/import/{run.pk}/").content.decode()
    assert "resolved → resolved" in page
    asking.post(f"/records/import/{run.pk}/", {"profile": "free", "zone": "UTC"})
    running.try_out(ImportRun.objects.get())
    asking.post(f"/records/import/{run.pk}/", {"confirm": "1"})
    done = running.carry(ImportRun.objects.get())
    assert (done.state, done.source, done.reaches) == ("done", "tickets:Other", at(2026, 1, 5, 9, 30))
    page = asking.get("/records/import/?what=tickets").content.decode()
    assert "4 January 2026, 09:30" in page
    elsewhere = asking.get("/operations/incidents/?source=Jira").content.decode()
    assert Incident.objects.get().reference not in elsewhere
    found = asking.get("/operations/incidents/?source=Other").content.decode()
    assert Incident.objects.get().reference in found
    assert "/records/import/?what=tickets" in found
    assert "5 January 2026, 09:30" in page
    assert Event.objects.filter(record=Incident.objects.get()).first().origin == "import"


def test_the_command_prints_counts_and_takes_labels_of_its_own(admin, tmp_path):
    path, out = tmp_path / "tickets.csv", StringIO()
    path.write_text(free(ROW))
    call_command("import_tickets", path, "--profile", "free", "--json", stdout=out)
    assert out.getvalue() == (
        '{"created": 1, "updated": 0, "unchanged": 0, "skipped": 0, "conflict": 0, "failed": 0, "rows_read": 1}\n'
    )
    with pytest.raises(CommandError, match="delimiter is one of"):
        call_command("import_tickets", path, "--profile", "free", "--delimiter", "^")
    with pytest.raises(CommandError, match="no agreement SLA-9"):
        call_command("import_tickets", path, "--profile", "free", "--agreement", "SLA-9")

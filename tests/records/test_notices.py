"""What people are told, on the page at once and by mail as each wants it."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jobs.domain.carrying import carry_out
from jobs.domain.queue import claim as claim_job
from jobs.domain.queue import enqueue
from jobs.models import Job, Mail
from people.calendar import today
from people.domain import accounts
from people.models import User
from records.domain.comments import add_comment
from records.domain.sharing import share
from records.domain.tasks import finish_task, replan_task, set_task
from records.domain.write import write
from records.models import DailyMail, Notice, NoticePreference
from records.notices import mail, telling
from records.notices.quiet import mail_from
from records.notices.telling import tell
from records.reminders import daily
from tests.factories import OpportunityFactory, PersonFactory
from tests.threads import at_once

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")
#: A Wednesday at noon.
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def work(kind=None):
    if kind:
        enqueue(kind)
    while job := claim_job("w"):
        carry_out(job)
    assert not Job.objects.filter(state="failed").exists()


def four_at_once(kind):
    """Four workers that do the same job at the same moment."""
    Job.objects.all().delete()
    for _ in range(4):
        enqueue(kind)
    return at_once(*[lambda: carry_out(claim_job("w"))] * 4)


@pytest.fixture
def at(monkeypatch):
    """``at(moment)``: the clock stands there for whoever tells and mails."""

    def stands(moment):
        for module in (telling, mail, daily):
            monkeypatch.setattr(module.timezone, "now", lambda: moment)

    return stands


def prefer(person, **values):
    return NoticePreference.objects.update_or_create(person=person, defaults=values)[0]


def told(person):
    return list(Notice.objects.filter(person=person).order_by("id").values_list("kind", flat=True))


def mails_to(person):
    return list(Mail.objects.filter(to=person.email).order_by("id"))


# What is told --------------------------------------------------------------------------------------


def test_a_task_given_moved_and_done_is_told_to_whom_it_is_for_and_then_needs_no_reading(alice, bob):
    task = set_task(OpportunityFactory(actor=alice), actor=alice, assignee=bob, title="Do", due=today())
    replan_task(task, actor=alice, due=today() + timedelta(days=2), reason="Later")
    assert (told(bob), told(alice)) == (["task", "moved"], [])
    assert Notice.objects.filter(person=bob, read=None).get().kind == "moved"
    finish_task(task, actor=bob, outcome="Yes")
    assert not Notice.objects.filter(person=bob, read=None).exists()


def test_comments_are_told_to_the_owner_and_shares_to_those_shared_with_but_once(alice, bob, charlie):
    made = OpportunityFactory(actor=alice)
    add_comment(made, actor=alice, text="My own")
    add_comment(made, actor=bob, text="Good")
    board = Group.objects.create(name="Board")
    board.user_set.add(bob, alice, PersonFactory(is_active=False))
    for _ in range(2):
        share(made, charlie, actor=alice)
        share(made, board, actor=alice)
    assert (told(alice), told(bob), told(charlie)) == (["comment"], ["shared"], ["shared"])
    assert Notice.objects.count() == 3


def test_people_whose_account_is_closed_are_never_told(alice, bob, admin):
    made = OpportunityFactory(actor=bob)
    prefer(bob, ways={"comment": "now"}, quiet_from=None, quiet_until=None, quiet_weekends=False)
    add_comment(made, actor=alice, text="Waits for its job")
    accounts.deactivate(bob, actor=admin)
    add_comment(made, actor=alice, text="Too late")
    work()
    assert (told(bob), mails_to(bob)) == (["comment"], [])


# Quiet hours ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "begins"),
    [
        ("2026-11-25T12:00", "2026-11-25T12:00"),
        ("2026-11-25T19:59", "2026-11-25T19:59"),
        ("2026-11-25T20:00", "2026-11-26T07:00"),
        ("2026-11-26T06:59", "2026-11-26T07:00"),
        ("2026-11-26T07:00", "2026-11-26T07:00"),
        ("2026-11-27T20:00", "2026-11-30T07:00"),
        ("2026-11-28T12:00", "2026-11-30T07:00"),
        ("2026-11-29T23:59", "2026-11-30T07:00"),
        ("2028-02-28T22:00", "2028-02-29T07:00"),
    ],
)
def test_mail_waits_for_quiet_hours_and_weekends_to_end(now, begins):
    local = datetime.fromisoformat(now).replace(tzinfo=BERLIN)
    assert mail_from(NoticePreference(), BERLIN, local.astimezone(UTC)).astimezone(BERLIN).isoformat()[:16] == begins


@pytest.mark.parametrize(
    ("evening", "hours"), [("2026-03-28T20:00", 10), ("2026-10-24T20:00", 12), ("2026-06-24T20:00", 11)]
)
def test_a_night_in_which_clocks_are_changed_is_an_hour_shorter_or_longer(evening, hours):
    local = datetime.fromisoformat(evening).replace(tzinfo=BERLIN)
    begins = mail_from(NoticePreference(quiet_weekends=False), BERLIN, local.astimezone(UTC))
    assert begins.timestamp() - local.timestamp() == hours * 3600


def test_an_hour_that_comes_twice_ends_the_quiet_at_its_next_coming():
    quiet = NoticePreference(quiet_from=time(22), quiet_until=time(2, 30), quiet_weekends=False)
    second = datetime(2026, 10, 25, 2, 10, fold=1, tzinfo=BERLIN)
    assert mail_from(quiet, BERLIN, second.astimezone(UTC)) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_an_end_that_a_spring_night_leaves_out_is_an_hour_later():
    quiet = NoticePreference(quiet_from=time(22), quiet_until=time(2, 30), quiet_weekends=False)
    before = datetime(2026, 3, 29, 1, 50, tzinfo=BERLIN)
    assert mail_from(quiet, BERLIN, before.astimezone(UTC)).astimezone(BERLIN).time() == time(3, 30)


def test_quiet_hours_within_a_day_and_none_at_all():
    noon = NoticePreference(quiet_from=time(12), quiet_until=time(14), quiet_weekends=False)
    assert mail_from(noon, ZoneInfo("UTC"), NOON) == NOON + timedelta(hours=2)
    none = NoticePreference(quiet_from=None, quiet_until=None, quiet_weekends=False)
    assert mail_from(none, ZoneInfo("UTC"), NOON.replace(hour=3)) == NOON.replace(hour=3)


# Mail at once --------------------------------------------------------------------------------------


def test_what_gathers_in_quiet_hours_is_one_mail_at_their_end_and_stands_on_the_page_at_once(alice, bob, at):
    made = OpportunityFactory(actor=alice)
    prefer(alice, ways={"comment": "now"})
    at(NOON.replace(hour=23))
    for text in ("One", "Two"):
        add_comment(made, actor=bob, text=text)
    work("records.mail_notices")
    assert (told(alice), mails_to(alice)) == (["comment"] * 2, [])
    at(NOON.replace(day=26, hour=7))
    for _ in range(2):
        work("records.mail_notices")
    (sent,) = Mail.objects.filter(to=alice.email)
    assert sent.subject == "2 things for you"


def test_a_mail_is_plain_short_and_leads_to_the_record(alice, bob, at, settings):
    settings.SITE_URL = "https://sms.example"
    prefer(alice, ways={"comment": "now"})
    made = OpportunityFactory(actor=alice, title="Fewer calls")
    at(NOON)
    add_comment(made, actor=bob, text="Good & <cheap>")
    job = Job.objects.get(kind="records.mail_notices")
    carry_out(claim_job("w"))
    (sent,) = mails_to(alice)
    assert sent.subject == f"{made.reference}: Bob Costa commented"
    assert sent.text == (
        f"Bob Costa commented\nGood & <cheap>\n{made.reference} Fewer calls\nhttps://sms.example{made.page_url}\n\n"
        "--\nWhat comes by mail, and when, you choose here:\nhttps://sms.example/records/notifications/settings/\n"
    )
    assert job.state == "queued"


def test_a_mail_of_what_is_no_longer_seen_names_the_reference_alone(alice, bob, charlie, at):
    made = OpportunityFactory(actor=alice, title="Kanarienvogel")
    prefer(bob, ways={"task": "now"})
    at(NOON.replace(hour=22))
    set_task(made, actor=alice, assignee=bob, title="Ask Kanarienvogel", due=today())
    made.restricted = True
    write(made, actor=alice, action="edit")
    at(NOON.replace(day=26))
    work("records.mail_notices")
    (sent,) = Mail.objects.filter(to=bob.email)
    assert sent.subject == f"{made.reference}: Alice Berg gave you a task"
    assert "Kanarienvogel" not in sent.subject + sent.text


def test_what_was_read_meanwhile_is_not_mailed(alice, bob, at):
    prefer(alice, ways={"comment": "now"})
    at(NOON.replace(hour=22))
    add_comment(OpportunityFactory(actor=alice), actor=bob, text="Good")
    Notice.objects.update(read=NOON)
    at(NOON.replace(day=26))
    work("records.mail_notices")
    assert mails_to(alice) == []


@pytest.mark.django_db(transaction=True)
def test_four_at_once_mail_each_person_once(installation, alice, bob, charlie):
    made = OpportunityFactory(actor=alice)
    quiet = {"quiet_from": None, "quiet_until": None, "quiet_weekends": False}
    for person in (bob, charlie):
        prefer(person, ways={"shared": "now"}, **quiet)
        share(made, person, actor=alice)
    assert four_at_once("records.mail_notices") == []
    assert sorted(Mail.objects.values_list("to", flat=True)) == sorted([bob.email, charlie.email])


# The daily mail ------------------------------------------------------------------------------------


def daily_of(person, now, at):
    at(now)
    before = Mail.objects.filter(to=person.email).count()
    work("records.daily_mails")
    return list(Mail.objects.filter(to=person.email).order_by("id"))[before:]


def test_the_daily_mail_says_what_is_late_due_new_and_changed(alice, bob, at, monkeypatch):
    at(NOON - timedelta(hours=4))
    day = NOON.date()
    made = OpportunityFactory(actor=alice, title="Fewer calls", due=day)
    for title, days in (("Old", -2), ("Near", 3), ("Far", 30)):
        set_task(made, actor=None, assignee=alice, title=title, due=day + timedelta(days=days))
    add_comment(made, actor=bob, text="Good")
    captured = []
    monkeypatch.setattr(daily, "send_later", lambda **fields: captured.append(fields))
    at(NOON)
    work("records.daily_mails")
    (sent,) = (fields for fields in captured if fields["to"] == alice.email)
    text = sent["text"]
    places = [
        text.index(part)
        for part in (
            "Late\n",
            "Old: 2 days late",
            "Due today\n",
            "Due within a week",
            "Near: due",
            "Changed by others",
            "New for you",
            "Bob Costa commented",
        )
    ]
    assert places == sorted(places)
    assert "Far: " not in text.partition("New for you")[0]
    assert sent["subject"] == "Your work on 2026-11-25"


def test_one_daily_mail_a_day_at_the_hour_chosen_in_the_persons_own_zone(alice, bob, at):
    at(NOON - timedelta(days=2))
    add_comment(OpportunityFactory(actor=alice, due=NOON.date()), actor=bob, text="Good")
    User.objects.filter(pk=alice.pk).update(time_zone="America/New_York")
    prefer(alice, daily_hour=9)
    # 09:00 in New York is 14:00 in UTC.
    assert daily_of(alice, NOON.replace(hour=13, minute=59), at) == []
    assert len(daily_of(alice, NOON.replace(hour=14), at)) == 1
    assert daily_of(alice, NOON.replace(hour=18), at) == []
    assert daily_of(alice, NOON.replace(hour=13), at) == []


def test_the_hour_stays_the_same_by_the_clock_when_clocks_are_changed(alice):
    preference = NoticePreference(daily_hour=9, quiet_weekends=False)
    alice.time_zone = "Europe/Berlin"
    for day, hour in ((28, 8), (29, 7), (30, 7)):
        before, then = (datetime(2026, 3, day, hour, minute, tzinfo=UTC) for minute in (0, 1))
        early = before - timedelta(minutes=1)
        found = [daily.day_to_mail(preference, alice, moment) for moment in (early, before, then)]
        assert [each and each.day == day for each in found] == [False if found[0] else None, True, True]


def test_an_hour_within_quiet_hours_waits_for_their_end_and_a_weekend_is_one_mail(alice):
    preference = NoticePreference(daily_hour=22)
    asked = {
        datetime(2026, 11, 25, 22, tzinfo=UTC): None,
        datetime(2026, 11, 26, 7, tzinfo=UTC): 25,
        datetime(2026, 11, 28, 12, tzinfo=UTC): None,
        datetime(2026, 11, 30, 6, 59, tzinfo=UTC): None,
        datetime(2026, 11, 30, 7, tzinfo=UTC): 29,
    }
    for moment, day in asked.items():
        found = daily.day_to_mail(preference, alice, moment)
        assert (moment, found and found.day) == (moment, day)


def test_after_three_days_of_nothing_running_there_is_one_daily_mail(alice, bob, at):
    at(NOON - timedelta(days=4))
    OpportunityFactory(actor=alice, due=NOON.date() - timedelta(days=10))
    assert len(daily_of(alice, NOON, at)) == 1
    assert DailyMail.objects.filter(person=alice).count() == 1


def test_a_day_with_nothing_to_say_has_no_mail_and_is_not_asked_again(alice, at):
    assert daily_of(alice, NOON, at) == []
    assert DailyMail.objects.get(person=alice).day == NOON.date()


def test_who_wants_no_mail_gets_none(alice, bob, at):
    at(NOON - timedelta(hours=5))
    prefer(alice, ways=dict.fromkeys([*Notice.Kind.values, "changed"], "none"))
    add_comment(OpportunityFactory(actor=alice, due=NOON.date()), actor=bob, text="Good")
    assert daily_of(alice, NOON, at) == []


@pytest.mark.django_db(transaction=True)
def test_four_at_once_make_one_daily_mail(installation, alice, monkeypatch):
    OpportunityFactory(actor=alice, due=NOON.date())
    monkeypatch.setattr(daily.timezone, "now", lambda: NOON)
    assert four_at_once("records.daily_mails") == []
    assert Mail.objects.filter(to=alice.email).count() == 1


def test_a_time_zone_that_is_known_no_more_stops_nobodys_mail(alice, bob, at, caplog):
    User.objects.filter(pk=alice.pk).update(time_zone="Mars/Olympus")
    at(NOON - timedelta(hours=5))
    add_comment(OpportunityFactory(actor=alice), actor=bob, text="Good")
    assert len(daily_of(alice, NOON, at)) == 1
    assert "Mars/Olympus" in caplog.text


# Pages ---------------------------------------------------------------------------------------------


def page_of(client, **query):
    return client.get(reverse("records:notices"), query)


def test_the_page_shows_what_is_unread_or_all_and_the_bell_counts(client_of, alice, bob):
    made = OpportunityFactory(actor=alice, title="Fewer calls")
    for text in ("One", "Two"):
        add_comment(made, actor=bob, text=text)
    client = client_of(alice)
    assert 'aria-label="Notifications, 2 unread"' in client.get("/").content.decode()
    first = Notice.objects.filter(person=alice).first()
    client.post(reverse("records:read-notice", args=[first.pk]))
    assert [len(page_of(client).context["rows"]), len(page_of(client, all=1).context["rows"])] == [1, 2]
    client.post(reverse("records:read-all-notices"))
    assert page_of(client).context["rows"] == []
    assert f'href="{made.page_url}"' in page_of(client, all=1).content.decode()


def test_nobody_reads_or_marks_anothers(client_of, alice, bob, charlie):
    add_comment(OpportunityFactory(actor=alice), actor=bob, text="Good")
    notice = Notice.objects.get()
    client = client_of(charlie)
    assert client.post(reverse("records:read-notice", args=[notice.pk])).status_code == 404
    client.post(reverse("records:read-all-notices"))
    notice.refresh_from_db()
    assert notice.read is None


def test_a_record_one_no_longer_sees_is_named_by_its_reference_alone(client_of, alice, bob):
    made = OpportunityFactory(actor=alice, title="Kanarienvogel")
    set_task(made, actor=alice, assignee=bob, title="Ask Kanarienvogel", due=today())
    made.restricted = True
    write(made, actor=alice, action="edit")
    page = page_of(client_of(bob), all=1).content.decode()
    assert ("Kanarienvogel" in page, made.reference in page, made.page_url in page) == (False, True, False)


def test_the_count_is_one_query_and_the_page_does_not_ask_more_for_more(client_of, alice, bob):
    made = OpportunityFactory(actor=alice)
    client = client_of(alice)
    page_of(client)
    asked = []
    for _ in range(2):
        for _ in range(10):
            add_comment(made, actor=bob, text="t")
            add_comment(OpportunityFactory(actor=alice), actor=bob, text="t")
        with CaptureQueriesContext(connection) as queries:
            page_of(client)
        asked.append(len(queries))
    counts = [query["sql"] for query in queries if "COUNT" in query["sql"] and "LIMIT 100" in query["sql"]]
    assert (asked[0], len(counts)) == (asked[1], 1)


def test_old_notices_that_were_read_are_forgotten(alice, bob):
    made = OpportunityFactory(actor=alice)
    for _ in range(3):
        add_comment(made, actor=bob, text="t")
    keys = list(Notice.objects.values_list("pk", flat=True))
    Notice.objects.filter(pk=keys[0]).update(read=timezone.now() - timedelta(days=91))
    Notice.objects.filter(pk=keys[1]).update(read=timezone.now())
    work("records.forget_notices")
    assert sorted(Notice.objects.values_list("pk", flat=True)) == sorted(keys[1:])


SETTINGS = {
    **{f"way-{kind}": "daily" for kind in (*Notice.Kind.values, "changed")},
    "daily_hour": "6", "quiet_from": "21:00", "quiet_until": "06:00", "quiet_weekends": "on",
}  # fmt: skip


def send_settings(client, **changed):
    return client.post(reverse("records:notice-settings"), {**SETTINGS, **changed})


def test_each_chooses_how_they_are_told(client_of, alice):
    assert send_settings(client_of(alice), **{"way-comment": "none"}).status_code == 302
    kept = NoticePreference.objects.get(person=alice)
    assert (kept.way_of("comment"), kept.way_of("late"), kept.daily_hour) == ("none", "daily", 6)
    assert (kept.quiet_from, kept.quiet_until) == (time(21), time(6))
    assert send_settings(client_of(alice), quiet_from="", quiet_until="").status_code == 302


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"quiet_until": "21:00"}, "quiet_until"),
        ({"quiet_until": ""}, "quiet_until"),
        ({"quiet_from": ""}, "quiet_from"),
        ({"quiet_from": "25:00"}, "quiet_from"),
        ({"daily_hour": "24"}, "daily_hour"),
        ({"daily_hour": "x"}, "daily_hour"),
        ({"way-comment": "pigeon"}, "way-comment"),
        ({"way-changed": "now"}, "way-changed"),
    ],
)
def test_what_makes_no_sense_is_said_at_the_field_and_kept(client_of, alice, sent, field):
    answer = send_settings(client_of(alice), **sent)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert answer.context["form"][field].value() == sent.get(field, SETTINGS[field])
    assert not NoticePreference.objects.exists()


@pytest.mark.parametrize("typed", ["-1", "10000", "abc", "14, x", "366", "1 2 3 4 5 6", "٣", "1.5"])
def test_lead_times_that_are_none_are_said_at_the_field_and_kept(client_of, admin, typed):
    for page in ("records:own-lead-times", "records:lead-times"):
        answer = client_of(admin).post(reverse(page), {"opportunity": typed})
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["opportunity"])
        assert answer.context["form"]["opportunity"].value() == typed


def test_lead_times_are_chosen_and_given_up_again(client_of, admin):
    client = client_of(admin)
    place = reverse("records:lead-times")
    assert client.post(place, {"opportunity": "3, 30 7,7"}).status_code == 302
    assert client.get(place).context["form"]["opportunity"].value() == "30, 7, 3"
    own = client.get(reverse("records:own-lead-times"))
    assert own.context["form"]["opportunity"].help_text.endswith("30, 7, 3")
    client.post(place, {})
    assert client.get(place).context["form"]["opportunity"].value() is None


def test_what_the_system_tells_has_no_face(client_of, alice):
    tell([alice], kind=Notice.Kind.SHARED, record=OpportunityFactory(actor=alice))
    assert "The system shared it with you" in page_of(client_of(alice)).content.decode()

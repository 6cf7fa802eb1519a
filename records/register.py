"""What the trunk declares."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from jobs.kinds import JobKind, Schedule
from people.rules import may_administer
from records.access.standing import standing_of
from records.access.task_rules import may_chase
from records.domain.reading import read_file
from records.importing.importers import offers_import
from records.importing.jobs import run_carry, run_try
from records.importing.running import CARRY_JOB, TRY_JOB
from records.in_bulk import JOB, run_job
from records.notices.mail import mail_waiting
from records.notices.reading import forget_old_notices
from records.notices.telling import MAIL_JOB
from records.panels import records_of_clause
from records.reminders.daily import send_daily_mails
from records.reminders.reminding import remind
from records.top_bar import bell, search_box
from shell.registry import AccountEntry, Group, NavigationEntry, Panel, RolesOf, Room, TopPiece, registry
from standard.queries import CLAUSE_PAGE

registry.add(
    RolesOf(key="records.roles", of=lambda user: standing_of(user).roles),
    JobKind(key=JOB, label=_("Change many records"), run=run_job),
    Panel(
        key="records.clause",
        kind=CLAUSE_PAGE,
        room="records",
        title=_("Records that answer it"),
        rows=records_of_clause,
        template="records/panels/clause.html",
    ),
    TopPiece(key="records.search", draw=search_box, is_leading=True),
    JobKind(
        key="records.read_file",
        label=_("Read the text of a file"),
        run=read_file,
        time_limit=timedelta(minutes=3),
        memory_limit=1024**3,
    ),
    Room(key="imports", label=_("Import"), group=Group.SUPPORT, icon="table-import", weight=940),
    NavigationEntry(
        key="records.import",
        room="imports",
        label=_("Import tables"),
        url_name="records:import",
        shows=offers_import,
    ),
    JobKind(key=TRY_JOB, label=_("Try an import out"), run=run_try, time_limit=timedelta(hours=6)),
    JobKind(key=CARRY_JOB, label=_("Import a table"), run=run_carry, time_limit=timedelta(hours=12)),
    Room(key="late", label=_("Late work"), group=Group.CHECK, icon="clock-exclamation", weight=900),
    NavigationEntry(key="records.late", room="late", label=_("Late work"), url_name="records:late", shows=may_chase),
    NavigationEntry(
        key="records.lead_times",
        room="late",
        label=_("Lead times"),
        url_name="records:lead-times",
        weight=110,
        shows=may_administer,
    ),
    TopPiece(key="records.bell", draw=bell),
    AccountEntry(key="records.notices", label=_("How I am told"), url_name="records:notice-settings", icon="bell"),
    JobKind(key="records.remind", label=_("Remind people of what is due"), run=remind),
    JobKind(key=MAIL_JOB, label=_("Mail notifications"), run=mail_waiting),
    JobKind(key="records.daily_mails", label=_("Make the daily mails"), run=send_daily_mails),
    JobKind(key="records.forget_notices", label=_("Forget old notifications"), run=forget_old_notices),
    *(
        Schedule(key=job, job=job, every=timedelta(minutes=5))
        for job in ("records.remind", MAIL_JOB, "records.daily_mails")
    ),
    Schedule(key="records.forget_notices", job="records.forget_notices", every=timedelta(days=1)),
)
